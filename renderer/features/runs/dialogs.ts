import type { DeviceId, PackageId, RunId } from '#shared/model/ids';

declare module '../../stores/dialog-map.ts' {
  interface DialogMap {
    /** Chooses sequence, device and variables, and starts. What is null is chosen in the dialog. */
    'run.start': {
      readonly request: { readonly packageId: PackageId | null; readonly deviceId: DeviceId | null };
      readonly result: RunId;
    };
    /** Where smsts.log of a run lies. */
    'run.logFile': {
      readonly request: { readonly runId: RunId; readonly path: string; readonly transferId: string };
      readonly result: true;
    };
  }
}
