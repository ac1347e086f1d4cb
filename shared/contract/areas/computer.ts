import { z } from 'zod';
import { DeviceFacts } from '../../model/device.ts';
import { DeviceId, JobId, RunId } from '../../model/ids.ts';
import { CapturePreview, FactSource, PendingRestart, ThisComputer } from '../../model/local-computer.ts';
import { command, event, query } from '../define.ts';

const nothing = z.strictObject({});
const byRun = z.strictObject({ runId: RunId });

/** The computer on which Waystation runs. A device for it is made by `device.create` with the connection `local`. */
export const computerContract = {
  'device.thisComputer': query(nothing, ThisComputer),
  /**
   * Looks what a capture of a device would take, as a job of kind `preview` that can be cancelled; nothing is written.
   * Without a device: this computer. The result is kept until the console closes.
   */
  'device.previewCapture': command(
    z.strictObject({
      deviceId: DeviceId.nullable(),
      /** Profile names; all when absent. */
      users: z.array(z.string().min(1).max(1024)).max(1000).optional(),
    }),
    z.strictObject({ jobId: JobId }),
  ),
  /** Null while the job has not succeeded. Errors: `NOT_FOUND`. */
  'device.previewResult': query(
    z.strictObject({ jobId: JobId }),
    z.strictObject({ preview: CapturePreview.nullable() }),
  ),
  /** Reads the facts of this computer again. Errors: `DEVICE_NOT_LOCAL`, `DEVICE_ELSEWHERE`. */
  'device.refreshFacts': command(
    z.strictObject({ deviceId: DeviceId }),
    z.strictObject({ facts: DeviceFacts, sources: z.array(FactSource).max(10) }),
  ),

  'restart.pending': query(nothing, z.strictObject({ restart: PendingRestart.nullable() })),
  /** Holds the announced restart: the run is interrupted before it, and resuming announces it again. */
  'restart.stop': command(byRun, nothing),
  /** Restarts without waiting for the rest of the countdown. */
  'restart.now': command(byRun, nothing),
  /** Announced, begun, or (null) over. */
  'restart.changed': event(z.strictObject({ restart: PendingRestart.nullable() })),

  /**
   * Asks the system to start Waystation again on this site with the rights of an administrator; the person is asked by
   * the system. When it was `started`, this console ends so that the new one can open the site.
   */
  'program.startElevated': command(
    nothing,
    z.strictObject({ outcome: z.enum(['started', 'declined', 'already-elevated']) }),
  ),
} as const;
