import type { DeviceId } from '#shared/model/ids';

declare module '../../stores/dialog-map.ts' {
  interface DialogMap {
    /** Null makes a device. */
    'device.edit': { readonly request: { readonly deviceId: DeviceId | null }; readonly result: DeviceId };
    /** Chooses a folder of the computer that the core runs on; begins at `path`, else at the home folder. */
    'folder.choose': {
      readonly request: { readonly title: string; readonly path: string | null };
      readonly result: string;
    };
  }
}
