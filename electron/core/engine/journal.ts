import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { MessageOrText } from '#shared/contract/message-shape';
import { RunEnvironment } from '#shared/model/device';
import { StateStoreId } from '#shared/model/ids';
import { EndState, LeftRunning, RunError, SkipReason } from '#shared/model/run';
import { Behaviour } from './behaviours.ts';
import { bringForward, JOURNAL_VERSION } from './journal-versions.ts';
import type { StoredJournalRow } from './ports.ts';

/** A variable that changed. A hidden one has no value here: `sealedAs` finds it in the secret store (ENG-31). */
export const VariableChange = z.strictObject({
  name: z.string().max(256),
  /** Null: removed, or hidden when `sealedAs` is set. */
  value: z.string().max(4100).nullable(),
  sealedAs: z.string().max(1000).nullable(),
  setBy: z.enum(['site', 'device', 'start', 'step', 'engine']),
});
export type VariableChange = z.infer<typeof VariableChange>;

/** The state store that the sequence works with now. */
export const StateStoreInUse = z.strictObject({
  storeId: StateStoreId,
  path: z.string().max(4096),
  use: z.enum(['capture', 'restore']),
  users: z.array(z.string().max(256)).nullable(),
  migrationPointName: z.string().max(255).nullable(),
  /** True once the capture or the restore on it has succeeded in this run. */
  isDone: z.boolean(),
});
export type StateStoreInUse = z.infer<typeof StateStoreInUse>;

/** Who carries a run out, by which everything that its steps start is found again; null in journals before version 3. */
export const NotedOwner = z.strictObject({ ownerId: z.string().max(64), computerId: z.string().max(255) });
export type NotedOwner = z.infer<typeof NotedOwner>;

const number = z.int().min(1);
const attempt = z.int().min(1);

/** What a step did besides its outcome. */
const Effects = {
  changes: z.array(VariableChange).max(20_000),
  /** Absent: as it was. */
  stateStore: StateStoreInUse.nullable().optional(),
  stateStoreId: StateStoreId.nullable(),
  incomplete: z.boolean(),
};

export const JournalBody = z.discriminatedUnion('kind', [
  /** Made: what was given to the run, before anybody carries it out. */
  z.strictObject({ kind: z.literal('run-created'), variables: z.array(VariableChange).max(20_000) }),
  z.strictObject({
    kind: z.literal('run-started'),
    owner: NotedOwner.nullable(),
    environment: RunEnvironment,
    variables: z.array(VariableChange).max(20_000),
    /** What of the engine's ways holds for this run to its end, however often it is resumed. */
    behaviours: z.array(Behaviour).max(1000),
  }),
  z.strictObject({ kind: z.literal('run-resumed'), owner: NotedOwner.nullable() }),
  z.strictObject({
    kind: z.literal('condition-evaluated'),
    number,
    holds: z.boolean(),
    /** A sentence in journals of earlier versions. */
    text: MessageOrText,
    /** What could not be evaluated; it made the condition false. */
    error: RunError.nullable(),
  }),
  z.strictObject({ kind: z.literal('row-skipped'), number, reason: SkipReason }),
  z.strictObject({ kind: z.literal('group-entered'), number }),
  z.strictObject({ kind: z.literal('group-left'), number, outcome: z.enum(['succeeded', 'failed']) }),
  /** Durable before the step's effect begins. */
  z.strictObject({ kind: z.literal('step-started'), number, attempt }),
  /** A try that failed and is followed by another. */
  z.strictObject({ kind: z.literal('attempt-failed'), number, attempt, error: RunError, ...Effects }),
  z.strictObject({
    kind: z.literal('step-succeeded'),
    number,
    attempt,
    returnCode: z.int(),
    /** The device has to restart into this environment before the next row. */
    restartTo: RunEnvironment.nullable(),
    /** The step asked to be run once more after the restart. */
    runsAgain: z.boolean(),
    ...Effects,
  }),
  z.strictObject({ kind: z.literal('step-failed'), number, attempt, error: RunError, ...Effects }),
  /** The process ended under the step, and its type allows to begin it again. */
  z.strictObject({ kind: z.literal('step-interrupted'), number, attempt }),
  z.strictObject({ kind: z.literal('step-cancelled'), number, attempt, ...Effects }),
  z.strictObject({ kind: z.literal('device-restarted'), environment: RunEnvironment }),
  z.strictObject({
    kind: z.literal('run-ended'),
    state: EndState,
    error: RunError.nullable(),
    /** What a cancel could not end. */
    left: LeftRunning,
  }),
]);
export type JournalBody = z.infer<typeof JournalBody>;

/** A row as the engine works with it. */
export interface JournalRow {
  readonly ordinal: number;
  readonly at: number;
  readonly body: JournalBody;
}

/** The row as it is stored. */
export function writeJournalRow(row: JournalRow, nodeId: string | null): StoredJournalRow {
  const { ordinal, at, body } = row;
  return { ordinal, at, version: JOURNAL_VERSION, kind: body.kind, nodeId, payload: JSON.stringify(body) };
}

/**
 * Reads stored rows back, those of earlier versions as the present one says the same. `afterOrdinal` is the number
 * before the first of them. Throws `RUN_VERSION_UNKNOWN` for a row of a later version or another form, and
 * `RUN_NOT_RESUMABLE` when the ordinals have a gap (ENG-5).
 */
export function readJournal(runId: number, stored: readonly StoredJournalRow[], afterOrdinal = 0): JournalRow[] {
  return stored.map((row, index) => {
    const expected = afterOrdinal + 1 + index;
    if (row.ordinal !== expected) {
      throw new AppError('RUN_NOT_RESUMABLE', { run: runId, reason: reason('journal-gap', { row: expected }) });
    }
    const body = JournalBody.safeParse(bringForward(parseJson(runId, row), row.version));
    if (!body.success) throw unknownVersion(runId, row.version, body.error);
    return { ordinal: row.ordinal, at: row.at, body: body.data };
  });
}

function parseJson(runId: number, row: StoredJournalRow): unknown {
  try {
    return JSON.parse(row.payload);
  } catch (error) {
    throw unknownVersion(runId, row.version, error);
  }
}

function unknownVersion(runId: number, actual: number, cause?: unknown): AppError {
  return new AppError('RUN_VERSION_UNKNOWN', { run: runId, actual }, { cause });
}
