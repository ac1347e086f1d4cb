import type { RunId } from '#shared/model/ids';
import type { Shell } from '../../app/types.ts';

declare module '../../stores/tab-map.ts' {
  interface TabMap {
    run: { readonly runId: RunId };
  }
}

/** Opens the tab of a run, or goes to it. */
export function openRun(shell: Shell, runId: RunId, deviceName: string): void {
  const title = shell.text('runs:tab', { run: runId, device: deviceName });
  shell.tabs.open({ kind: 'run', params: { runId }, title, key: String(runId) });
}
