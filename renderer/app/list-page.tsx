import { useMemo, useState } from 'react';
import type { ListName, RowOf } from '../api/answer-parts.ts';
import { filterRows } from '../components/list-model.ts';
import type { RowWindow } from '../components/row-window.ts';
import { ListFrame, type ListWords } from './list-frame.tsx';
import { knownSort, listInput, questionOf, type ListAsked, type ServerList } from './server-list.ts';
import { useAnswer, useListLayout, useListSelection, useShell } from './shell-context.tsx';
import {
  chosenAmong,
  useChosenTotal,
  useForgetHidden,
  useNextTo,
  useServerChosen,
  useShownChosen,
} from './use-chosen.ts';
import { useDebounced } from './use-debounced.ts';
import { useListExport } from './use-list-export.ts';
import { useServerRows } from './use-server-rows.ts';

export interface ListPageProps<R> extends ListWords<R> {
  readonly rows: readonly R[];
  readonly id: (row: R) => string;
}

/** A page with a list whose rows this window has all of. */
export function ListPage<R>(props: ListPageProps<R>) {
  const { scope, rows, columns, id } = props;
  const { selection } = useListSelection(scope);
  const [filter, setFilter] = useState('');
  const shown = useMemo(() => filterRows(rows, columns, filter), [rows, columns, filter]);
  const chosen = useMemo(
    () => chosenAmong(shown, id, selection),
    // `id` is written anew for each drawing; what it gives does not change.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [shown, selection],
  );
  useForgetHidden(scope, filter, chosen, true);
  useShownChosen(scope, chosen);
  return (
    <ListFrame
      words={props}
      id={id}
      rows={shown}
      count={rows.length}
      matching={filter === '' ? null : shown.length}
      chosen={chosen}
      filter={filter}
      onFilter={setFilter}
      problem={null}
      unreadable={[]}
      onRetry={() => undefined}
    />
  );
}

export interface ServerListPageProps<K extends ListName> extends Omit<ListWords<RowOf<K>>, 'scope'> {
  readonly list: ServerList<K>;
  /** What narrows the list beside the filter; kept the same between drawings while it says the same. */
  readonly criteria: Readonly<Record<string, unknown>>;
}

/** So long a person types before the core is asked. */
const typingMs = 150;

/** A page with a list that the core sorts, filters and counts. */
export function ServerListPage<K extends ListName>(props: ServerListPageProps<K>) {
  const { list, criteria, columns } = props;
  const shell = useShell();
  const { sort } = useListLayout(list.id).layout;
  const [filter, setFilter] = useState('');
  const rested = useDebounced(filter, typingMs);
  // Nothing typed needs no waiting: the whole list is back at once.
  const typed = filter === '' ? '' : rested;
  const asked = useMemo(
    (): ListAsked => ({
      ...questionOf(typed, list.codes?.(shell) ?? [], criteria),
      sort: knownSort(sort, columns),
    }),
    [shell, list, criteria, typed, sort, columns],
  );
  const { window, problem, unreadable } = useServerRows(list, asked);
  const whole = useAnswer(list.method, asked.filter === '' ? null : wholeInput<K>(asked));
  const counts = useCounts(window, whole.data?.total);
  const chosen = useServerChosen(list, window);
  useChosenTotal(list.id, window);
  useShownChosen(list.id, chosen);
  useNextTo(list, window);
  useListExport(list, asked, columns, props.title);
  return (
    <ListFrame
      words={{ ...props, scope: list.id }}
      id={list.idOf}
      rows={window}
      {...counts}
      chosen={chosen}
      filter={filter}
      onFilter={setFilter}
      problem={problem}
      unreadable={unreadable}
      onRetry={() => void shell.cache.retry(list.method)}
    />
  );
}

/** How many there are, and how many match, by the rows that are shown: those of before while others are on their way. */
function useCounts(window: RowWindow<unknown> | null, whole: number | undefined) {
  const isFiltered = (window?.question?.filter ?? '') !== '';
  const known = isFiltered ? whole : window?.total;
  // What was said last stays until there is another answer: an empty place would flash.
  const [last, setLast] = useState<number | null>(null);
  if (known !== undefined && known !== last) setLast(known);
  return { count: known ?? last, matching: isFiltered ? (window?.total ?? null) : null };
}

/** How many there are without the filter: the first row is enough to ask for. */
function wholeInput<K extends ListName>(asked: ListAsked) {
  return listInput<K>({ ...asked, filter: '', meanings: [], sort: null }, { offset: 0, limit: 1 });
}
