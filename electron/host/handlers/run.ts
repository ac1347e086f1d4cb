import type { Core } from '../core.ts';
import type { Handlers } from '../serve.ts';

type RunHandlers = Pick<
  Handlers,
  'run.start' | 'run.lookAhead' | 'run.resume' | 'run.cancel' | 'run.get' | 'run.delete' | 'run.log' | 'run.logFile'
>;

/** Runs: start, watch, resume, cancel, read the log. */
export function runHandlers(core: Core): RunHandlers {
  const { runs, runHistory, library, transfers } = core;
  return {
    'run.start': async ({ packageId, deviceId, variables }) => {
      const { row, model } = await library.open(packageId);
      const runId = await runs.start({
        packageId,
        sequenceName: row.name,
        sequenceRevision: row.revision,
        model,
        deviceId,
        variables,
        startedBy: core.userName,
      });
      return { runId };
    },
    'run.lookAhead': async ({ packageId, deviceId, variables }) => {
      const { model } = await library.open(packageId);
      return { refusals: [...(await runs.lookAhead({ model, deviceId, variables }))] };
    },
    'run.resume': async ({ runId }) => {
      await runs.resume(runId);
      return {};
    },
    'run.cancel': ({ runId }) => runs.cancel(runId),
    'run.get': ({ runId }) => runs.view(runId),
    'run.delete': async ({ runs: selection }) => {
      const runIds = await runHistory.remove(selection);
      return { count: runIds.length };
    },
    'run.log': ({ runId, ...query }) => runHistory.readLog(runId, query),
    'run.logFile': async ({ runId }) => {
      await runs.view(runId);
      const path = runHistory.logFile(runId);
      return { path, transferId: await transfers.offer(path, { isTemporary: false, fileName: 'smsts.log' }) };
    },
  };
}
