import { AppError } from '#shared/contract/errors';
import type { NativeDatabase } from './connection.ts';
import { dropChecks } from './drop-checks.ts';
import { siteAndSequences } from './migrations/0010-site-and-sequences.ts';
import { devicesAndUserState } from './migrations/0020-devices-and-user-state.ts';
import { runs } from './migrations/0030-runs.ts';
import { cancelRequests } from './migrations/0040-cancel-requests.ts';
import { localDevices } from './migrations/0050-local-devices.ts';
import { claimProcessStart } from './migrations/0060-claim-process-start.ts';
import { draftsWithRevision } from './migrations/0070-drafts-with-revision.ts';
import { openValuesAndRevisions } from './migrations/0080-open-values-and-revisions.ts';
import { changesAndLists } from './migrations/0090-changes-and-lists.ts';
import { claimsAndSnapshots } from './migrations/0100-claims-and-snapshots.ts';
import { jobs } from './migrations/0110-jobs.ts';
import { changesOfJobs } from './migrations/0120-changes-of-jobs.ts';
import { leftBehind } from './migrations/0160-left-behind.ts';
import { endsOfRuns } from './migrations/0180-ends-of-runs.ts';
import { sourceFiles } from './migrations/0190-source-files.ts';
import { importedReferences } from './migrations/0200-imported-references.ts';
import type { Migration } from './migrations/migration.ts';

/** Every migration, oldest first. Never edited after a release: the next one mends. */
export const migrations: readonly Migration[] = [
  siteAndSequences,
  devicesAndUserState,
  runs,
  cancelRequests,
  localDevices,
  claimProcessStart,
  draftsWithRevision,
  openValuesAndRevisions,
  changesAndLists,
  claimsAndSnapshots,
  jobs,
  changesOfJobs,
  leftBehind,
  endsOfRuns,
  sourceFiles,
  importedReferences,
];

/** The version that this program writes. */
export const latestVersion: number = migrations.at(-1)?.version ?? 0;

/** `user_version` of the file. */
export function readVersion(native: NativeDatabase): number {
  return Number(native.pragma('user_version', { simple: true }));
}

/** Refuses a file that a newer program wrote, with `STORE_NEWER` (`{file}`, `{actual}`, `{limit}`). */
export function demandKnownVersion(native: NativeDatabase, file: string): void {
  const version = readVersion(native);
  if (version > latestVersion) throw new AppError('STORE_NEWER', { file, actual: version, limit: latestVersion });
}

function apply(native: NativeDatabase, migration: Migration): void {
  native.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have migrated while this one waited for the lock.
    if (readVersion(native) < migration.version) {
      dropChecks(native, migration.droppedChecks ?? []);
      native.exec(migration.statements);
      native.pragma(`user_version = ${String(migration.version)}`);
    }
    native.exec('COMMIT');
  } catch (error) {
    if (native.inTransaction) native.exec('ROLLBACK');
    throw error;
  }
}

/** Brings the file to `target` (the latest by default), each migration in a transaction of its own. */
export function migrate(
  native: NativeDatabase,
  target: number = latestVersion,
  list: readonly Migration[] = migrations,
): void {
  for (const migration of list) {
    if (migration.version <= target && readVersion(native) < migration.version) apply(native, migration);
  }
}
