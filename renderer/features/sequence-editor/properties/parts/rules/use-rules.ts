import { useCallback, useMemo, useRef, useState } from 'react';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { type DynamicRule, rulesProperty } from '#shared/model/dynamic-rules';
import type { Edit } from '#shared/model/edit';
import type { EditLabelCode } from '#shared/model/edit-label';
import type { NodeDetail, NodeId } from '#shared/model/sequence';
import { useShell, useSlice } from '../../../../../app/shell-context.tsx';
import type { FieldDraft } from '../../../store/document-store.ts';
import type { EditorController } from '../../../store/editor-controller.ts';
import { useEditor } from '../../../use-editor.tsx';

export type ChangeRules = (rules: readonly DynamicRule[]) => readonly DynamicRule[];

/** What the parts of the page share: the rules as they are shown, and how they are changed. */
export interface RulesModel {
  readonly node: NodeDetail;
  readonly rules: readonly DynamicRule[];
  readonly isReadOnly: boolean;
  /** An undo step of its own. Places of rules count for the rules that are shown. */
  change(change: ChangeRules, label?: EditLabelCode): void;
  /** Typing into a field, which is named by its place. */
  type(field: string, change: ChangeRules): void;
  /** A value that cannot be kept: it stays in its field. */
  refuse(field: string, change: ChangeRules, why: Message): void;
  commit(field: string): void;
  /** Sets the secret of a variable; null clears it. */
  setSecret(place: { readonly rule: number; readonly variable: number }, value: string | null): void;
}

function readRules(node: NodeDetail | undefined): readonly DynamicRule[] {
  return node?.dynamicRules?.state === 'read' ? node.dynamicRules.rules : [];
}

export function draftKey(id: NodeId, field: string): string {
  return `setRules:${id}:${field}`;
}

type SetRules = Extract<Edit, { kind: 'setRules' }>;

/** The rules that a draft of this step holds; undefined for any other draft. */
function rulesOfDraft(draft: FieldDraft, id: NodeId): readonly DynamicRule[] | undefined {
  return draft.edit.kind === 'setRules' && draft.edit.id === id ? draft.edit.rules : undefined;
}

function makeEdit(id: NodeId, rules: readonly DynamicRule[], field: string | null): SetRules {
  return { kind: 'setRules', id, rules: [...rules], field };
}

/** What was refused in fields of these rules: when places change nobody knows any more where it belongs. */
function forgetRefused(editor: EditorController, id: NodeId): void {
  for (const [key, draft] of editor.document.getState().drafts) {
    if (draft.error !== null && rulesOfDraft(draft, id) !== undefined) editor.session.forget(key);
  }
}

/**
 * Typing in several fields adds up: the edit of one field has what was typed into the others and is not answered yet,
 * or the later one would take the earlier back.
 */
function useTyped(editor: EditorController, id: NodeId) {
  const typed = useRef<readonly DynamicRule[] | null>(null);
  return useMemo(() => {
    const latest = (): readonly DynamicRule[] => {
      const { drafts, details } = editor.document.getState();
      const waiting = [...drafts.values()].filter((one) => one.error === null && rulesOfDraft(one, id) !== undefined);
      const last = waiting.at(-1);
      if (last === undefined) typed.current = null;
      return typed.current ?? (last && rulesOfDraft(last, id)) ?? readRules(details.get(id));
    };
    const type = (field: string, change: ChangeRules): void => {
      const rules = change(latest());
      typed.current = rules;
      editor.session.type(makeEdit(id, rules, field));
    };
    return { latest, type };
  }, [editor, id]);
}

/** The rules of a step, with changes shown before they are answered and made one after the other. */
export function useRules(node: NodeDetail): RulesModel {
  const editor = useEditor();
  const shell = useShell();
  const { id } = node;
  const isReadOnly = useSlice(editor.document, (state) => state.mode === 'view');
  // Drafts are what is typed: they change what is shown.
  useSlice(editor.document, (state) => state.drafts);
  const typed = useTyped(editor, id);
  const [ahead, setAhead] = useState<readonly DynamicRule[] | null>(null);
  const work = useRef<{ tail: Promise<unknown>; count: number }>({ tail: Promise.resolve(), count: 0 });

  /** After what was asked for before it, on the rules that the document has then. */
  const enqueue = useCallback(
    (run: () => Promise<unknown>) => {
      const { current } = work;
      current.count += 1;
      current.tail = current.tail.then(async () => {
        await shell.attempt(async () => {
          await editor.session.commit();
          await run();
        });
        current.count -= 1;
        if (current.count === 0) setAhead(null);
      });
    },
    [editor, shell],
  );

  const change = useCallback(
    (make: ChangeRules, label?: EditLabelCode) => {
      setAhead((before) => make(before ?? typed.latest()));
      enqueue(async () => {
        forgetRefused(editor, id);
        const old = readRules(editor.document.getState().details.get(id));
        const { name, type } = node;
        const said =
          label === undefined ? undefined : { code: label, values: { count: 1, kind: 'step' as const, name, type } };
        await editor.session.apply([makeEdit(id, make(old), null)], said);
      });
    },
    [editor, enqueue, id, node, typed],
  );

  return {
    node,
    rules: ahead ?? typed.latest(),
    isReadOnly,
    change,
    type: typed.type,
    refuse: (field, make, why) =>
      editor.session.refuse(makeEdit(id, make(typed.latest()), field), {
        code: 'EDIT_VALUE_INVALID',
        details: { property: rulesProperty, reason: why },
        traceId: null,
      }),
    commit: (field) => void editor.session.commit(draftKey(id, field)),
    setSecret: (place, value) => enqueue(() => editor.session.setSecret(id, rulesProperty, value, { inRules: place })),
  };
}

/** Why a value cannot be kept, as its field says it. */
export const fieldReason = reason('does-not-fit-field');
