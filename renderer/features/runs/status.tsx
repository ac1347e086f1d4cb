import { ProgressBar } from '@fluentui/react-components';
import { useStore } from 'zustand';
import { useListSelection, useModel, useShell } from '../../app/shell-context.tsx';
import { runsNode } from './commands.tsx';
import { runsModel } from './model.ts';

/** What runs now, in the status bar. */
export function RunsStatus() {
  const { text } = useShell();
  const runs = useStore(useModel(runsModel).list.store, (state) => state.data);
  const active = (runs ?? []).filter((row) => row.state === 'running');
  const [first] = active;
  if (first === undefined) return null;
  const words =
    active.length === 1
      ? text('runs:status.one', { run: first.id, device: first.deviceName })
      : text('runs:active', { count: active.length });
  const total = active.reduce((sum, row) => sum + row.stepTotal, 0);
  const done = active.reduce((sum, row) => sum + row.stepDone, 0);
  return (
    <span className="ws-row">
      {words}
      <ProgressBar
        className="ws-status-progress"
        value={total === 0 ? 0 : done / total}
        thickness="large"
        aria-label={words}
      />
    </span>
  );
}

/** How many runs there are, and how many are chosen. */
export function RunsCounts({ scope }: { readonly scope: string }) {
  const { text } = useShell();
  const runs = useStore(useModel(runsModel).list.store, (state) => state.data);
  const { selection } = useListSelection(runsNode);
  if (scope !== runsNode) return null;
  return (
    <>
      <span>{text('runs:count', { count: runs?.length ?? 0 })}</span>
      {selection.ids.length > 0 ? <span>{text('runs:selected', { count: selection.ids.length })}</span> : null}
    </>
  );
}
