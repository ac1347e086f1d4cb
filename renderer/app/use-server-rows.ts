import { hashKey, useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Output } from '#shared/contract/contract';
import { listIdsMost, listPageMost, type UnreadableRow } from '#shared/model/list';
import { AppError } from '#shared/contract/errors';
import type { ListName, RowOf } from '../api/answer-parts.ts';
import { toProblem, type Problem } from '../api/problem.ts';
import type { SiteCache } from '../api/site-cache.ts';
import type { RowWindow } from '../components/row-window.ts';
import { contractIds, listInput, pageRows, type ListAsked, type ServerList } from './server-list.ts';
import { useShell } from './shell-context.tsx';

export interface ServerRows<R> {
  /** Null while nothing was read yet. */
  readonly window: RowWindow<R> | null;
  readonly problem: Problem | null;
  /** Rows of the looked-at pages that the core could not read. */
  readonly unreadable: readonly UnreadableRow[];
}

interface Page<R> {
  readonly number: number;
  readonly rows: readonly R[];
}

const keyOf = (asked: ListAsked): string => hashKey([asked]);

/**
 * A window on a list of the core. Pages are read as they are looked at, and again when they change. After another sort,
 * filter or place the rows of before stay until those of the new question are there.
 */
export function useServerRows<K extends ListName>(list: ServerList<K>, wanted: ListAsked): ServerRows<RowOf<K>> {
  const { cache } = useShell();
  const [looked, setLooked] = useState<readonly number[]>([0]);
  const [shown, setShown] = useState<ListAsked | null>(null);
  const queries = looked.map((number) => cache.question(list.method, pageInput<K>(wanted, number)));
  const answers = useQueries({ queries, combine: combineAnswers<Output<K>> });
  const isReady = answers.pages.every((page) => page !== undefined);
  if (isReady && (shown === null || keyOf(shown) !== keyOf(wanted))) setShown(wanted);
  // While a list scrolls its own rows show as far as they are there; another question waits until it can be shown.
  const asked = shown !== null && keyOf(shown) === keyOf(wanted) ? wanted : shown;
  const isWanted = asked === wanted;
  const known = useMemo(
    () => (asked === null ? null : knownPages(cache, list, asked, looked)),
    // The answers are not used as such, but they are what changes when a page comes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [cache, list, asked, looked, answers],
  );
  // Pages that are on their way say nothing: how many rows there are is what was said last.
  const [lastTotal, setLastTotal] = useState(0);
  const total = known?.total ?? lastTotal;
  if (total !== lastTotal) setLastTotal(total);
  const look = useCallback((indexes: readonly number[]): void => {
    const numbers = [...new Set(indexes.map((index) => Math.floor(Math.max(0, index) / pageRows)))].sort(
      (a, b) => a - b,
    );
    setLooked((before) => (before.join() === numbers.join() ? before : numbers));
  }, []);
  const window = useMemo(
    () =>
      asked === null || known === null ? null : createWindow({ cache, list, asked, look, pages: known.pages, total }),
    [cache, list, asked, look, known, total],
  );
  const error = answers.errors.find((one) => one !== null) ?? null;
  const problem = error === null || (isWanted && window !== null) ? null : toProblem(error);
  return { window, problem, unreadable: known?.unreadable ?? none };
}

const none: readonly never[] = [];

interface Answers<P> {
  readonly pages: readonly (P | undefined)[];
  readonly errors: readonly (Error | null)[];
}

function combineAnswers<P>(results: readonly { readonly data: unknown; readonly error: Error | null }[]): Answers<P> {
  return { pages: results.map((one) => one.data as P | undefined), errors: results.map((one) => one.error) };
}

function pageInput<K extends ListName>(asked: ListAsked, number: number) {
  return listInput<K>(asked, { offset: number * pageRows, limit: pageRows });
}

interface Known<R> {
  readonly pages: readonly Page<R>[];
  /** Null while none of them is here. */
  readonly total: number | null;
  readonly unreadable: readonly UnreadableRow[];
}

/** The looked-at pages that are here, and how many rows there are by the one that was read last. */
function knownPages<K extends ListName>(
  cache: SiteCache,
  { method }: ServerList<K>,
  asked: ListAsked,
  looked: readonly number[],
): Known<RowOf<K>> {
  let latest = -1;
  let total: number | null = null;
  const unreadable: UnreadableRow[] = [];
  const pages = looked.flatMap((number): Page<RowOf<K>>[] => {
    const state = cache.state(method, pageInput<K>(asked, number));
    if (state?.data === undefined) return [];
    if (state.dataUpdatedAt > latest) {
      latest = state.dataUpdatedAt;
      // On the only page the rows that were left out have no place; on others they keep one that stays empty.
      const missing = state.data.total <= pageRows ? (state.data.unreadable?.length ?? 0) : 0;
      total = state.data.total - missing;
    }
    unreadable.push(...(state.data.unreadable ?? []));
    return [{ number, rows: state.data.rows }];
  });
  return { pages, total, unreadable };
}

interface WindowParts<K extends ListName> {
  readonly pages: readonly Page<RowOf<K>>[];
  readonly total: number;
  readonly cache: SiteCache;
  readonly list: ServerList<K>;
  readonly asked: ListAsked;
  readonly look: (indexes: readonly number[]) => void;
}

function createWindow<K extends ListName>(parts: WindowParts<K>): RowWindow<RowOf<K>> {
  const { cache, list, asked, look, pages, total } = parts;
  const byNumber = new Map(pages.map((page) => [page.number, page.rows]));
  const indexOf = (id: string): number => {
    for (const { number, rows } of pages) {
      const at = rows.findIndex((row) => list.idOf(row) === id);
      if (at >= 0) return number * pageRows + at;
    }
    return -1;
  };
  const locate = async (id: string): Promise<number> => {
    const page = await cache.read(
      list.method,
      listInput<K>(asked, { around: contractIds(list, [id])[0], limit: pageRows }),
    );
    const at = page.rows.findIndex((row) => list.idOf(row) === id);
    return at < 0 ? -1 : page.offset + at;
  };
  return {
    total,
    look,
    indexOf,
    locate,
    rowAt: (index) => byNumber.get(Math.floor(index / pageRows))?.[index % pageRows],
    loaded: () => pages.flatMap(({ number, rows }) => rows.map((row, at) => ({ index: number * pageRows + at, row }))),
    findTyped: async (typed, activeId) => {
      const id = await nextTyped(parts, typed, activeId);
      if (id === null) return null;
      const near = indexOf(id);
      return { id, index: near >= 0 ? near : await locate(id) };
    },
    idsBetween: (from, to) => idsBetween(parts, from, to),
    question: { filter: asked.filter, meanings: asked.meanings, criteria: asked.criteria },
  };
}

/** The next row whose name begins so, after the active one and round the end. */
async function nextTyped<K extends ListName>(
  { cache, list, asked }: WindowParts<K>,
  typed: string,
  activeId: string | null,
): Promise<string | null> {
  const begins = { startsWith: typed };
  const around = await cache.read(
    list.method,
    listInput<K>(asked, {
      ...begins,
      around: activeId === null ? null : contractIds(list, [activeId])[0],
      limit: listPageMost,
    }),
  );
  const at = around.rows.findIndex((row) => list.idOf(row) === activeId);
  // A longer text may still be the row we are on; one letter means the next one.
  const next = at < 0 || typed.length === 1 ? at + 1 : at;
  if (next < around.rows.length) return idAt(list, around.rows, next);
  const offset = around.offset + next < around.total ? around.offset + next : 0;
  const page = await cache.read(list.method, listInput<K>(asked, { ...begins, offset, limit: 1 }));
  return idAt(list, page.rows, 0);
}

function idAt<K extends ListName>(list: ServerList<K>, rows: readonly RowOf<K>[], at: number): string | null {
  const row = rows[at];
  return row === undefined ? null : list.idOf(row);
}

/** The ids of a span that may be longer than what was read. */
async function readIds<K extends ListName>(
  { cache, list, asked }: WindowParts<K>,
  first: number,
  last: number,
): Promise<string[]> {
  const ids: string[] = [];
  for (let offset = first; offset <= last; offset += listPageMost) {
    const limit = Math.min(listPageMost, last - offset + 1);
    const page = await cache.read(list.method, listInput<K>(asked, { offset, limit }));
    ids.push(...page.rows.map(list.idOf));
  }
  return ids;
}

function idsBetween<K extends ListName>(
  parts: WindowParts<K>,
  from: number,
  to: number,
): readonly string[] | Promise<readonly string[]> {
  const { pages, list } = parts;
  const first = Math.min(from, to);
  const last = Math.max(from, to);
  // More than a command can name one by one; all that match has no such limit.
  if (last - first >= listIdsMost) return Promise.reject(new AppError('LIST_SPAN_TOO_LONG', { maximum: listIdsMost }));
  const ordered = (ids: string[]): readonly string[] => (from <= to ? ids : ids.reverse());
  const here: string[] = [];
  for (const { number, rows } of pages) {
    const start = number * pageRows;
    if (start + rows.length > first && start <= last) {
      here.push(...rows.slice(Math.max(0, first - start), last - start + 1).map(list.idOf));
    }
  }
  if (here.length === last - first + 1) return ordered(here);
  return readIds(parts, first, last).then(ordered);
}
