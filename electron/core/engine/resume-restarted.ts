import { isAppError } from '#shared/contract/errors';
import type { RunId } from '#shared/model/ids';
import type { EngineState } from './fold.ts';
import type { RunServicePorts } from './run-contract.ts';

/** How many interrupted runs are looked at: a restart that nobody resumed for longer is for a person to decide. */
const RECENT_RUNS = 50;

/** Runs that stand before a restart of this computer that has happened meanwhile (ENG-113). */
export async function resumeRestarted(
  ports: Pick<RunServicePorts, 'runs' | 'devices' | 'log'>,
  service: {
    load(runId: RunId): Promise<EngineState>;
    resume(runId: RunId): Promise<void>;
  },
): Promise<readonly RunId[]> {
  const recent = await ports.runs.listStanding(RECENT_RUNS);
  const resumed: RunId[] = [];
  for (const { id, state, deviceId } of recent) {
    if (state !== 'interrupted' || deviceId === null) continue;
    try {
      const { restartTo, restartAskedAt } = await service.load(id);
      if (restartTo === null || restartAskedAt === null) continue;
      const { local } = await ports.devices.get(deviceId);
      if (local?.restart.happenedSince(restartAskedAt) !== true) continue;
      await service.resume(id);
      resumed.push(id);
    } catch (error) {
      if (!isAppError(error)) throw error;
      ports.log.warning(`Run ${id} could not go on after the restart`, error);
    }
  }
  return resumed;
}
