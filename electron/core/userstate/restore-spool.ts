import path from 'node:path';
import type { Files } from '../ports/files.ts';
import { createHeldFolders } from '../ports/held-folders.ts';

/** Files are written here and then renamed, so that a killed restore leaves no half file under a person's name. */
export const RESTORE_FOLDER = '.waystation-restore';

/** Left by a restore that was killed: half files that nobody has seen. What else somebody put there stays. */
export function clearSpool(files: Files, root: string): void {
  const folders = createHeldFolders(files);
  try {
    const spool = path.join(root, RESTORE_FOLDER);
    const found = files.lstatSync(folders.reach(spool), { throwIfNoEntry: false });
    if (found === undefined) return;
    if (!found.isDirectory()) {
      files.rmSync(folders.reach(spool), { force: true });
      return;
    }
    const inside = folders.reach(`${spool}${path.sep}`);
    for (const entry of files.readdirSync(inside, { withFileTypes: true })) {
      if (!entry.isDirectory()) files.rmSync(path.join(inside, entry.name), { force: true });
    }
    removeEmpty(files, folders.reach(spool));
  } finally {
    folders.close();
  }
}

function removeEmpty(files: Files, folder: string): void {
  try {
    files.rmdirSync(folder);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
