import { AppError } from '#shared/contract/errors';
import { findLocalDevice } from '#core/store/tables/device';
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
  const { database } = core.site;
  return {
    'device.thisComputer': async () => {
      const { stateDevice: _stateDevice, ...described } = await computer.describe();
      const row = await findLocalDevice(database.read, computer.id());
      return {
        ...described,
        elevationHelps: [...described.elevationHelps],
        profiles: [...described.profiles],
        drives: [...described.drives],
        platform: computer.platform,
        canStartElevated: core.canStartElevated,
        canRestart: computer.restart !== null,
        powerShell: computer.powerShell.program,
        deviceId: row?.id ?? null,
      };
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
        throw new AppError('ELEVATION_NOT_POSSIBLE', { reason: 'a run is under way' });
      return { outcome: await core.startElevated() };
    },
  };
}
