import path from 'node:path';
import type { RunId } from '#shared/model/ids';
import type { Files } from '../ports/files.ts';
import type { RunLogFiles } from './ports.ts';

/**
 * The files of runs below `<site>/logs/<run>`. They are kept whole: a run is one story, and rotation would cut it;
 * they go when the run is deleted (ENG-52).
 */
export function createRunLogFiles(files: Files, logsFolder: string): RunLogFiles {
  const folder = (runId: RunId): string => path.join(logsFolder, String(runId));
  return {
    folder,
    append(runId, fileName, text) {
      return Promise.resolve().then(() => {
        const handle = openToAppend(files, folder(runId), fileName);
        try {
          const bytes = Buffer.from(text, 'utf8');
          let written = 0;
          while (written < bytes.length) written += files.writeSync(handle, bytes, written);
        } finally {
          files.closeSync(handle);
        }
      });
    },
    size(runId, fileName) {
      const file = path.join(folder(runId), fileName);
      return Promise.resolve().then(() => (files.existsSync(file) ? files.statSync(file).size : 0));
    },
  };
}

/** The folder is there after the first line: nearly always one call is enough. */
function openToAppend(files: Files, folder: string, fileName: string): number {
  const file = path.join(folder, fileName);
  try {
    return files.openSync(file, 'a');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    files.mkdirSync(folder, { recursive: true });
    return files.openSync(file, 'a');
  }
}
