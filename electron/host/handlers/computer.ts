import { AppError } from '#shared/contract/errors';
import { describeThisComputer } from '#core/devices/this-computer';
import { reason } from '#shared/contract/message';
import type { Core } from '../core.ts';
import type { Handlers } from '../serve.ts';

type ComputerHandlers = Pick<
  Handlers,
  | 'device.thisComputer'
  | 'device.previewCapture'
  | 'device.previewResult'
  | 'device.refreshFacts'
  | 'restart.pending'
  | 'restart.stop'
  | 'restart.now'
  | 'program.startElevated'
>;

/** The computer on which the program runs: what it is, previews of its capture, its restart, elevation. */
export function computerHandlers(core: Core): ComputerHandlers {
  const { computer, devices, previews, restarts, sharedRestarts } = core;
  return {
    'device.thisComputer': async () => {
      const described = await describeThisComputer(core.site.database.read, computer);
      return { ...described, canStartElevated: core.canStartElevated };
    },
    'device.previewCapture': async ({ deviceId, users }) => ({ jobId: await previews.start(deviceId, users) }),
    'device.previewResult': async ({ jobId }) => ({ preview: await Promise.resolve(previews.result(jobId)) }),
    'device.refreshFacts': async ({ deviceId }, { signal }) => {
      const { facts, sources } = await devices.refreshFacts(deviceId, signal);
      return { facts, sources: [...sources] };
    },
    'restart.pending': async () => ({ restart: restarts.pending() ?? (await sharedRestarts.pending()) }),
    'restart.stop': async ({ runId }) => {
      if (restarts.pending() === null) await sharedRestarts.ask(runId, 'stop');
      else restarts.stop(runId);
      return {};
    },
    'restart.now': async ({ runId }) => {
      if (restarts.pending() === null) await sharedRestarts.ask(runId, 'now');
      else restarts.hasten(runId);
      return {};
    },
    'program.startElevated': async () => {
      // This console would end, and the run with it.
      if (core.runs.listActive().length > 0)
        throw new AppError('ELEVATION_NOT_POSSIBLE', { reason: reason('run-under-way') });
      return { outcome: await core.startElevated() };
    },
  };
}
