import type { DeviceId } from '#shared/model/ids';
import { defineModel, type Shell } from '../../app/types.ts';
import type { TabOf } from '../../stores/tabs.ts';
import { createPreviewStore, type PreviewState, type PreviewStore } from './preview-store.ts';
import { previewScope } from './tabs.ts';

export interface CapturePreviewModel {
  /** The preview of a tab; it is begun at first use and lives as long as the tab. */
  open(params: TabOf<'capture-preview'>['params']): PreviewStore;
  /** The preview whose tab is active, or null. */
  active(): PreviewStore | null;
}

function activeParams(shell: Shell): TabOf<'capture-preview'>['params'] | null {
  const { tabs, activeId } = shell.tabs.store.getState();
  const tab = tabs.find((one) => one.id === activeId);
  return tab?.kind === previewScope ? tab.params : null;
}

export const capturePreviewModel = defineModel<CapturePreviewModel>('capture-preview', (shell) => {
  const open = new Map<DeviceId | null, PreviewStore>();
  shell.tabs.store.subscribe(({ tabs }) => {
    for (const [deviceId, one] of open) {
      if (tabs.some((tab) => tab.kind === previewScope && tab.params.deviceId === deviceId)) continue;
      open.delete(deviceId);
      void shell.attempt(() => one.stop());
    }
  });
  const begin = ({ deviceId, name }: TabOf<'capture-preview'>['params']): PreviewStore => {
    const made = createPreviewStore({ deviceId, client: shell.client, jobs: shell.jobs });
    open.set(deviceId, made);
    shell.commands.watch(made.store);
    made.store.subscribe((state, before) => {
      if (state.status !== before.status) tell(shell, state, name);
    });
    void made.scan();
    return made;
  };
  return {
    open: (params) => open.get(params.deviceId) ?? begin(params),
    active: () => {
      const params = activeParams(shell);
      return params === null ? null : (open.get(params.deviceId) ?? null);
    },
  };
});

function tell(shell: Shell, { status, preview }: PreviewState, name: string): void {
  const { text, format, announcer } = shell;
  if (status === 'ready' && preview !== null) {
    const values = { name, size: format.bytes(preview.bytes), count: preview.files };
    announcer.say(text('capture-preview:said.ready', values));
  } else if (status === 'failed') announcer.alert(text('capture-preview:said.failed', { name }));
  else if (status === 'cancelled') announcer.say(text('capture-preview:said.cancelled', { name }));
}
