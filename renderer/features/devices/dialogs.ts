import type { DeviceId } from '#shared/model/ids';

declare module '../../stores/dialog-map.ts' {
  interface DialogMap {
    /** Null makes a device. */
    'device.edit': { readonly request: { readonly deviceId: DeviceId | null }; readonly result: DeviceId };
  }
}
