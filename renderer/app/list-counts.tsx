import type { SiteSummary } from '#shared/model/site';
import { chosenCount } from '../components/list-selection.ts';
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
  const { text } = useShell();
  const { data } = useAnswer('site.summary', {});
  const { selection } = useListSelection(listId);
  const count = chosenCount(selection);
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
