import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/contract/errors';
import type { LogSeverity } from '#shared/model/run';
import { RunId } from '#shared/model/ids';
import { countRunLog, readRunLog } from '#core/store/tables/run-log';
import { deleteRuns } from '#core/store/lists/act-on-selected';
import { resolveRuns } from '#core/store/lists/run-list';
import type { Core } from '../core.ts';
import type { Handlers } from '../serve.ts';

const severities: readonly LogSeverity[] = ['information', 'warning', 'error'];

type RunHandlers = Pick<
  Handlers,
  'run.start' | 'run.resume' | 'run.cancel' | 'run.get' | 'run.delete' | 'run.log' | 'run.logFile'
>;

/** Runs: start, watch, resume, cancel, read the log. */
export function runHandlers(core: Core): RunHandlers {
  const { runs, library, site, transfers } = core;
  const { database } = site;
  return {
    'run.start': async ({ packageId, deviceId, variables }) => {
      const { row, model } = await library.open(packageId);
      if (!row.enabled) throw new AppError('SEQUENCE_DISABLED', { name: row.name, packageId });
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
    'run.resume': async ({ runId }) => {
      await runs.resume(runId);
      return {};
    },
    'run.cancel': async ({ runId }) => {
      const state = await runs.cancel(runId);
      return { state };
    },
    'run.get': ({ runId }) => runs.view(runId),
    'run.delete': async ({ runs: selection }) => {
      const runIds = await database.write((transaction) => {
        const ids = resolveRuns(transaction, selection);
        deleteRuns(transaction, { kind: 'ids', ids });
        return Promise.resolve(ids);
      });
      // A run that was interrupted still has its hidden variables in the secret store.
      for (const runId of runIds) await core.forgetRunSecrets(runId);
      for (const runId of runIds) await rm(join(site.paths.logs, String(runId)), { recursive: true, force: true });
      return { count: runIds.length };
    },
    'run.log': async ({ runId, after, limit, severities: wanted, text }) => {
      const query = { limit, severities: wanted.map((severity) => severityNumber(severity)), text };
      const rows = await readRunLog(database.read, runId, { ...query, afterOrdinal: after });
      const { counts, lastOrdinal } = await countRunLog(database.read, runId);
      const lines = rows.map(({ ordinal, at, stepNumber, component, severity, message }) => {
        const name = severities[severity - 1] ?? 'information';
        return { ordinal, at, stepNumber, component, severity: name, message: message.slice(0, 20_000) };
      });
      return { lines, lastOrdinal, counts };
    },
    'run.logFile': async ({ runId }) => {
      await runs.view(RunId.parse(runId));
      const path = join(site.paths.logs, String(runId), 'smsts.log');
      return { path, transferId: await transfers.offer(path, { isTemporary: false, fileName: 'smsts.log' }) };
    },
  };
}

function severityNumber(severity: LogSeverity): 1 | 2 | 3 {
  return severity === 'error' ? 3 : severity === 'warning' ? 2 : 1;
}
