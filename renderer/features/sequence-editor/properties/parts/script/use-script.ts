import { useCallback, useEffect, useMemo, useRef } from 'react';
import { reason } from '#shared/contract/message';
import { type Edit, editLimits, mergeKey } from '#shared/model/edit';
import { withBreaksOf, withPlainBreaks } from '#shared/model/line-breaks';
import type { NodeDetail } from '#shared/model/sequence';
import { fieldForm, type ReadScript, readScript, type ScriptForm, writeScript } from '#shared/model/script-text';
import type { StepProperty } from '#shared/steps/step-description';
import { useSlice } from '../../../../../app/shell-context.tsx';
import { useEditor } from '../../../use-editor.tsx';
import { storedValue } from '../../field-rules.ts';
import { makeEdit } from '../../use-field.ts';

/** From this many characters on a script is put together when the person pauses, and not for every key. */
const longScript = 50_000;
/** How long such a pause is, in milliseconds: shorter than what ends a burst of typing. */
const scriptPause = 150;

/** The longest script, in characters, that a value of a step can hold in a form. */
export function longestScript({ encoding, hasMark }: ScriptForm): number {
  const bytes = Math.floor(editLimits.valueMax / 4) * 3;
  return encoding === 'utf-8' ? bytes : Math.floor((bytes - (hasMark ? 2 : 0)) / 2);
}

/** A script of a step as the page has it. */
export interface ScriptModel {
  readonly read: ReadScript;
  /** The value as it stands in the document or waits to get there. */
  readonly value: string;
  /** The text with LF for every line break; empty for one that cannot be read. */
  readonly text: string;
  readonly isReadOnly: boolean;
  readonly isTooLong: boolean;
  /** Typing; `read` gives the text with LF for every line break. */
  type(read: () => string): void;
  /** Sends what waits: the person leaves the field, or a command of the page is coming. */
  flush(): void;
  commit(): void;
  /** A new script in the place of one that cannot be read, in the form of the field. */
  begin(text: string): void;
}

/** Text as the document's value: what was not changed is the very value. */
function valueOf(old: string, read: ReadScript, text: string): string {
  if (read.state !== 'read') return writeScript(text, fieldForm);
  const written = withBreaksOf(read.text, text);
  return written === read.text ? old : writeScript(written, read.form);
}

/** Puts a long text together later, and at once when something else is about to happen. */
function useLater(run: (read: () => string) => void) {
  const waiting = useRef<{ read: () => string; timer: ReturnType<typeof setTimeout> } | null>(null);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  const flush = useCallback(() => {
    const one = waiting.current;
    if (one === null) return;
    clearTimeout(one.timer);
    waiting.current = null;
    latest.current(one.read);
  }, []);
  useEffect(() => flush, [flush]);
  const put = useCallback(
    (read: () => string) => {
      if (waiting.current !== null) clearTimeout(waiting.current.timer);
      waiting.current = { read, timer: setTimeout(flush, scriptPause) };
    },
    [flush],
  );
  return { put, flush };
}

/** The script of a step: read from its value, and how it is changed. */
export function useScript(node: NodeDetail, property: StepProperty): ScriptModel {
  const editor = useEditor();
  const edit = useMemo(() => makeEdit(node, property, ''), [node, property]);
  const key = edit === null ? null : mergeKey(edit);
  const draft = useSlice(editor.document, (state) => (key === null ? undefined : state.drafts.get(key)));
  const isReadOnly = useSlice(editor.document, (state) => state.mode === 'view');
  const stored = storedValue(node, property) ?? '';
  const value = (draft?.edit.kind === 'setVariable' ? draft.edit.value : null) ?? stored;
  const read = useMemo(() => readScript(value), [value]);
  const text = useMemo(() => (read.state === 'read' ? withPlainBreaks(read.text) : ''), [read]);
  const send = (made: Edit | null, characters: number): void => {
    if (made === null) return;
    const limit = longestScript(read.state === 'read' ? read.form : fieldForm);
    if (characters <= limit) {
      editor.session.type(made);
      return;
    }
    const details = { property: property.label, reason: reason('at-most-characters', { limit }) };
    editor.session.refuse(made, { code: 'EDIT_VALUE_INVALID', details, traceId: null });
  };
  const later = useLater((readText) => {
    const typed = readText();
    const made = valueOf(value, read, typed);
    if (made !== value) send(makeEdit(node, property, made), typed.length);
  });
  const commit = (): void => {
    later.flush();
    editor.visit(node.id, property.key);
    if (key !== null) void editor.session.commit(key);
  };
  return {
    read,
    value,
    text,
    isReadOnly,
    isTooLong: draft?.error != null,
    type: (readText) => {
      later.put(readText);
      if (text.length < longScript) later.flush();
    },
    flush: later.flush,
    commit,
    begin: (given) => {
      const made = makeEdit(node, property, writeScript(given, fieldForm));
      if (made !== null) void editor.session.apply([made]);
    },
  };
}
