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
        files.mkdirSync(folder(runId), { recursive: true });
        const handle = files.openSync(path.join(folder(runId), fileName), 'a');
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
