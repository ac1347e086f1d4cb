import type { DeviceId } from '#shared/model/ids';
import type { Shell } from '../../app/types.ts';

declare module '../../stores/tab-map.ts' {
  interface TabMap {
    /** What a capture of a device would take; of this computer when it is no device of the site. */
    'capture-preview': { readonly deviceId: DeviceId | null; readonly name: string };
  }
}

export const previewScope = 'capture-preview';
/** Commands of the line about elevation. */
export const elevationScope = 'capture-preview-elevation';

/** Opens the page, which scans at once: nothing is changed by that. */
export function openPreview(shell: Shell, deviceId: DeviceId | null, name: string): void {
  shell.tabs.open({
    kind: 'capture-preview',
    params: { deviceId, name },
    title: shell.text('capture-preview:tab', { name }),
    key: deviceId ?? 'this-computer',
  });
}
