import type { FilterMeaning } from '#shared/model/list';

/** What the rows of a list of the core answer, beside their order. */
export interface ListQuestion {
  readonly filter: string;
  /** What words of the filter mean among codes. */
  readonly meanings: FilterMeaning[];
  /** What narrows the list beside the filter, such as a folder. */
  readonly criteria: Readonly<Record<string, unknown>>;
}

interface ChosenIds {
  readonly kind: 'ids';
  /** In the order they were chosen: the first is where a span begins. */
  readonly ids: readonly string[];
  /** The row the keyboard is on. */
  readonly activeId: string | null;
}

/** All rows that answer a question, read or not. */
interface ChosenAll {
  readonly kind: 'all';
  readonly question: ListQuestion;
  /** How many answered it when the list was read last. */
  readonly total: number;
  readonly except: readonly string[];
  readonly activeId: string | null;
}
export type ListSelection = ChosenIds | ChosenAll;

export const noSelection: ListSelection = { kind: 'ids', ids: [], activeId: null };

/** These rows, the keyboard on the first of them unless said otherwise. */
export function chosenRows(ids: readonly string[], activeId: string | null = ids[0] ?? null): ListSelection {
  return { kind: 'ids', ids, activeId };
}

/** Asked for each row that is drawn: thousands may be chosen. */
export function chosenTest(selection: ListSelection): (id: string) => boolean {
  const named = new Set(selection.kind === 'ids' ? selection.ids : selection.except);
  return selection.kind === 'ids' ? (id) => named.has(id) : (id) => !named.has(id);
}

export function chosenCount(selection: ListSelection): number {
  return selection.kind === 'ids' ? selection.ids.length : Math.max(0, selection.total - selection.except.length);
}

/** The ids of rows that were chosen one by one; none while all that match are chosen. */
export function chosenIds(selection: ListSelection): readonly string[] {
  return selection.kind === 'ids' ? selection.ids : [];
}

/** The selection with the keyboard on another row. */
export function withActive(selection: ListSelection, activeId: string | null): ListSelection {
  return { ...selection, activeId };
}

/** Adds a row to the selection or takes it out. */
export function toggleRow(selection: ListSelection, id: string): ListSelection {
  if (selection.kind === 'all') {
    const { except } = selection;
    const next = except.includes(id) ? except.filter((other) => other !== id) : [...except, id];
    return { ...selection, except: next, activeId: id };
  }
  const { ids } = selection;
  return { kind: 'ids', ids: ids.includes(id) ? ids.filter((other) => other !== id) : [id, ...ids], activeId: id };
}

/** The space bar: the row is added at the end; with Ctrl it is taken out when it was in. */
export function markRow(selection: ListSelection, id: string, takesOut: boolean, isMultiple: boolean): ListSelection {
  const isIn = chosenTest(selection)(id);
  if (selection.kind === 'all') return isIn === takesOut ? toggleRow(selection, id) : withActive(selection, id);
  const rest = isMultiple ? selection.ids.filter((other) => other !== id) : [];
  return chosenRows(isIn && takesOut ? rest : [...rest, id], id);
}

/** A span of rows from where the last one began; with Ctrl what was chosen before stays. */
export function withSpan(before: ListSelection, span: readonly string[], keeps: boolean): ListSelection {
  const kept = keeps ? chosenIds(before).filter((other) => !span.includes(other)) : [];
  return { kind: 'ids', ids: [...span, ...kept], activeId: span.at(-1) ?? null };
}

/** Where a span begins: the row that was chosen first, else the one the keyboard is on. */
export function spanStart(selection: ListSelection): string | null {
  return chosenIds(selection)[0] ?? selection.activeId;
}
