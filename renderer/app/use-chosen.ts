import { hashKey, useQueries } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useMemo } from 'react';
import type { Output } from '#shared/contract/contract';
import { listPageMost } from '#shared/model/list';
import type { ListName, RowOf } from '../api/answer-parts.ts';
import {
  chosenCount,
  chosenIds,
  chosenRows,
  chosenTest,
  noSelection,
  type ListQuestion,
  type ListSelection,
} from '../components/list-selection.ts';
import { rowBeside, type RowWindow } from '../components/row-window.ts';
import { nothingChosen, type Chosen } from '../stores/lists.ts';
import { contractIds, listInput, type ServerList } from './server-list.ts';
import { useListSelection, useShell } from './shell-context.tsx';
import type { Shell } from './types.ts';

/** Lets the commands of a list know what they would act on, as long as the list is shown. */
export function useShownChosen(listId: string, chosen: Chosen<unknown>): void {
  const { lists } = useShell();
  // Before the next key: a command must not act on what was chosen a moment ago.
  useLayoutEffect(() => lists.set(listId, chosen), [lists, listId, chosen]);
  useLayoutEffect(() => () => lists.set(listId, null), [lists, listId]);
}

/** What is chosen among rows that are all here. */
export function chosenAmong<R>(rows: readonly R[], id: (row: R) => string, selection: ListSelection): Chosen<R> {
  const isChosen = chosenTest(selection);
  const chosen = rows.filter((row) => isChosen(id(row)));
  if (chosen.length === 0) return nothingChosen;
  return { count: chosen.length, rows: chosen, input: { kind: 'ids', ids: chosen.map(id) } };
}

const sameQuestion = (one: ListQuestion, other: ListQuestion): boolean => hashKey([one]) === hashKey([other]);

/** What is chosen and matches the question of the list; rows that were not looked at are asked for by their ids. */
export function useServerChosen<K extends ListName>(
  list: ServerList<K>,
  window: RowWindow<RowOf<K>> | null,
): Chosen<RowOf<K>> {
  const { cache } = useShell();
  const { selection } = useListSelection(list.id);
  const question = window?.question ?? null;
  const ids = chosenIds(selection);
  const here = useMemo(() => rowsHere(list, window, selection), [list, window, selection]);
  const isHere = here.length === ids.length;
  const queries = useMemo(() => {
    if (isHere || question === null) return [];
    const asked = { ...question, sort: null };
    const offsets = Array.from({ length: Math.ceil(ids.length / listPageMost) }, (_, page) => page * listPageMost);
    return offsets.map((offset) =>
      cache.question(list.method, listInput<K>(asked, { ids: contractIds(list, ids), offset, limit: listPageMost })),
    );
  }, [cache, list, ids, question, isHere]);
  const read = useQueries({ queries, combine: (results) => combineRows<K>(results.map((one) => one.data)) });
  const chosen = useMemo((): Chosen<RowOf<K>> => {
    if (selection.kind === 'all') return chosenAll(list, selection, question);
    if (ids.length === 0) return nothingChosen;
    const rows = isHere ? here : read;
    if (rows === null) return { count: ids.length, rows: here, input: null };
    return rows.length === 0
      ? nothingChosen
      : { count: rows.length, rows, input: { kind: 'ids', ids: contractIds(list, rows.map(list.idOf)) } };
  }, [selection, question, ids, isHere, here, read, list]);
  useForgetHidden(list.id, question?.filter ?? '', chosen, question !== null && (isHere || read !== null));
  useForgetAll(list.id, question);
  return chosen;
}

function rowsHere<K extends ListName>(
  list: ServerList<K>,
  window: RowWindow<RowOf<K>> | null,
  selection: ListSelection,
): readonly RowOf<K>[] {
  if (window === null || selection.kind === 'all' || selection.ids.length === 0) return [];
  const isChosen = chosenTest(selection);
  return window
    .loaded()
    .map(({ row }) => row)
    .filter((row) => isChosen(list.idOf(row)));
}

/** Null until every page is there. */
function combineRows<K extends ListName>(pages: readonly unknown[]): readonly RowOf<K>[] | null {
  if (pages.length === 0 || pages.includes(undefined)) return null;
  return (pages as readonly Output<K>[]).flatMap((page) => page.rows as readonly RowOf<K>[]);
}

function chosenAll<K extends ListName>(
  list: ServerList<K>,
  selection: ListSelection & { readonly kind: 'all' },
  question: ListQuestion | null,
): Chosen<never> {
  const count = chosenCount(selection);
  if (count === 0 || question === null || !sameQuestion(selection.question, question)) return nothingChosen;
  const { filter, meanings, criteria } = question;
  return {
    count,
    rows: [],
    input: { kind: 'all', filter, meanings, criteria, except: contractIds(list, selection.except) },
  };
}

/** What the filter hides is not chosen any more: no command may act on what is not seen. */
export function useForgetHidden(listId: string, filter: string, chosen: Chosen<unknown>, isKnown: boolean): void {
  const { selection: selections } = useShell();
  const { selection } = useListSelection(listId);
  useEffect(() => {
    if (filter === '' || !isKnown || selection.kind === 'all') return;
    const kept = new Set(chosen.input?.kind === 'ids' ? chosen.input.ids.map(String) : []);
    if (kept.size === selection.ids.length) return;
    const ids = selection.ids.filter((id) => kept.has(id));
    selections.set(listId, chosenRows(ids, selection.activeId));
  }, [selections, listId, selection, filter, chosen, isKnown]);
}

/** "All that match" ends with another question. */
function useForgetAll(listId: string, question: ListQuestion | null): void {
  const { selection: selections } = useShell();
  const { selection } = useListSelection(listId);
  useEffect(() => {
    if (question !== null && selection.kind === 'all' && !sameQuestion(selection.question, question)) {
      selections.set(listId, noSelection);
    }
  }, [selections, listId, selection, question]);
}

/** Lets a command know which row takes the place of those that it removes. */
export function useNextTo<K extends ListName>(list: ServerList<K>, window: RowWindow<RowOf<K>> | null): void {
  const { lists, selection } = useShell();
  useLayoutEffect(() => {
    lists.setNextTo(list.id, () => (window === null ? null : rowBeside(window, list.idOf, selection.get(list.id))));
    return () => lists.setNextTo(list.id, null);
  }, [lists, selection, list, window]);
}

/** Removes the chosen rows of a list; the row that takes their place is selected then, ready for the next key. */
export async function removeChosen<T>(shell: Shell, listId: string, remove: () => Promise<T>): Promise<T> {
  const next = shell.lists.nextTo(listId);
  const removed = await remove();
  shell.selection.select(listId, next === null ? [] : [next]);
  return removed;
}

/** How many match may change while all of them are chosen. */
export function useChosenTotal(listId: string, window: RowWindow<unknown> | null): void {
  const { selection, onSelectionChange } = useListSelection(listId);
  const total = window?.total ?? null;
  useEffect(() => {
    if (selection.kind === 'all' && total !== null && total !== selection.total) {
      onSelectionChange({ ...selection, total });
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [total, selection]);
}
