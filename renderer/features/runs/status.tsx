import { ListCounts } from '../../app/list-counts.tsx';
import { useStore } from 'zustand';
import { useAnswer, useModel, useShell } from '../../app/shell-context.tsx';
import { activeRuns, asShown, runsModel, runsNode } from './model.ts';
import { IntentBar } from '../../components/intent-bar.tsx';

/** What runs now, in the status bar. */
export function RunsStatus() {
  const { text } = useShell();
  const { data } = useAnswer('run.list', activeRuns);
  const asked = useStore(useModel(runsModel).asked, (store) => store.runs);
  const active = (data?.rows ?? []).filter((row) => row.state === 'running').map((row) => asShown(row, asked));
  const [first] = active;
  if (first === undefined) return null;
  const words =
    active.length === 1
      ? text(first.isCancelling ? 'runs:status.cancelling' : 'runs:status.one', {
          run: first.id,
          device: first.deviceName,
        })
      : text('runs:active', { count: Math.max(active.length, data?.total ?? 0) });
  const total = active.reduce((sum, row) => sum + row.stepTotal, 0);
  const done = active.reduce((sum, row) => sum + row.stepDone, 0);
  return (
    <span className="ws-row">
      {words}
      <IntentBar
        state="running"
        className="ws-status-progress"
        value={total === 0 ? 0 : done / total}
        aria-label={words}
      />
    </span>
  );
}

/** How many runs there are, and how many are chosen. */
export function RunsCounts({ scope }: { readonly scope: string }) {
  const { text } = useShell();
  if (scope !== runsNode) return null;
  return (
    <ListCounts
      listId={runsNode}
      total={(summary) => text('runs:count', { count: summary.runs })}
      chosen={(count) => text('runs:selected', { count })}
    />
  );
}
