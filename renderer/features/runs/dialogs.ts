import type { DeviceId, PackageId, RunId } from '#shared/model/ids';
import type { StatePurpose } from '#shared/model/lists';

declare module '../../stores/dialog-map.ts' {
  interface DialogMap {
    /** Chooses sequence, device and variables, and starts. What is null is chosen in the dialog. */
    'run.start': {
      readonly request: {
        readonly packageId: PackageId | null;
        readonly deviceId: DeviceId | null;
        /** Only sequences that do this to the state of users are offered, and the one that fits is chosen. */
        readonly purpose?: StatePurpose;
        /** Whether both are done on this one device, by one sequence. */
        readonly isInPlace?: boolean;
      };
      readonly result: RunId;
    };
    /** Where smsts.log of a run lies. */
    'run.logFile': {
      readonly request: { readonly runId: RunId; readonly path: string; readonly transferId: string };
      readonly result: true;
    };
  }
}
