import { AppError, isAppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { RunId } from '#shared/model/ids';
import { isOver, type RunRow } from '#shared/model/run';
import type { JournalStore, RunChange, RunStore } from '../engine/ports.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { Database, Transaction } from '../store/connection.ts';
import {
  appendJournal,
  findJournalSnapshot,
  type JournalRow,
  listJournal,
  putJournalSnapshot,
} from '../store/tables/journal.ts';
import { appendRunLog, lastRunLogOrdinal, severityNumbers } from '../store/tables/run-log.ts';
import {
  askForCancel,
  claimDevice,
  demandHold,
  listRunClaims,
  releaseDevice,
  renewClaim,
} from '../store/tables/run-claim.ts';
import { findCapturingOf } from '../store/lists/state-store-list.ts';
import { updateStateStore } from '../store/tables/state-store.ts';
import { deleteSealedUnder } from '../store/tables/secret.ts';
import { demandEnabled } from '../store/tables/sequence.ts';
import { getRun, getRunRow, insertRun, listRuns, type StoredRunRow, updateRun } from '../store/tables/run.ts';

/** A stored run as the contract shows it. */
export function toRunRow(row: StoredRunRow): RunRow {
  return {
    id: row.id,
    packageId: row.packageId,
    sequenceName: row.sequenceName,
    sequenceRevision: row.sequenceRevision,
    deviceId: row.deviceId,
    deviceName: row.deviceName,
    state: row.state,
    isCancelling: row.isCancelling && row.state === 'running',
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    startedBy: row.startedBy,
    stepTotal: row.stepTotal,
    stepDone: row.stepDone,
    failedSteps: row.failedSteps,
    incomplete: row.incomplete,
    error: row.error,
  };
}

function toChange(change: RunChange) {
  const { state, endedAt, stepDone, failedSteps, incomplete, error, leftBehind } = change;
  return {
    ...(state === undefined ? {} : { state }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(stepDone === undefined ? {} : { stepDone }),
    ...(failedSteps === undefined ? {} : { failedSteps }),
    ...(incomplete === undefined ? {} : { incomplete }),
    ...(error === undefined ? {} : { error }),
    ...(leftBehind === undefined ? {} : { leftBehind }),
  };
}

/** The engine's runs and claims in the site database. A run and its claim are written in one transaction. */
export function createRunStore(database: Database, secrets: Pick<SecretStore, 'putIn'>): RunStore {
  return {
    create: (run, contents, claim) =>
      database.write(async (transaction) => {
        // Here and not before: somebody else may delete or disable it while a run of it is made.
        await demandEnabled(transaction, run.packageId);
        const { id } = await insertRun(transaction, run);
        const runId = RunId.parse(id);
        const begin = contents(runId);
        for (const { key, value } of begin.secrets) await secrets.putIn(transaction, key, value);
        await appendJournal(transaction, id, begin.rows.map(toJournalRow));
        if (claim === null) return { runId, fence: 0 };
        return { runId, fence: await beginWith(transaction, runId, run.deviceId, claim) };
      }),
    get: async (runId) => {
      try {
        const { document, ...row } = await getRun(database.read, runId);
        return { row: toRunRow(row), document, engineVersion: row.engineVersion, leftBehind: row.leftBehind };
      } catch (error) {
        if (isAppError(error, 'RUN_NOT_FOUND')) return null;
        throw error;
      }
    },
    listStanding: async (limit) =>
      (await listRuns(database.read, { limit, states: ['interrupted'] })).map((row) => toRunRow(row)),
    ...createClaims(database),
  };
}

/** Where the secret store has what is sealed for a run. */
const sealedUnder = (runId: RunId): string => `run/${String(runId)}/`;

/** The claims of runs; see `RunStore`. */
function createClaims(database: Database): Omit<RunStore, 'create' | 'get' | 'listStanding'> {
  return {
    claim: (runId, deviceId, claim) =>
      database.write(async (transaction) => {
        const { state } = await getRunRow(transaction, runId);
        if (isOver(state)) throw new AppError('RUN_ALREADY_ENDED', { run: runId });
        return { fence: await beginWith(transaction, runId, deviceId, claim) };
      }),
    renew: (claims, leaseUntil) =>
      database.write((transaction) =>
        Promise.resolve(
          claims
            .filter(({ runId, fence }) => !renewClaim(transaction, runId, { fence }, leaseUntil))
            .map(({ runId }) => runId),
        ),
      ),
    end: async (runId, hold, change) => {
      try {
        await database.write(async (transaction) => {
          demandHold(transaction, runId, hold, null);
          await updateRun(transaction, runId, toChange(change));
          await releaseDevice(transaction, runId);
          // Of a process that was killed: nobody else would say that its capture writes no more (MIG-186).
          for (const id of findCapturingOf(transaction, runId))
            await updateStateStore(transaction, id, { state: 'incomplete' });
          if (change.state === undefined || !isOver(change.state)) return;
          await deleteSealedUnder(transaction, sealedUnder(runId));
        });
      } catch (error) {
        if (isAppError(error, 'RUN_CLAIM_LOST')) return false;
        throw error;
      }
      return true;
    },
    listClaims: async () => {
      const claims = await listRunClaims(database.read);
      return claims.map(({ startedAt: _startedAt, cancelAskedAt, ...claim }) => {
        return { ...claim, isCancelAsked: cancelAskedAt !== null };
      });
    },
    askForCancel: (runId, at) => database.write((transaction) => askForCancel(transaction, runId, at)),
  };
}

type Claim = Parameters<RunStore['claim']>[2];

/** Claims the device and says that the run goes on. */
async function beginWith(transaction: Transaction, runId: RunId, deviceId: string, claim: Claim): Promise<number> {
  const { owner, at, leaseUntil } = claim;
  const fence = await claimDevice(transaction, { ...owner, deviceId, runId, at, leaseUntil });
  await updateRun(transaction, runId, { state: 'running', endedAt: null, error: null });
  return fence;
}

type EngineRow = Awaited<ReturnType<JournalStore['read']>>[number];

function toJournalRow({ nodeId, ...row }: EngineRow): JournalRow {
  return { ...row, stepId: nodeId };
}

/** The engine's journal and log in the site database: what is decided is durable when `append` resolves. */
export function createJournalStore(database: Database): JournalStore {
  return {
    append: (runId, { hold, leaseUntil, rows, lines, snapshot }) =>
      database.write(async (transaction) => {
        demandHold(transaction, runId, hold, leaseUntil);
        if (rows.length > 0) await appendJournal(transaction, runId, rows.map(toJournalRow));
        if (snapshot !== null) await putJournalSnapshot(transaction, runId, snapshot);
        const [first] = lines;
        if (first === undefined) return;
        const last = await appendRunLog(
          transaction,
          runId,
          lines.map(({ ordinal: _ordinal, severity, ...line }) => ({ ...line, severity: severityNumbers[severity] })),
        );
        if (last !== lines.at(-1)?.ordinal) throw new AppError('CONFLICT', { what: reason('a-run', { run: runId }) });
      }),
    read: async (runId, afterOrdinal, limit) => {
      const rows = await listJournal(database.read, runId, { afterOrdinal, limit });
      return rows.map(({ stepId, ...row }) => ({ ...row, nodeId: stepId }));
    },
    findSnapshot: async (runId) => (await findJournalSnapshot(database.read, runId)) ?? null,
    keepSnapshot: (runId, snapshot) =>
      database.write((transaction) => putJournalSnapshot(transaction, runId, snapshot)),
    lastLogOrdinal: (runId) => lastRunLogOrdinal(database.read, runId),
  };
}
