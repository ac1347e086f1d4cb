import path from 'node:path';
import { fileErrorCode, isGone } from '../ports/file-errors.ts';
import type { Files } from '../ports/files.ts';
import { createHeldFolders } from '../ports/held-folders.ts';
import { syncAll } from './stores/sync.ts';

/** Makes files durable. What is gone since it was written is named by the last look, and leaves the rest not unsynced. */
export function syncWritten(files: Files, root: string, written: readonly string[]): void {
  try {
    syncAll(files, root, written);
  } catch (error) {
    if (!isGone(error)) throw error;
    const there = written.filter((file) => files.existsSync(file));
    syncAll(files, root, there);
  }
}

/**
 * The folders of these places that are gone or lie behind a link, now that all is written (UST-171). `mayBeClosed`: their
 * rights are set, so one that may not be looked into is no answer: it was looked at before (UST-209). Throws what the
 * system says of a folder that is neither.
 */
export function lookAgain(
  files: Files,
  places: readonly { readonly hostPath: string }[],
  mayBeClosed = false,
): string[] {
  const gone: string[] = [];
  const folders = createHeldFolders(files);
  for (const folder of new Set(places.map(({ hostPath }) => path.dirname(hostPath)))) {
    try {
      folders.reach(`${folder}${path.sep}`);
    } catch (error) {
      if (isGone(error)) gone.push(folder);
      else if (!mayBeClosed || fileErrorCode(error) !== 'EACCES') throw error;
    }
  }
  folders.close();
  return [...gone, ...folders.swapped];
}
