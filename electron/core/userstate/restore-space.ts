import path from 'node:path';
import { AppError } from '#shared/contract/errors';
import type { FileRestorer } from './restore-file.ts';
import type { Targets } from './restore-targets.ts';
import { DATA_FOLDER } from './stores/catalog-format.ts';
import type { CatalogObject } from './stores/catalog-rows.ts';
import { bytesOnDisk } from './stores/sparse.ts';
import { freeBytes } from './work.ts';

interface Space extends Pick<FileRestorer, 'work' | 'resolver' | 'storePath'> {
  readonly targets: Targets;
}

/** Looks whether the drives have room for what is not there yet. Throws `DISK_FULL` (`{path, needed, free}`) (UST-54). */
export function checkSpace(restore: Space, objects: readonly CatalogObject[]): void {
  const perDrive = new Map<string, CatalogObject[]>();
  for (const object of objects) {
    if (object.kind !== 'file') continue;
    const target = restore.targets.pathOf(object);
    // What is there already needs no space, so that a repeat on a full disk works.
    if (isThere(restore, target)) continue;
    const drive = target.slice(0, 2).toUpperCase();
    const onDrive = perDrive.get(drive) ?? [];
    onDrive.push(object);
    perDrive.set(drive, onDrive);
  }
  for (const [drive, files] of perDrive) {
    const needed = files.reduce((sum, { size }) => sum + size, 0);
    const root = restore.resolver.root(drive);
    const free = freeBytes(restore.work.files, root);
    if (free < needed && free < neededOnDisk(restore, files))
      throw new AppError('DISK_FULL', { path: root, needed, free });
  }
}

/** What the files really take: one with holes takes less than its size. Asked only where the sizes do not fit. */
function neededOnDisk(restore: Space, objects: readonly CatalogObject[]): number {
  const { work, storePath } = restore;
  return objects.reduce(
    (sum, { size, data }) => sum + bytesOnDisk(work.files, path.join(storePath, DATA_FOLDER, data), size),
    0,
  );
}

/** True when the path exists; a path that cannot be is a matter of its own file later. */
function isThere(restore: Space, windowsPath: string): boolean {
  try {
    return restore.resolver.resolve(windowsPath).exists;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
