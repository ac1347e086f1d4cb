import { useMemo } from 'react';
import { reason } from '#shared/contract/message';
import type { Edit } from '#shared/model/edit';
import { type EditLabelCode, type EditLabelValues, labelNameMax } from '#shared/model/edit-label';
import type { NodeDetail } from '#shared/model/sequence';
import { readTable, type StepTable, type TableRow, type TableShape } from '#shared/steps/tables/step-table';
import { type TableWriting, tableWritings } from '#shared/steps/tables/table-writing';
import { writeTable } from '#shared/steps/tables/write-table';
import { moveItem } from '#shared/util/move-item';
import { useShell, useSlice } from '../../../../app/shell-context.tsx';
import type { EditorController } from '../../store/editor-controller.ts';
import { useEditor } from '../../use-editor.tsx';
import { type EditorText, useWords } from '../../use-words.ts';
import { useSelectedRow, useTurns } from '../use-turns.ts';

/** What a table of rows of one kind needs to be shown and changed. */
export interface TableKind<T> {
  readonly shape: TableShape;
  readonly area: 'partition' | 'adapter';
  read(row: TableRow): T;
  add(table: StepTable, made: T, writing: TableWriting): TableRow;
  write(table: StepTable, row: TableRow, next: T, writing: TableWriting): TableRow;
  /** How a row is called, counted from 0. */
  nameOf(words: EditorText, one: T, at: number): string;
  /** Edits of other properties that follow, in the same undo step. */
  follow?(node: NodeDetail, before: readonly T[], after: readonly T[], writing: TableWriting): readonly Edit[];
}

type Did = 'added' | 'changed' | 'moved' | 'removed' | 'numbered';

export interface TableModel<T> {
  readonly table: StepTable;
  readonly rows: readonly T[];
  readonly isReadOnly: boolean;
  readonly selected: number | null;
  readonly select: (at: number | null) => void;
  readonly add: (made: T) => void;
  readonly change: (at: number, next: T) => void;
  readonly remove: () => void;
  /** The selected row by one place. */
  readonly step: (by: 1 | -1) => void;
  readonly move: (from: number, to: number) => void;
  readonly renumber: () => void;
}

interface Act {
  readonly rows: readonly TableRow[];
  readonly did: Did;
  /** The row that it is about: in the new rows, or of a removed one in the old. */
  readonly at: number;
}

/** The step as its label names it. */
function labelOf({ name, type }: NodeDetail): EditLabelValues {
  const short = name.length > labelNameMax ? `${name.slice(0, labelNameMax - 1)}…` : name;
  return { count: 1, kind: 'step', name: short, type: type.slice(0, 256) };
}

/** How the document that is open writes tables. */
export function writingOf(editor: EditorController): TableWriting {
  return tableWritings[editor.document.getState().session?.dialect ?? 'cm'];
}

function editsOf<T>(kind: TableKind<T>, node: NodeDetail, table: StepTable, act: Act, writing: TableWriting): Edit[] {
  const edits = writeTable(table, act.rows, { id: node.id, writing }, act.did === 'numbered');
  const follow = kind.follow?.(node, table.rows.map(kind.read), act.rows.map(kind.read), writing) ?? [];
  return [...edits, ...follow];
}

/** The acts of a table, each on the rows as they are when its turn comes. */
type MakeAct = (table: StepTable, writing: TableWriting) => Act | null;

/** Does acts in their order, and says what was done. */
function useActs<T>(node: NodeDetail, kind: TableKind<T>, select: (at: number | null) => void) {
  const editor = useEditor();
  const shell = useShell();
  const words = useWords();
  const turn = useTurns(node);
  const say = (before: StepTable, { rows: after, did, at }: Act): void => {
    const row = did === 'removed' ? before.rows[at] : after[at];
    const name = row === undefined ? '' : kind.nameOf(words, kind.read(row), at);
    shell.announcer.say(words(`tables.said.${did}`, { name, number: at + 1 }));
  };
  return (act: MakeAct): void =>
    turn(async (latest) => {
      const before = readTable(kind.shape, latest.variables);
      const writing = writingOf(editor);
      const made = act(before, writing);
      if (made === null) return;
      const edits = editsOf(kind, latest, before, made, writing);
      if (edits.length === 0) return;
      const code: EditLabelCode = `${kind.area}-${made.did}`;
      if ((await editor.session.apply(edits, { code, values: labelOf(latest) })) === null) return;
      if (made.did !== 'numbered') select(made.rows.length === 0 ? null : Math.min(made.at, made.rows.length - 1));
      say(before, made);
    });
}

function moveAct(rows: readonly TableRow[], from: number, to: number): Act | null {
  const moved = moveItem(rows, from, to);
  return moved === rows ? null : { rows: moved, did: 'moved', at: to };
}

/** Where a row stands now: in its place while it reads as it did, else where the only one like it stands. */
function findRow<T>(rows: readonly T[], at: number, asked: T | undefined): number | null {
  const [wanted, texts] = [JSON.stringify(asked), rows.map((row) => JSON.stringify(row))];
  if (texts[at] === wanted) return at;
  const found = texts.indexOf(wanted);
  return found === -1 || found !== texts.lastIndexOf(wanted) ? null : found;
}

/** The rows of a table of a step, and what buttons, keys and drags do to them. Every act is one undo step. */
export function useStepTable<T>(node: NodeDetail, kind: TableKind<T>): TableModel<T> {
  const editor = useEditor();
  const isReadOnly = useSlice(editor.document, (state) => state.mode === 'view');
  const { selected, select, current } = useSelectedRow();
  const turn = useActs(node, kind, select);
  const table = useMemo(() => readTable(kind.shape, node.variables), [kind, node.variables]);
  const rows = useMemo(() => table.rows.map(kind.read), [kind, table]);
  return {
    table,
    rows,
    isReadOnly,
    // Rows may have gone since, by an undo.
    selected: selected === null || rows.length === 0 ? null : Math.min(selected, rows.length - 1),
    select,
    add: (made) =>
      turn((now, writing) => {
        const at = current.current === null ? now.rows.length : Math.min(current.current + 1, now.rows.length);
        return { rows: now.rows.toSpliced(at, 0, kind.add(now, made, writing)), did: 'added', at };
      }),
    change: (asked, next) =>
      turn((now, writing) => {
        // A dialog was open meanwhile: what it asked of one row is never written into another one (UI-804).
        const at = findRow(now.rows.map(kind.read), asked, rows[asked]);
        const row = at === null ? undefined : now.rows[at];
        if (at === null || row === undefined) {
          const details = { reason: reason('row-changed') };
          editor.document.setState({ error: { code: 'EDIT_INVALID', details, traceId: null } });
          return null;
        }
        return { rows: now.rows.with(at, kind.write(now, row, next, writing)), did: 'changed', at };
      }),
    remove: () =>
      turn((now) => {
        const at = current.current;
        if (at === null || now.rows[at] === undefined) return null;
        return { rows: now.rows.toSpliced(at, 1), did: 'removed', at };
      }),
    step: (by) =>
      turn((now) => (current.current === null ? null : moveAct(now.rows, current.current, current.current + by))),
    move: (from, to) => turn((now) => moveAct(now.rows, from, to)),
    renumber: () => turn((now) => ({ rows: now.rows, did: 'numbered', at: 0 })),
  };
}
