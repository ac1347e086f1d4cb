import type { Connection } from '#shared/model/device';
import type { DeviceId } from '#shared/model/ids';

declare module '../../stores/dialog-map.ts' {
  interface DialogMap {
    /** Without an id it makes a device, with the connection that is meant. */
    'device.edit': {
      readonly request: { readonly deviceId: DeviceId | null; readonly connection?: Connection['kind'] };
      readonly result: DeviceId;
    };
  }
}
