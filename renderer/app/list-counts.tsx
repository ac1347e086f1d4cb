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

const none: SiteSummary = {
  taskSequences: 0,
  devices: 0,
  associations: 0,
  stateStores: 0,
  migrationPoints: 0,
  runs: 0,
  activeRuns: 0,
};

/** How many a node has, by the counts of the site, and how many are chosen in its list. */
export function ListCounts({ listId, total, chosen }: ListCountsProps) {
  const { text } = useShell();
  const { data } = useAnswer('site.summary', {});
  const { selection } = useListSelection(listId);
  const count = chosenCount(selection);
  return (
    <>
      <span>{total(data ?? none)}</span>
      {count === 0 ? null : (
        <span>{selection.kind === 'all' ? text('components:allSelected', { count }) : chosen(count)}</span>
      )}
    </>
  );
}
