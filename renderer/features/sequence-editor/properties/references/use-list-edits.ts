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
  readReferenceList,
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
import { useTurns } from '../use-turns.ts';
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
  /** The chosen row. */
  remove(): void;
  /** The chosen row by one place. */
  step(by: 1 | -1): void;
  move(from: number, to: number): void;
}

interface ListEditing {
  readonly node: NodeDetail;
  readonly shape: ReferenceListShape;
  readonly kinds: readonly ReferenceKind[];
  readonly rows: readonly ReferenceListRow[];
  readonly labelOf: (row: ReferenceListRow) => string;
  /** The row that is chosen at the time when it is asked. */
  readonly selectedNow: () => number;
  /** The row that is chosen from then on. */
  readonly onSelect: (at: number) => void;
}

/** What becomes of a list, which row is chosen then, and what is said of it. */
interface ListAct {
  readonly rows: readonly ReferenceListRow[];
  readonly select: number;
  readonly said: string;
}

type MakeListAct = (rows: readonly ReferenceListRow[]) => ListAct | null;

function moveRow(
  rows: readonly ReferenceListRow[],
  from: number,
  to: number,
  say: (row: ReferenceListRow) => string,
): ListAct | null {
  const row = rows[from];
  const next = moveItem(rows, from, to);
  return row === undefined || next === rows ? null : { rows: next, select: to, said: say(row) };
}

/** Adds, removes and moves rows of a list: each is one undo step, and is spoken when it is done. */
export function useListEdits(given: ListEditing): ListEdits {
  const { node, shape, kinds, rows: shown, labelOf, selectedNow, onSelect } = given;
  const words = useWords();
  const shell = useShell();
  const editor = useEditor();
  const turn = useTurns(node);
  const [refused, setRefused] = useState<{ readonly why: ListRefusal; readonly id: string } | null>(null);
  const write = (make: MakeListAct): void =>
    turn(async (latest) => {
      const made = make(readReferenceList(latest.variables, shape));
      if (made === null) return;
      const edits = writeReferenceList(latest, shape, made.rows, writingOf(editor));
      const isTooMany = edits.length > editLimits.editsMax;
      setRefused(isTooMany ? { why: 'tooMany', id: '' } : null);
      if (edits.length === 0 || isTooMany) return;
      const { name, type } = latest;
      const values = { count: 1, kind: 'step' as const, name, type, property: shape.ids.property };
      if ((await editor.session.apply(edits, { code: 'set-property', values })) === null) return;
      onSelect(made.select);
      shell.announcer.say(made.said);
    });
  const moved = (rows: readonly ReferenceListRow[], from: number, to: number) =>
    moveRow(rows, from, to, (row) =>
      words('references.list.moved', { label: labelOf(row), number: to + 1, amount: rows.length }),
    );
  return {
    refusal: refused === null ? null : { key: `references.list.${refused.why}`, id: refused.id },
    forget: () => setRefused(null),
    add: (wanted) => {
      const [kind = 'package'] = kinds;
      const row = typeof wanted === 'string' ? { ...plainReference(kind, wanted.trim(), ''), source: 'site' } : wanted;
      const { id } = row;
      if (id === '') return false;
      const isNoId = typeof wanted === 'string' && !isIdText(id);
      const why = refusalOf(shown, id, shape.most) ?? (isNoId ? 'notAnId' : null);
      setRefused(why === null ? null : { why, id });
      if (why !== null) return false;
      const added = newListRow(shape, id, membersOf(shape, row));
      write((rows) => {
        // It may have come in by another act meanwhile.
        if (refusalOf(rows, id, shape.most) !== null) return null;
        const said = words('references.list.added', { label: row.name || id, number: rows.length + 1 });
        return { rows: [...rows, added], select: rows.length, said };
      });
      return true;
    },
    remove: () =>
      write((rows) => {
        const at = selectedNow();
        const row = rows[at];
        if (row === undefined) return null;
        const amount = rows.length - 1;
        const said = words('references.list.removed', { label: labelOf(row), amount });
        return { rows: rows.toSpliced(at, 1), select: Math.min(at, amount - 1), said };
      }),
    step: (by) => write((rows) => moved(rows, selectedNow(), selectedNow() + by)),
    move: (from, to) => write((rows) => moved(rows, from, to)),
  };
}
