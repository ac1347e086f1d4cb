import type { Shell } from '../../app/types.ts';

declare module '../../stores/tab-map.ts' {
  interface TabMap {
    jobs: Readonly<Record<string, never>>;
  }
}

export function openJobs(shell: Shell): void {
  shell.tabs.open({ kind: 'jobs', params: {}, title: shell.text('jobs:title'), key: 'jobs' });
}
