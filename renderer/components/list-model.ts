import type { Settings } from '#shared/model/site';
import type { ReactNode } from 'react';

/** What a person changed about the columns of a list. */
export type ListLayout = Settings['lists'][string];

export interface Column<R> {
  readonly id: string;
  readonly name: string;
  /** In px. Without it the column takes what is left. */
  readonly width?: number;
  readonly minWidth?: number;
  readonly align?: 'end';
  /** A date, size or state: never cut, the column is as wide as the longest. Those at the end always are. */
  readonly isWhole?: true;
  /** What is read from its beginning, as a cause or a remedy: cut at its end, not in its middle. */
  readonly isSentence?: true;
  /** Texts that fit from the beginning, so that no row makes the column wider later. */
  readonly longest?: readonly string[];
  /** Measured: narrower it would cut what must be whole, whatever width a person gave it. */
  readonly least?: number;
  /** The value as text: type-ahead, tooltip, and the cell when there is no `cell`. */
  readonly text: (row: R) => string;
  readonly cell?: (row: R) => ReactNode;
  /** For rows that are all here: by its text when absent. Rows of the core are sorted by the core. */
  readonly compare?: (a: R, b: R) => number;
  /** Cannot be hidden, and names the row. */
  readonly isName?: boolean;
  /** The core cannot sort by it. */
  readonly isUnsorted?: boolean;
}

/** Dates, states and whatever stands at the end: sizes, counts, times. */
export function isWholeColumn<R>({ isWhole, align }: Column<R>): boolean {
  return isWhole ?? align === 'end';
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Compares texts as people sort them: without case, numbers by value. */
export function compareText(a: string, b: string): number {
  return collator.compare(a, b);
}

/** How a column orders rows that are all here, the smallest first. */
export function compareRows<R>(column: Column<R>): (one: R, other: R) => number {
  return column.compare ?? ((one, other) => compareText(column.text(one), column.text(other)));
}

/** Rows that are all here in the order of a column; equal ones keep theirs. */
export function sortRows<R>(rows: readonly R[], columns: readonly Column<R>[], sort: ListLayout['sort']): readonly R[] {
  const column = columns.find((other) => other.id === sort?.column);
  if (!column || !sort) return rows;
  const compare = compareRows(column);
  return rows.toSorted((one, other) => (sort.descending ? compare(other, one) : compare(one, other)));
}

/** Rows that are all here in which every word of the filter occurs in some column. */
export function filterRows<R>(rows: readonly R[], columns: readonly Column<R>[], filter: string): readonly R[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = columns.map((column) => column.text(row).toLowerCase()).join('\n');
    return words.every((word) => text.includes(word));
  });
}

export type MoveKey = 'Up' | 'Down' | 'Home' | 'End' | 'PageUp' | 'PageDown';

/** Where a key takes the active row; stays at the ends. */
export function moveIndex(key: MoveKey, index: number, count: number, page: number): number {
  const target = {
    Up: index - 1,
    Down: index + 1,
    Home: 0,
    End: count - 1,
    PageUp: index - page,
    PageDown: index + page,
  }[key];
  return Math.max(0, Math.min(count - 1, target));
}

/** The next row whose text begins with what was typed, after the active one and round the end. */
export function findTyped(texts: readonly string[], index: number, typed: string): number {
  const wanted = typed.toLowerCase();
  // A longer text may still be the row we are on; one letter means the next one.
  const first = typed.length > 1 ? index : index + 1;
  for (let step = 0; step < texts.length; step += 1) {
    const at = (first + step + texts.length) % texts.length;
    if (texts[at]?.toLowerCase().startsWith(wanted) === true) return at;
  }
  return -1;
}
