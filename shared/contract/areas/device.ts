import { z } from 'zod';
import {
  Device,
  DeviceFacts,
  DeviceInput,
  DeviceRow,
  DeviceVariable,
  DriveCheck,
  VariableName,
} from '../../model/device.ts';
import { DeviceId, JobId } from '../../model/ids.ts';
import { Acted, listPage } from '../../model/list.ts';
import { DeviceListQuery, DeviceSelection } from '../../model/lists.ts';
import { CapturePreview, FactSource, ThisComputer } from '../../model/local-computer.ts';
import { command, query } from '../define.ts';

const nothing = z.strictObject({});
const byDevice = z.strictObject({ deviceId: DeviceId });

const variables = z.strictObject({ variables: z.array(DeviceVariable).max(1000) });
const VariableChange = z.strictObject({
  name: VariableName,
  /** Null removes the variable. A secret goes straight into the secret store. */
  value: z.string().max(4000).nullable(),
  isSecret: z.boolean(),
});

/** Computers of the site. One for the computer on which Waystation runs has the connection `local`. */
export const deviceContract = {
  'device.list': query(
    () => DeviceListQuery,
    () => listPage(DeviceRow),
  ),
  'device.get': query(
    () => byDevice,
    () => Device,
  ),
  'device.create': command(
    () => DeviceInput,
    () => byDevice,
  ),
  /**
   * Changes the fields that are given and no other. `shown` has those of them that a person saw, as they were: one that
   * somebody else has changed to another value meanwhile is `REVISION_CONFLICT`, which tells both sides.
   */
  'device.set': command(
    () => DeviceInput.partial().extend({ deviceId: DeviceId, shown: DeviceInput.partial().optional() }),
    () => nothing,
  ),
  'device.setVariable': command(
    () => VariableChange.extend({ deviceId: DeviceId }),
    () => variables,
  ),
  /** All of them or none. */
  'device.setVariables': command(
    () => byDevice.extend({ changes: z.array(VariableChange).min(1).max(1000) }),
    () => variables,
  ),
  /** Refused while a computer association names one, unless these are to go as well; their state stores stay. */
  'device.delete': command(
    () => z.strictObject({ devices: DeviceSelection, withAssociations: z.boolean() }),
    () => Acted,
  ),
  'device.check': query(
    () => byDevice,
    () => z.strictObject({ drives: z.array(DriveCheck).max(26) }),
  ),

  'device.thisComputer': query(
    () => nothing,
    () => ThisComputer,
  ),
  /**
   * Looks what a capture of a device would take, as a job of kind `preview` that can be cancelled; nothing is written.
   * Without a device: this computer. The result is kept until the console closes.
   */
  'device.previewCapture': command(
    () =>
      z.strictObject({
        deviceId: DeviceId.nullable(),
        /** Profile names; all when absent. */
        users: z.array(z.string().min(1).max(1024)).max(1000).optional(),
      }),
    () => z.strictObject({ jobId: JobId }),
  ),
  /** Null while the job has not succeeded. Errors: `NOT_FOUND`. */
  'device.previewResult': query(
    () => z.strictObject({ jobId: JobId }),
    () => z.strictObject({ preview: CapturePreview.nullable() }),
  ),
  /** Reads the facts of this computer again. Errors: `DEVICE_NOT_LOCAL`, `DEVICE_ELSEWHERE`. */
  'device.refreshFacts': command(
    () => z.strictObject({ deviceId: DeviceId }),
    () => z.strictObject({ facts: DeviceFacts, sources: z.array(FactSource).max(10) }),
  ),
} as const;
