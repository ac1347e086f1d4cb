import { useState } from 'react';
import { editLimits } from '#shared/model/edit';
import {
  plainReference,
  referenceIdMost,
  type ReferenceKind,
  referenceKey,
  type ReferenceRow,
} from '#shared/model/reference';
import type { NodeDetail } from '#shared/model/sequence';
import {
  newListRow,
  type ReferenceListRow,
  type ReferenceListShape,
  writeReferenceList,
} from '#shared/steps/lists/reference-list';
import { packageTypeOf } from '#shared/steps/references';
import { moveItem } from '#shared/util/move-item';
import { useShell } from '../../../../app/shell-context.tsx';
import { useEditor } from '../../use-editor.tsx';
import { type EditorWord, useWords } from '../../use-words.ts';
import { writingOf } from '../parts/use-step-table.ts';
import { isIdText } from './reference-choice.tsx';

/** Why something was not added or changed. */
export type ListRefusal = 'full' | 'taken' | 'comma' | 'tooLong' | 'tooMany' | 'notAnId';

/** What the list keeps of a thing that is added: what is known of it, and nothing made up. */
function membersOf(shape: ReferenceListShape, { kind, name }: Pick<ReferenceRow, 'kind' | 'name'>) {
  if (name === '') return {};
  return { [shape.nameMember]: name, ...(kind === 'application' ? {} : { PkgType: packageTypeOf(kind) }) };
}

function refusalOf(rows: readonly ReferenceListRow[], id: string, most: number): ListRefusal | null {
  if (rows.length >= most) return 'full';
  if (id.includes(',')) return 'comma';
  if (id.length > referenceIdMost) return 'tooLong';
  return rows.some((row) => referenceKey(row.id) === referenceKey(id)) ? 'taken' : null;
}

export interface ListEdits {
  readonly refusal: { readonly key: EditorWord; readonly id: string } | null;
  forget(): void;
  /** True when it was added. */
  add(row: ReferenceRow | string): boolean;
  remove(at: number): void;
  move(from: number, to: number): void;
}

interface ListEditing {
  readonly node: NodeDetail;
  readonly shape: ReferenceListShape;
  readonly kinds: readonly ReferenceKind[];
  readonly rows: readonly ReferenceListRow[];
  readonly labelOf: (row: ReferenceListRow) => string;
  /** The row that is chosen from then on. */
  readonly onSelect: (at: number) => void;
}

/** Adds, removes and moves rows of a list: each is one undo step, and is spoken when it is done. */
export function useListEdits({ node, shape, kinds, rows, labelOf, onSelect }: ListEditing): ListEdits {
  const words = useWords();
  const shell = useShell();
  const editor = useEditor();
  const [refused, setRefused] = useState<{ readonly why: ListRefusal; readonly id: string } | null>(null);
  const write = (next: readonly ReferenceListRow[], select: number, said: string): void => {
    const edits = writeReferenceList(node, shape, next, writingOf(editor));
    setRefused(edits.length > editLimits.editsMax ? { why: 'tooMany', id: '' } : null);
    if (edits.length === 0 || edits.length > editLimits.editsMax) return;
    const { name, type } = node;
    const values = { count: 1, kind: 'step' as const, name, type, property: shape.ids.property };
    void shell.attempt(async () => {
      if ((await editor.session.apply(edits, { code: 'set-property', values })) === null) return;
      onSelect(select);
      shell.announcer.say(said);
    });
  };
  return {
    refusal: refused === null ? null : { key: `references.list.${refused.why}`, id: refused.id },
    forget: () => setRefused(null),
    add: (given) => {
      const [kind = 'package'] = kinds;
      const row = typeof given === 'string' ? { ...plainReference(kind, given.trim(), ''), source: 'site' } : given;
      const { id } = row;
      if (id === '') return false;
      const isNoId = typeof given === 'string' && !isIdText(id);
      const why = refusalOf(rows, id, shape.most) ?? (isNoId ? 'notAnId' : null);
      setRefused(why === null ? null : { why, id });
      if (why !== null) return false;
      const added = newListRow(shape, id, membersOf(shape, row));
      const said = words('references.list.added', { label: row.name || id, number: rows.length + 1 });
      write([...rows, added], rows.length, said);
      return true;
    },
    remove: (at) => {
      const row = rows[at];
      if (row === undefined) return;
      const amount = rows.length - 1;
      const said = words('references.list.removed', { label: labelOf(row), amount });
      write(
        rows.filter((_, other) => other !== at),
        Math.min(at, amount - 1),
        said,
      );
    },
    move: (from, to) => {
      const row = rows[from];
      const place = Math.min(Math.max(to, 0), rows.length - 1);
      if (row === undefined || place === from) return;
      const said = words('references.list.moved', { label: labelOf(row), number: place + 1, amount: rows.length });
      write(moveItem(rows, from, place), place, said);
    },
  };
}
