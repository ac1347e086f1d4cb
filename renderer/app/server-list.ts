import type { Input } from '#shared/contract/contract';
import { listPageMost, type FilterMeaning } from '#shared/model/list';
import type { ListName, RowOf } from '../api/answer-parts.ts';
import type { Column, ListLayout } from '../components/list-model.ts';
import type { ListQuestion } from '../components/list-selection.ts';
import type { Chosen } from '../stores/lists.ts';
import type { Shell } from './types.ts';

/** A list that the core sorts, filters and counts. */
export interface ServerList<K extends ListName> {
  /** Its scope: columns, selection and commands go by it. */
  readonly id: string;
  readonly method: K;
  readonly idOf: (row: RowOf<K>) => string;
  /** An id as the contract has it, when that is no text. */
  readonly parseId?: (id: string) => string | number;
  /** The codes of its rows with their words, so that a filter finds what a person reads. */
  readonly codes?: (shell: Pick<Shell, 'text'>) => readonly CodeWords[];
}

export interface CodeWords {
  readonly code: string;
  readonly words: string;
}

/** What a list asks for beside the page: filter, what narrows it, and the order. */
export interface ListAsked extends ListQuestion {
  readonly sort: ListLayout['sort'];
}

/** Rows of one page: as many as are drawn without being virtual. */
export const pageRows = 200;

/** An input of a list; the columns of a list are those by which the core sorts it. */
export function listInput<K extends ListName>(asked: ListAsked, more: Readonly<Record<string, unknown>>): Input<K> {
  const { filter, meanings, sort, criteria } = asked;
  return { ...criteria, filter, meanings, sort, ...more } as unknown as Input<K>;
}

/** As long as a filter may be, in characters: the box takes no more. */
export const filterMost = 255;

/** The question of a list for what was typed in its filter. */
export function questionOf(
  typed: string,
  codes: readonly CodeWords[],
  criteria: Readonly<Record<string, unknown>>,
): ListQuestion {
  const filter = typed.trim();
  const words = [...new Set(filter.toLowerCase().split(/\s+/).filter(Boolean))];
  const meanings = words
    .map((word): FilterMeaning => ({
      word,
      codes: codes.filter((one) => one.words.toLowerCase().includes(word)).map(({ code }) => code),
    }))
    .filter((meaning) => meaning.codes.length > 0);
  return { filter, meanings, criteria };
}

/** A remembered sort of a column that is gone, or that the core cannot sort by, is none. */
export function knownSort<R>(sort: ListLayout['sort'], columns: readonly Column<R>[]): ListLayout['sort'] {
  const column = columns.find((one) => one.id === sort?.column);
  return column === undefined || column.isUnsorted === true ? null : sort;
}

/** What is chosen in a list that is on the screen. */
export function chosenOf<K extends ListName>(shell: Pick<Shell, 'lists'>, list: ServerList<K>): Chosen<RowOf<K>> {
  return shell.lists.get(list.id) as Chosen<RowOf<K>>;
}

/** Ids as the contract has them. */
export function contractIds<K extends ListName>(list: ServerList<K>, ids: readonly string[]): (string | number)[] {
  return ids.map((id) => list.parseId?.(id) ?? id);
}

/**
 * A selection of "all that match" with its rows when one page holds them: then a command can name them and be undone.
 * More stay a question that the core answers when it carries the command out.
 */
export async function resolveChosen<K extends ListName>(
  { cache }: Pick<Shell, 'cache'>,
  list: ServerList<K>,
  chosen: Chosen<RowOf<K>>,
): Promise<Chosen<RowOf<K>>> {
  if (chosen.input?.kind !== 'all' || chosen.count > listPageMost) return chosen;
  const { filter, meanings, criteria, except } = chosen.input;
  const asked = { filter, meanings: [...meanings], criteria, sort: null };
  const page = await cache.read(list.method, listInput<K>(asked, { limit: listPageMost }));
  if (page.total > listPageMost) return chosen;
  const left = new Set(contractIds(list, except.map(String)));
  const rows = (page.rows as readonly RowOf<K>[]).filter(
    (row) => !left.has(contractIds(list, [list.idOf(row)])[0] ?? ''),
  );
  return { count: rows.length, rows, input: { kind: 'ids', ids: contractIds(list, rows.map(list.idOf)) } };
}

/** Rows by their ids, as the core has them now; those that do not exist are left out. */
export async function rowsById<K extends ListName>(
  shell: Pick<Shell, 'cache'>,
  list: ServerList<K>,
  ids: readonly string[],
): Promise<readonly RowOf<K>[]> {
  const found: RowOf<K>[] = [];
  const asked = { filter: '', meanings: [], sort: null, criteria: { ids: contractIds(list, ids) } };
  await eachPage(shell, list, asked, (rows) => found.push(...rows));
  return found;
}

/** Every row of a question, a page at a time, so that none of them has to stay. */
export async function eachPage<K extends ListName>(
  { cache }: Pick<Shell, 'cache'>,
  list: ServerList<K>,
  asked: ListAsked,
  onPage: (rows: readonly RowOf<K>[], done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  for (let offset = 0; ; offset += listPageMost) {
    const page = await cache.read(list.method, listInput<K>(asked, { offset, limit: listPageMost }), signal);
    // A page may have fewer rows than it stands for: those that cannot be read are left out of it.
    const done = Math.min(offset + listPageMost, page.total);
    onPage(page.rows, done, page.total);
    if (done >= page.total) return;
  }
}
