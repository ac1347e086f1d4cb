import type { Files } from '../../ports/files.ts';
import { replacedPath } from './store-paths.ts';

/**
 * A kill between the two renames of a replacement leaves the old store under its waiting name. Whoever calls this has the
 * lock of the store: between the renames of a writer that lives it would take the place of what is to come there.
 */
export function settle(files: Files, storePath: string): void {
  const replaced = replacedPath(storePath);
  if (!files.existsSync(replaced)) return;
  if (files.existsSync(storePath)) files.rmSync(replaced, { recursive: true, force: true });
  else files.renameSync(replaced, storePath);
}
