import { AppError } from '#shared/contract/errors';
import { RunId } from '#shared/model/ids';
import { type RunRow, RunState } from '#shared/model/run';
import type { JournalStore, LogSink, RunChange, RunStore } from '../engine/ports.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../store/connection.ts';
import { appendJournal, listJournal } from '../store/tables/journal.ts';
import { appendRunLog, lastRunLogOrdinal } from '../store/tables/run-log.ts';
import {
  askForCancel,
  claimDevice,
  getRun,
  insertRun,
  listRunClaims,
  listRuns,
  releaseDevice,
  type StoredRunRow,
  updateRun,
} from '../store/tables/run.ts';

/** More runs than this are not read at once; the list shows the latest. */
const listLimit = 10_000;

/** A stored run as the contract shows it. */
export function toRunRow(row: StoredRunRow): RunRow {
  return {
    id: row.id,
    packageId: row.packageId,
    sequenceName: row.sequenceName,
    sequenceRevision: row.sequenceRevision,
    deviceId: row.deviceId,
    deviceName: row.deviceName,
    state: RunState.parse(row.state),
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    startedBy: row.startedBy,
    stepTotal: row.stepTotal,
    stepDone: row.stepDone,
    incomplete: row.incomplete,
    error: row.error,
  };
}

function toChange(change: RunChange) {
  const { state, endedAt, stepDone, incomplete, error } = change;
  return {
    ...(state === undefined ? {} : { state }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(stepDone === undefined ? {} : { stepDone }),
    ...(incomplete === undefined ? {} : { incomplete }),
    ...(error === undefined ? {} : { error }),
  };
}

/** The engine's runs and claims in the site database. A run and its claim are written in one transaction. */
export function createRunStore(database: Database, clock: Clock, onChange: () => void): RunStore {
  const written = async <Result>(work: Promise<Result>): Promise<Result> => {
    const result = await work;
    onChange();
    return result;
  };
  return {
    create: (run) =>
      written(
        database.write(async (transaction) => {
          const { processId, processStart, ...rest } = run;
          const row = await insertRun(transaction, rest);
          const claim = { deviceId: run.deviceId, runId: row.id, processId, processStart };
          await claimDevice(transaction, { ...claim, at: run.startedAt });
          return row.id;
        }),
      ),
    get: async (runId) => {
      try {
        const { document, ...row } = await getRun(database.read, runId);
        return { row: toRunRow(row), document, engineVersion: row.engineVersion };
      } catch (error) {
        if (error instanceof AppError && error.code === 'RUN_NOT_FOUND') return null;
        throw error;
      }
    },
    list: async () => (await listRuns(database.read, { limit: listLimit })).map(toRunRow),
    change: async (runId, change) => {
      await written(database.write((transaction) => updateRun(transaction, runId, toChange(change))));
    },
    claim: (claim) => database.write((transaction) => claimDevice(transaction, { ...claim, at: clock.now() })),
    end: (runId, change) =>
      written(
        database.write(async (transaction) => {
          await updateRun(transaction, runId, toChange(change));
          await releaseDevice(transaction, runId);
        }),
      ),
    listClaims: async () => {
      const claims = await listRunClaims(database.read);
      return claims.map(({ runId, deviceId, processId, processStart, cancelAskedAt }) => {
        return { runId: RunId.parse(runId), deviceId, processId, processStart, isCancelAsked: cancelAskedAt !== null };
      });
    },
    askForCancel: (runId, at) => database.write((transaction) => askForCancel(transaction, runId, at)),
  };
}

/** The engine's journal in the site database: a row is durable when `append` resolves. */
export function createJournalStore(database: Database): JournalStore {
  return {
    append: (runId, row) =>
      database.write(async (transaction) => {
        const { ordinal, nodeId, payload, version, at, kind } = row;
        const stored = { version, at, kind, stepId: nodeId, payload: JSON.parse(payload) as unknown };
        const given = await appendJournal(transaction, runId, [stored]);
        // Another number than ours means that another process wrote to this run; the transaction is undone by the throw.
        if (given !== ordinal) throw new AppError('CONFLICT', { what: `The journal of run ${String(runId)}` });
      }),
    read: async (runId) => {
      const rows = await listJournal(database.read, runId);
      return rows.map(({ ordinal, version, at, kind, stepId, payload }) => {
        return { ordinal, version, at, kind, nodeId: stepId, payload: JSON.stringify(payload) };
      });
    },
  };
}

const severityNumber = { information: 1, warning: 2, error: 3 } as const;

/** The engine's log lines in the site database, for the log view. */
export function createLogSink(database: Database): LogSink {
  return {
    append: (runId, entries) =>
      database.write(async (transaction) => {
        const rows = entries.map(({ at, stepNumber, component, severity, thread, message }) => {
          return { at, stepNumber, component, severity: severityNumber[severity], thread, message };
        });
        await appendRunLog(transaction, runId, rows);
      }),
    lastOrdinal: (runId) => lastRunLogOrdinal(database.read, runId),
  };
}
