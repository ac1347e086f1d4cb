import path from 'node:path';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { DeletionPolicy, FreeSpaceUnit } from '#shared/model/state-migration';

/** A request for a new store, and what is true of one folder of the migration point when it comes. */
export interface CaptureRequestFacts {
  /** The migration point's name, for the sentence. */
  readonly name: string;
  readonly isRestoreOnly: boolean;
  readonly folder: {
    readonly path: string;
    readonly maximumClients: number;
    readonly minimumFreeSpace: number;
    readonly minimumFreeSpaceUnit: FreeSpaceUnit;
  };
  /** Stores that are in the folder now, one for each client. */
  readonly clients: number;
  readonly facts: {
    readonly state: 'usable' | 'missing' | 'read-only';
    readonly freeBytes: number | null;
    readonly totalBytes: number | null;
  };
}

const bytesPerMb = 1024 * 1024;
const bytesPerGb = 1024 * bytesPerMb;

/** The bytes that have to stay free. A percentage is of the whole file system, rounded up. */
export function minimumFreeBytes(minimum: number, unit: FreeSpaceUnit, totalBytes: number): number {
  if (unit === 'percent') return Math.ceil((totalBytes * minimum) / 100);
  return minimum * (unit === 'GB' ? bytesPerGb : bytesPerMb);
}

/** How much of the disks of folders is taken, from 0 to 1; null when no disk is known. */
export function usedShare(
  folders: readonly { readonly freeBytes: number | null; readonly totalBytes: number | null }[],
): number | null {
  let [free, total] = [0, 0];
  for (const { freeBytes, totalBytes } of folders) {
    if (freeBytes === null || totalBytes === null) continue;
    free += freeBytes;
    total += totalBytes;
  }
  return total === 0 ? null : 1 - free / total;
}

/**
 * Null when the folder takes another client, else the refusal with its code. Restore-only mode refuses first; then the
 * folder has to be usable, to have fewer clients than it may have, and at least its minimum of free space. The limits
 * are checked and nothing is reserved (field rules of the role; UST-45 to UST-48).
 */
export function checkCaptureRequest(request: CaptureRequestFacts): AppError | null {
  const { name, folder, clients, facts } = request;
  const { path: folderPath } = folder;
  if (request.isRestoreOnly) return new AppError('MIGRATION_POINT_RESTORE_ONLY', { name });
  if (facts.state !== 'usable') {
    const why = facts.state === 'missing' ? reason('folder-missing') : reason('folder-not-writable');
    return new AppError('MIGRATION_POINT_FOLDER_UNUSABLE', { path: folderPath, name, reason: why });
  }
  if (facts.freeBytes === null || facts.totalBytes === null) {
    const why = reason('free-space-unknown');
    return new AppError('MIGRATION_POINT_FOLDER_UNUSABLE', { path: folderPath, name, reason: why });
  }
  if (clients >= folder.maximumClients) {
    const details = { path: folderPath, name, actual: clients, limit: folder.maximumClients };
    return new AppError('MIGRATION_POINT_CLIENT_LIMIT', details);
  }
  const { minimumFreeSpace, minimumFreeSpaceUnit: unit } = folder;
  if (facts.freeBytes < minimumFreeBytes(minimumFreeSpace, unit, facts.totalBytes)) {
    const limit = reason('amount-with-unit', { amount: minimumFreeSpace, unit: unit === 'percent' ? '%' : unit });
    const actual = reason('amount-with-unit', { amount: Math.floor(facts.freeBytes / bytesPerMb), unit: 'MB' });
    return new AppError('MIGRATION_POINT_FREE_SPACE', { path: folderPath, name, actual, limit });
  }
  return null;
}

/**
 * Where a store lies in a migration point's folder. The name says nothing about device or person.
 * `storeId` is a UUID; anything else is a fault of the caller.
 */
export function storePathIn(folderPath: string, storeId: string): string {
  if (!/^[0-9a-f-]{36}$/.test(storeId)) throw new AppError('INVALID_INPUT', { reason: reason('not-a-store-id') });
  return path.join(folderPath, storeId);
}

/** The deletion policy as the columns of a migration point have it. */
export function policyOf({
  deletion,
  deletionDays,
}: {
  readonly deletion: DeletionPolicy['kind'];
  readonly deletionDays: number | null;
}): DeletionPolicy {
  return deletion === 'immediate' ? { kind: 'immediate' } : { kind: 'after-days', days: deletionDays ?? 1 };
}

const millisecondsPerDay = 24 * 60 * 60 * 1000;

/**
 * When a store may be deleted, in milliseconds since 1970-01-01 UTC; null while it is not released after a restore.
 * The retention time begins with that release, not with the capture (UST-50).
 */
export function deleteAfter(policy: DeletionPolicy, releasedAfterRestoreAt: number | null): number | null {
  if (releasedAfterRestoreAt === null) return null;
  return policy.kind === 'immediate'
    ? releasedAfterRestoreAt
    : releasedAfterRestoreAt + policy.days * millisecondsPerDay;
}

/** True when the time has come. A store that was never restored is never due. */
export function isDue(policy: DeletionPolicy, releasedAfterRestoreAt: number | null, now: number): boolean {
  const due = deleteAfter(policy, releasedAfterRestoreAt);
  return due !== null && now >= due;
}
