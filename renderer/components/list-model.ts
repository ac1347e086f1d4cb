import type { Settings } from '#shared/model/site';
import type { ReactNode } from 'react';

/** What a person changed about the columns of a list. */
export type ListLayout = Settings['lists'][string];

export interface ListSelection {
  /** In the order they were chosen. */
  readonly ids: readonly string[];
  /** The row the keyboard is on. */
  readonly activeId: string | null;
}
export const noSelection: ListSelection = { ids: [], activeId: null };

export interface Column<R> {
  readonly id: string;
  readonly name: string;
  /** In px. Without it the column takes what is left. */
  readonly width?: number;
  readonly minWidth?: number;
  readonly align?: 'end';
  /** The value as text: filter, type-ahead, tooltip, and the cell when there is no `cell`. */
  readonly text: (row: R) => string;
  readonly cell?: (row: R) => ReactNode;
  /** By its text when absent. */
  readonly compare?: (a: R, b: R) => number;
  /** Cannot be hidden, and names the row. */
  readonly isName?: boolean;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Compares texts as people sort them: without case, numbers by value. */
export function compareText(a: string, b: string): number {
  return collator.compare(a, b);
}

/** Columns that are not hidden; a name column always shows. */
export function visibleColumns<R>(columns: readonly Column<R>[], layout: ListLayout): readonly Column<R>[] {
  return columns.filter((column) => column.isName === true || !layout.hidden.includes(column.id));
}

/** A sorted copy. Equal rows keep their order, so that a refresh does not shuffle. */
export function sortRows<R>(rows: readonly R[], columns: readonly Column<R>[], sort: ListLayout['sort']): readonly R[] {
  const column = columns.find((other) => other.id === sort?.column);
  if (!column || !sort) return rows;
  const compare = column.compare ?? ((a: R, b: R) => compareText(column.text(a), column.text(b)));
  return [...rows].sort((a, b) => (sort.descending ? compare(b, a) : compare(a, b)));
}

/** Rows in which every word of the filter occurs in some column. */
export function filterRows<R>(rows: readonly R[], columns: readonly Column<R>[], filter: string): readonly R[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = columns.map((column) => column.text(row).toLowerCase()).join('\n');
    return words.every((word) => text.includes(word));
  });
}

export interface SelectModifiers {
  readonly ctrl: boolean;
  readonly shift: boolean;
}

function span(ids: readonly string[], from: string | null, to: string): readonly string[] {
  const start = from === null ? -1 : ids.indexOf(from);
  const end = ids.indexOf(to);
  if (start < 0) return [to];
  const part = ids.slice(Math.min(start, end), Math.max(start, end) + 1);
  return start <= end ? part : part.reverse();
}

/** The selection after a click: plain selects, Ctrl adds or removes, Shift spans from where the span began. */
export function clickRow(
  ids: readonly string[],
  before: ListSelection,
  id: string,
  { ctrl, shift }: SelectModifiers,
): ListSelection {
  if (shift) {
    const anchor = before.ids[0] ?? before.activeId;
    const spanned = span(ids, anchor, id);
    const kept = ctrl ? before.ids.filter((other) => !spanned.includes(other)) : [];
    return { ids: [...spanned, ...kept], activeId: id };
  }
  if (!ctrl) return { ids: [id], activeId: id };
  const isIn = before.ids.includes(id);
  return { ids: isIn ? before.ids.filter((other) => other !== id) : [id, ...before.ids], activeId: id };
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
