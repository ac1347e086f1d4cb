import { z } from 'zod';
import { reason } from '#shared/contract/message';
import { AppError, isAppError } from '#shared/contract/errors';
import { Amount, DeviceId, RunId, Timestamp } from '#shared/model/ids';
import { AcceptedRestore, type StateStoreRow, StateStoreState, UnreadableResult } from '#shared/model/state-migration';
import { CaptureResult, RestoreResult, VerifyResult } from '#shared/model/user-state';
import type { Clock } from '../ports/clock.ts';
import { ownReason } from '../userstate/profiles.ts';
import { CATALOG_FILE } from '../userstate/stores/catalog-format.ts';
import type { KeyedQueue } from '../queue/keyed-queue.ts';
import type { Database, Transaction } from '../store/connection.ts';
import type { AssociationRow } from '../store/tables/association.ts';
import { findStateStoreRow } from '../store/lists/state-store-list.ts';
import {
  getStateStore,
  type StateStoreChange,
  type StateStoreRow as StoredRow,
  updateStateStore,
} from '../store/tables/state-store.ts';
import { realRemoval, type RemovalCalls, removeStore } from './remove-store.ts';
import { isGoing } from './going.ts';
import { demandHoldsNoRow, lookWithin } from './nested-rows.ts';
import { beginLook, type PlaceCalls } from './place-look.ts';
import { type KnownPlaces, lookInPlaces, othersInPlace, placesNow, seePlaces } from './shared-place.ts';
import { demandUnread, type IsGone, isWritten, ownsFiles, type UseParts } from './store-use.ts';

/** A device that has the state, with the time of its last restore. */
const RestoredOn = z.object({
  deviceId: DeviceId,
  at: Timestamp,
  /** Absent in what earlier versions kept: then the result of the restore says it. */
  isComplete: z.boolean().optional(),
  missing: Amount.optional(),
  /** Somebody is content with what came over. */
  accepted: AcceptedRestore.optional(),
});

/** What a store is that is to be deleted, for as long as nothing of it was removed. */
const Before = z.object({ state: StateStoreState, deleteAfter: Timestamp.nullable() });

/** What is kept beside a store's row: the results as they were, and which runs made them. */
const Results = z.object({
  capture: CaptureResult.nullable().default(null),
  restore: RestoreResult.nullable().default(null),
  verify: VerifyResult.nullable().default(null),
  captureRunId: RunId.nullable().default(null),
  restoreRunId: RunId.nullable().default(null),
  /** The devices that have the state. */
  restoredOn: z.array(RestoredOn).default([]),
  /** The runs that restore from it, or did when their process ended. */
  restoring: z.array(RunId).default([]).catch([]),
  // What cannot be read stays a store that goes.
  before: Before.nullable().default(null).catch(null),
});
export type KeptResults = z.infer<typeof Results>;
/** `unreadable`: what is kept and this version cannot read; it is shown as if it were not there, and named. */
export type Results = KeptResults & { readonly unreadable: readonly UnreadableResult[] };

type Raw = Readonly<Record<string, unknown>>;

/** What is kept as it lies; null for what is no object at all. */
function rawOf({ result }: StoredRow): Raw | null {
  if (result === null) return {};
  return typeof result === 'object' && !Array.isArray(result) ? (result as Raw) : null;
}

/** The devices that this version can read. */
function readDevices(raw: unknown): KeptResults['restoredOn'] {
  return (Array.isArray(raw) ? (raw as unknown[]) : []).flatMap((one) => RestoredOn.safeParse(one).data ?? []);
}

/**
 * The results of a store; empty ones when nothing was done with it yet. One of a newer program, or a broken one, costs
 * itself alone (STO-181).
 */
export function readResults(row: StoredRow): Results {
  const raw = rawOf(row);
  if (raw === null) return { ...Results.parse({}), unreadable: [...UnreadableResult.options] };
  const whole = Results.safeParse(raw);
  if (whole.success) return { ...whole.data, unreadable: [] };
  const unreadable = UnreadableResult.options.filter((key) => !Results.shape[key].safeParse(raw[key]).success);
  const readable = Object.fromEntries(Object.entries(raw).filter(([key]) => !unreadable.some((one) => one === key)));
  return { ...Results.parse(readable), restoredOn: readDevices(raw['restoredOn']), unreadable };
}

/** What is to be kept: what this version cannot read stays as it lies unless it is replaced itself. */
function mergeResults(row: StoredRow, results: Partial<KeptResults>): Raw {
  const raw = rawOf(row) ?? {};
  if (results.restoredOn === undefined) return { ...raw, ...results };
  const devices = Array.isArray(raw['restoredOn']) ? (raw['restoredOn'] as unknown[]) : [];
  const unreadable = devices.filter((one) => !RestoredOn.safeParse(one).success);
  return { ...raw, ...results, restoredOn: [...results.restoredOn, ...unreadable] };
}

/**
 * A capture is of a source, not of an association: it serves every association of its source that was there when the
 * store was requested (MIG-11). A folder that a sequence chose itself serves none.
 */
export function servesAssociation(row: StoredRow, association: AssociationRow): boolean {
  if (row.associationId === association.id) return true;
  const isOfSource = row.migrationPointFolderId !== null && row.sourceDeviceId === association.sourceDeviceId;
  return isOfSource && association.createdAt <= row.requestedAt;
}

/**
 * Whether the last restore on this device was complete, or somebody accepted that it was not: only then is the store no
 * longer needed for it (MIG-30).
 */
export function isSettled(row: StoredRow, deviceId: string): boolean {
  const results = readResults(row);
  const one = results.restoredOn.find((other) => other.deviceId === deviceId);
  if (one === undefined) return false;
  if (one.accepted !== undefined) return true;
  // A result that cannot be read proves nothing.
  return one.isComplete ?? results.restore?.isComplete ?? !results.unreadable.includes('restore');
}

/** Whether the deletion policy may take a store: never one whose last restore left something out (MIG-30). */
export function mayGo(row: StoredRow): boolean {
  return isGoing(row) || row.destinationDeviceId === null || isSettled(row, row.destinationDeviceId);
}

/** What was accepted of the restore that counts now. */
function acceptedOf(row: StoredRow): AcceptedRestore | null {
  const one = readResults(row).restoredOn.find(({ deviceId }) => deviceId === row.destinationDeviceId);
  return one?.accepted ?? null;
}

/** What a run notes of a store that goes is kept, but does not bring it back, nor put its end off. */
function withoutReturn({ state: _state, deleteAfter: _deleteAfter, ...facts }: StateStoreChange): StateStoreChange {
  return facts;
}

/** What a store is should nothing of it be removed: also that is noted meanwhile. */
function noteBefore(row: StoredRow, { state, deleteAfter }: StateStoreChange): Partial<KeptResults> {
  const { before } = readResults(row);
  if (before === null) return {};
  return { before: { state: state ?? before.state, deleteAfter: deleteAfter ?? before.deleteAfter } };
}

/** Changes a store's row together with some of its results, in the given transaction. */
export async function changeStateStore(
  transaction: Transaction,
  id: string,
  change: StateStoreChange,
  results: Partial<KeptResults> = {},
): Promise<void> {
  const row = await getStateStore(transaction, id);
  if (!isGoing(row) || change.state === 'deleted') {
    await updateStateStore(transaction, id, { ...change, result: mergeResults(row, results) });
    return;
  }
  const kept = mergeResults(row, { ...noteBefore(row, change), ...results });
  await updateStateStore(transaction, id, { ...withoutReturn(change), result: kept });
}

/** Throws `STATE_STORE_GONE` (`{path}`) for a store that is to be deleted, or was: nothing begins with it any more. */
export async function demandStays(transaction: Transaction, id: string): Promise<void> {
  const row = await getStateStore(transaction, id);
  if (isGoing(row)) throw new AppError('STATE_STORE_GONE', { path: row.path });
}

/**
 * Throws `STATE_STORE_IN_USE` (`{path}`) while what lies where a capture is to write is being deleted, and
 * `STATE_STORE_REMAINS` (`{path}`) where the rest of one lies that was deleted in part (MIG-185, MIG-193).
 */
export async function demandNoneGoes(transaction: Transaction, row: StoredRow, places: KnownPlaces): Promise<void> {
  const { path } = row;
  for (const other of await othersInPlace(transaction, row, places)) {
    if (!isGoing(other)) continue;
    throw new AppError(readResults(other).before === null ? 'STATE_STORE_REMAINS' : 'STATE_STORE_IN_USE', { path });
  }
}

/** Which runs and jobs keep a store from being deleted; a lease alone says who lives where nobody knows more. */
export function partsOfUse({
  clock,
  isGone,
}: {
  readonly clock: Clock;
  readonly isGone?: IsGone | undefined;
}): UseParts {
  return {
    isGone: isGone ?? (({ leaseUntil }) => leaseUntil <= clock.now()),
    restoringRuns: (row) => readResults(row).restoring,
    capturingRun: (row) => readResults(row).captureRunId,
  };
}

/**
 * After the files of a row were removed, or replaced by those of its capture: none of the others that were found in its place
 * has files any more that were captured or restored before (MIG-192). They are found while something is there: by what is
 * gone nobody can tell which ways led to it.
 */
export async function endOthers(transaction: Transaction, others: readonly StoredRow[], at: number): Promise<void> {
  for (const { id, capturedAt } of others) {
    const other = await getStateStore(transaction, id);
    const hasFiles = other.capturedAt !== null || other.restoredAt !== null;
    const isAnother = other.deletedAt !== null || other.state === 'capturing' || other.capturedAt !== capturedAt;
    if (hasFiles && !isAnother) await changeStateStore(transaction, id, { state: 'deleted', deletedAt: at });
  }
}

/** What opening a store says when there is something wrong with it. */
const unreadableCodes: ReadonlySet<string> = new Set([
  'STATE_STORE_NOT_FOUND',
  'STATE_STORE_INCOMPLETE',
  'STATE_STORE_FOREIGN',
  'STATE_STORE_DAMAGED',
]);

/** The result of a verification that got no further than the catalog. */
function unreadable(storePath: string, error: AppError, at: number): VerifyResult {
  const detail = ownReason(error);
  return {
    ...{ storePath, storeId: '', isSound: false, checkedFiles: 0, checkedBytes: 0, catalogIsSound: false },
    damaged: [{ path: storePath, user: '', dataFile: CATALOG_FILE, kind: 'unreadable', detail }],
    ...{ damagedCount: 1, missingFromCapture: [], missingFromCaptureCount: 0, files: [], exitCode: 3 },
    timing: { startedAt: at, endedAt: at },
  };
}

export interface StateStoreParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly queue: KeyedQueue;
  /** The calls that take a store's files away; the real ones unless a test gives others. */
  readonly removal?: RemovalCalls;
  /** How places are looked at; the real calls unless a test gives others. */
  readonly placeCalls?: PlaceCalls;
  /** Of a run or a job of whatever process; without it its lease says so. */
  readonly isGone?: IsGone;
}

export interface StateStores {
  /** Errors: `NOT_FOUND`. */
  get(id: string): Promise<
    { row: StateStoreRow; accepted: AcceptedRestore | null } & Pick<Results, 'capture' | 'restore' | 'verify'> & {
        unreadable: UnreadableResult[];
      }
  >;
  /** Keeps the result of a verification. */
  noteVerified(id: string, verify: VerifyResult): Promise<void>;
  /** Keeps that a verification could not even read the store; an error that says nothing of it changes nothing (MIG-172). */
  noteUnreadable(id: string, error: unknown): Promise<void>;
  /** Throws `STATE_STORE_GONE` for a store that is to be deleted, or was: no verification begins with it (MIG-190). */
  demandStays(id: string): Promise<void>;
  /** As the function of that name, in a transaction of its own; the row as it was before. */
  beginDelete(id: string): Promise<StoredRow>;
  /**
   * The files of a store that `beginDelete` has begun with go, then its row says so. Done again it does no harm. Errors:
   * `NOT_FOUND`, `STATE_STORE_NOT_DELETED`, `STATE_STORE_IN_USE`, `STATE_STORE_HOLDS` (the store is what it was),
   * `STATE_STORE_PARTLY_DELETED` (it goes later). What lies there and is another store's stays (MIG-185).
   */
  finishDelete(id: string): Promise<void>;
}

/**
 * From here on a store is going: no restore gets it, and the clean-up goes on with it when this process does not. What it
 * was is kept for as long as nothing of it was removed. The row as it was before. Throws `NOT_FOUND`,
 * `STATE_STORE_IN_USE` (`{path}`) while a capture writes it, a run restores it or a job checks it (MIG-190, UST-260);
 * nothing was written then. `places`: as they were seen before this transaction (MIG-200).
 */
export async function beginDelete(
  transaction: Transaction,
  id: string,
  use: UseParts & { readonly at: number },
  places: KnownPlaces,
): Promise<StoredRow> {
  const row = await getStateStore(transaction, id);
  if (await isWritten(transaction, [row], use)) throw new AppError('STATE_STORE_IN_USE', { path: row.path });
  if (row.deletedAt !== null) return row;
  await demandUnread(transaction, row, use, places);
  const { state, deleteAfter } = row;
  const result = isGoing(row) ? {} : { result: mergeResults(row, { before: { state, deleteAfter } }) };
  await updateStateStore(transaction, id, { state: 'incomplete', deleteAfter: use.at, ...result });
  return row;
}

/** With these nothing of a store was removed. */
const untouchedCodes: ReadonlySet<string> = new Set([
  'STATE_STORE_NOT_DELETED',
  'STATE_STORE_IN_USE',
  'STATE_STORE_HOLDS',
]);

/** After an attempt that was refused: a store of which nothing was removed is what it was; any other one goes on going. */
async function endAttempt(transaction: Transaction, id: string, isWhole: boolean): Promise<void> {
  const row = await getStateStore(transaction, id);
  const { before } = readResults(row);
  const back = isWhole && before !== null ? before : {};
  await updateStateStore(transaction, id, { ...back, result: mergeResults(row, { before: null }) });
}

/** The state stores of a site, deleted ones included: what was captured, restored, proved. Rules: MIG-4, MIG-5. */
export function createStateStores(parts: StateStoreParts): StateStores {
  const { database, clock, queue, removal = realRemoval, placeCalls } = parts;
  const uses = partsOfUse(parts);
  const get: StateStores['get'] = async (id) => {
    const stored = await getStateStore(database.read, id);
    const { capture, restore, verify, unreadable } = readResults(stored);
    const row = findStateStoreRow(database.read, id);
    if (row === undefined) throw new AppError('NOT_FOUND', { what: reason('a-state-store') });
    return { row, capture, restore, verify, unreadable: [...unreadable], accepted: acceptedOf(stored) };
  };
  const noteVerified = (id: string, verify: VerifyResult): Promise<void> =>
    database.write((transaction) => changeStateStore(transaction, id, {}, { verify }));
  const noteUnreadable: StateStores['noteUnreadable'] = async (id, error) => {
    if (!(error instanceof AppError) || !unreadableCodes.has(error.code)) return;
    const { path } = await getStateStore(database.read, id);
    await noteVerified(id, unreadable(path, error, clock.now()));
  };
  const finishDelete = (id: string): Promise<void> =>
    queue.run(`state-store/${id}`, async () => {
      const row = await getStateStore(database.read, id);
      if (row.deletedAt !== null) return;
      let isOwner: boolean;
      let others: readonly StoredRow[];
      try {
        const look = beginLook(placeCalls);
        await lookInPlaces(database.read, [row.path], look);
        others = await othersInPlace(database.read, row, placesNow(database.read, look.seen));
        isOwner = await ownsFiles(database.read, row, others, uses);
        if (isOwner) {
          await lookWithin(database.read, row, look);
          await demandHoldsNoRow(database.read, row, look.seen);
          await removeStore(row.path, removal);
        }
      } catch (error) {
        const isWhole = isAppError(error) && untouchedCodes.has(error.code);
        await database.write((transaction) => endAttempt(transaction, id, isWhole));
        throw error;
      }
      const deletedAt = clock.now();
      await database.write(async (transaction) => {
        await changeStateStore(transaction, id, { state: 'deleted', deletedAt });
        if (isOwner) await endOthers(transaction, others, deletedAt);
      });
    });
  return {
    ...{ get, noteVerified, noteUnreadable, finishDelete },
    demandStays: (id) => database.write((transaction) => demandStays(transaction, id)),
    beginDelete: async (id) => {
      const seen = await seePlaces(database.read, [(await getStateStore(database.read, id)).path], placeCalls);
      return database.write((transaction) =>
        beginDelete(transaction, id, { ...uses, at: clock.now() }, placesNow(transaction, seen)),
      );
    },
  };
}
