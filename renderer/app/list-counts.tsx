import type { SiteSummary } from '#shared/model/site';
import { useStore } from 'zustand';
import { useAnswer, useListSelection, useShell } from './shell-context.tsx';

interface ListCountsProps {
  readonly listId: string;
  /** The words for how many there are. */
  readonly total: (summary: SiteSummary) => string;
  /** The words for how many are chosen one by one. */
  readonly chosen: (count: number) => string;
}

/** How many a node has, by the counts of the site, and how many are chosen in its list. */
export function ListCounts({ listId, total, chosen }: ListCountsProps) {
  const { text, lists } = useShell();
  const { data } = useAnswer('site.summary', {});
  const { selection } = useListSelection(listId);
  // What commands would act on: what is chosen and gone meanwhile, deleted in another window, is no part of it.
  const count = useStore(lists.store, (state) => state.chosen[listId]?.count ?? 0);
  return (
    <>
      {/* Nothing is said until it is known: a count of none would be one. */}
      {data === null ? null : <span>{total(data)}</span>}
      {count === 0 ? null : (
        <span>{selection.kind === 'all' ? text('components:allSelected', { count }) : chosen(count)}</span>
      )}
    </>
  );
}
