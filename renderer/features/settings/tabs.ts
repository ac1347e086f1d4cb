import type { Shell } from '../../app/types.ts';

declare module '../../stores/tab-map.ts' {
  interface TabMap {
    settings: Readonly<Record<string, never>>;
  }
}

export function openSettings(shell: Shell): void {
  shell.tabs.open({ kind: 'settings', params: {}, title: shell.text('settings:title'), key: 'settings' });
}
