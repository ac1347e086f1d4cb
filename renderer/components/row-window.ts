import { findTyped } from './list-model.ts';
import { chosenIds, chosenTest, type ListQuestion, type ListSelection } from './list-selection.ts';

/** The rows of a list at their places, whether all of them are here or only those that were looked at. */
export interface RowWindow<R> {
  readonly total: number;
  /** Undefined for a row that is not read yet. */
  readonly rowAt: (index: number) => R | undefined;
  /** The place of a row among those that are looked at; -1 when it is not there. */
  readonly indexOf: (id: string) => number;
  /** The place of a row wherever it is; -1 when the list does not have it. */
  readonly locate: (id: string) => number | Promise<number>;
  /** The next row, after the active one and round the end, whose name begins with what was typed. */
  readonly findTyped: (typed: string, activeId: string | null) => FoundRow | null | Promise<FoundRow | null>;
  /** Rows that are here, in order. */
  readonly loaded: () => readonly { readonly index: number; readonly row: R }[];
  /** Says which rows are on the screen or worked with, so that they are read. */
  readonly look: (indexes: readonly number[]) => void;
  /** The ids of a span, in the order from its first to its last place; what is not here is read. */
  readonly idsBetween: (from: number, to: number) => readonly string[] | Promise<readonly string[]>;
  /** What "all that match" means; null when all rows are here and are chosen one by one. */
  readonly question: ListQuestion | null;
}

export interface FoundRow {
  readonly id: string;
  readonly index: number;
}

/** The first row after the chosen ones that stays when they go, else the last one before them; null when none is near. */
export function rowBeside<R>(window: RowWindow<R>, idOf: (row: R) => string, selection: ListSelection): string | null {
  const isChosen = chosenTest(selection);
  const places = chosenIds(selection)
    .map(window.indexOf)
    .filter((place) => place >= 0);
  if (places.length === 0) return null;
  const look = (from: number, step: 1 | -1): string | null => {
    for (let at = from; at >= 0 && at < window.total; at += step) {
      const row = window.rowAt(at);
      if (row === undefined) return null;
      if (!isChosen(idOf(row))) return idOf(row);
    }
    return null;
  };
  return look(Math.max(...places) + 1, 1) ?? look(Math.max(...places), -1);
}

const nothing = (): void => undefined;

/** Rows that are all here. */
export function windowOf<R>(rows: readonly R[], idOf: (row: R) => string, nameOf: (row: R) => string): RowWindow<R> {
  const indexOf = (id: string): number => rows.findIndex((row) => idOf(row) === id);
  return {
    total: rows.length,
    rowAt: (index) => rows[index],
    indexOf,
    locate: indexOf,
    findTyped: (typed, activeId) => {
      const index = findTyped(rows.map(nameOf), activeId === null ? -1 : indexOf(activeId), typed);
      const row = rows[index];
      return row === undefined ? null : { id: idOf(row), index };
    },
    loaded: () => rows.map((row, index) => ({ index, row })),
    look: nothing,
    idsBetween: (from, to) => {
      const ids = rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(idOf);
      return from <= to ? ids : ids.reverse();
    },
    question: null,
  };
}
