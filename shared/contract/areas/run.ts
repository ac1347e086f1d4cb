import { z } from 'zod';
import { VariableName } from '../../model/device.ts';
import { Amount, DeviceId, PackageId, RunId } from '../../model/ids.ts';
import { Acted, listPage } from '../../model/list.ts';
import { RunListQuery, RunSelection } from '../../model/lists.ts';
import {
  LeftRunning,
  LogSeverity,
  RunLogLine,
  RunRow,
  RunState,
  RunStepRow,
  RunVariable,
  RunView,
  StepRefusal,
} from '../../model/run.ts';
import { command, event, query } from '../define.ts';

const nothing = z.strictObject({});
const byRun = z.strictObject({ runId: RunId });
/** What is to run where. */
const runOrder = z.strictObject({
  packageId: PackageId,
  deviceId: DeviceId,
  variables: z.array(z.strictObject({ name: VariableName, value: z.string().max(4000) })).max(1000),
});

export const runContract = {
  'run.start': command(
    () => runOrder,
    () => byRun,
  ),
  /** The steps that could not act on the device, in their order; nothing is made. Errors: as of `run.start`. */
  'run.lookAhead': query(
    () => runOrder,
    () => z.strictObject({ refusals: z.array(StepRefusal).max(200_000) }),
  ),
  'run.resume': command(
    () => byRun,
    () => nothing,
  ),
  /** The state it ended in; `running` when another process carries it out, was asked and has not ended it yet. */
  'run.cancel': command(
    () => byRun,
    () =>
      z.strictObject({
        state: RunState,
        left: LeftRunning,
      }),
  ),
  'run.list': query(
    () => RunListQuery,
    () => listPage(RunRow),
  ),
  'run.get': query(
    () => byRun,
    () => RunView,
  ),
  /** All or none. Errors: `RUN_NOT_FOUND`, `DEVICE_BUSY` for one that is active. */
  'run.delete': command(
    () => z.strictObject({ runs: RunSelection }),
    () => Acted,
  ),
  'run.log': query(
    () =>
      byRun.extend({
        /** Lines after this ordinal; 0 from the start; null for the last `limit` lines. */
        after: z.int().min(0).nullable(),
        limit: z.int().min(1).max(2000),
        severities: z.array(LogSeverity).min(1).max(3),
        text: z.string().max(255),
      }),
    () =>
      z.strictObject({
        lines: z.array(RunLogLine).max(2000),
        lastOrdinal: z.int().min(0),
        counts: z.strictObject({ information: Amount, warning: Amount, error: Amount }),
      }),
  ),
  /** Where smsts.log of the run lies, in CMTrace format. */
  'run.logFile': query(
    () => byRun,
    () => z.strictObject({ path: z.string().max(4096), transferId: z.uuid() }),
  ),
  /** The process that says so no longer carries the run out: another one has taken it. */
  'run.lost': event(() => byRun),
  /** Only what changed; at most ten a second per run. `lastLogOrdinal` tells a follower to fetch lines. */
  'run.advanced': event(() =>
    z.strictObject({
      row: RunRow,
      steps: z.array(RunStepRow).max(200_000),
      variables: z.array(RunVariable).max(20_000),
      removedVariables: z.array(z.string().max(256)).max(20_000),
      environment: z.enum(['FullOS', 'WinPE']),
      lastLogOrdinal: z.int().min(0),
    }),
  ),
} as const;
