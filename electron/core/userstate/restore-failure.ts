import { AppError, isAppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { RestoreMissingCause } from '#shared/model/user-state';
import { linkInTheWay } from './link-in-the-way.ts';
import type { Profile } from './profiles.ts';
import { ownReason } from './profiles.ts';
import { remedies } from './remedies.ts';
import { DataDamaged } from './restore-file.ts';
import type { Restore } from './restore-state.ts';
import type { CatalogObject } from './stores/catalog-rows.ts';
import { freeBytes, isDiskFull, isOutOfEntries, reasonOf } from './work.ts';

type FailedEntry = Pick<CatalogObject, 'path' | 'size'> & { readonly profile: Pick<Profile, 'name'> };

/**
 * Names a file or folder that could not be restored, with its cause. Throws `CANCELLED`, `DISK_FULL` (`{path, needed,
 * free}`, bytes), `RESTORE_FILE_FAILED` (`{path, reason}`) for a full disk without room for entries and where a restore may
 * not go on, and what is no failure of the entry.
 */
export function takeFailure(restore: Restore, object: FailedEntry, targetPath: string, error: unknown): void {
  if (error instanceof AppError && error.code === 'CANCELLED') throw error;
  if (isDiskFull(error)) {
    const root = restore.resolver.root(targetPath.slice(0, 2));
    if (isOutOfEntries(restore.work.files, root, object.size))
      throw new AppError(
        'RESTORE_FILE_FAILED',
        { path: object.path, reason: reason('out-of-entries') },
        { cause: error },
      );
    const details = { path: root, needed: object.size, free: freeBytes(restore.work.files, root) };
    throw new AppError('DISK_FULL', details, { cause: error });
  }
  const isPath = error instanceof AppError && error.code.startsWith('PATH_');
  const link = isAppError(error, 'PATH_OUTSIDE_DEVICE') ? linkInTheWay(restore, targetPath) : null;
  const isSystem = typeof (error as NodeJS.ErrnoException).code === 'string';
  if (!(error instanceof DataDamaged) && !isPath && !isSystem) throw error;
  const own = error instanceof AppError ? ownReason(error) : reasonOf(error);
  const why = link === null ? own : reason('link-in-the-way', { place: link });
  if (!restore.request.continueOnRestore) {
    throw new AppError('RESTORE_FILE_FAILED', { path: object.path, reason: why }, { cause: error });
  }
  const cause = link === null ? causeOf(error, isPath) : 'linkInTheWay';
  restore.missing.push({
    path: object.path,
    user: object.profile.name,
    targetPath,
    cause,
    detail: why,
    remedy: remedies[cause],
  });
}

function causeOf(error: unknown, isPath: boolean): RestoreMissingCause {
  if (error instanceof DataDamaged) return error.isMissing ? 'missingInStore' : 'damagedInStore';
  return isPath || (error as NodeJS.ErrnoException).code === 'ENAMETOOLONG' ? 'nameNotPossible' : 'writeFailed';
}
