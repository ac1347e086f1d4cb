import path from 'node:path';
import type { RunId } from '#shared/model/ids';
import { openToAppend } from '../ports/append-file.ts';
import type { Files } from '../ports/files.ts';
import { privateFileMode, privateFolderMode } from '../ports/private-place.ts';
import { withFile } from '../ports/sync-path.ts';
import type { RunLogFiles } from './ports.ts';

/**
 * The files of runs below `<site>/logs/<run>`. They are kept whole: a run is one story, and rotation would cut it;
 * they go when the run is deleted (ENG-52).
 */
export function createRunLogFiles(files: Files, logsFolder: string): RunLogFiles {
  const folder = (runId: RunId): string => path.join(logsFolder, String(runId));
  /** Files stay open while their run goes on: opening costs more than a line, on Windows many times more. */
  const open = new Map<RunId, Map<string, number>>();
  const handleOf = (runId: RunId, fileName: string): number => {
    const handles = open.get(runId) ?? new Map<string, number>();
    open.set(runId, handles);
    const handle = handles.get(fileName) ?? openLog(files, folder(runId), fileName);
    handles.set(fileName, handle);
    return handle;
  };
  const close = (runId: RunId): void => {
    const handles = [...(open.get(runId)?.values() ?? [])];
    open.delete(runId);
    for (const handle of handles) files.closeSync(handle);
  };
  return {
    folder,
    append(runId, fileName, text) {
      return Promise.resolve().then(() => {
        const bytes = Buffer.from(text, 'utf8');
        const handle = handleOf(runId, fileName);
        try {
          let written = 0;
          while (written < bytes.length) written += files.writeSync(handle, bytes, written);
        } catch (error) {
          // Whatever is wrong with the file, the next line asks for it anew.
          close(runId);
          throw withFile(error, path.join(folder(runId), fileName));
        }
      });
    },
    close: (runId) => Promise.resolve().then(() => close(runId)),
    size(runId, fileName) {
      const file = path.join(folder(runId), fileName);
      return Promise.resolve().then(() => (files.existsSync(file) ? files.statSync(file).size : 0));
    },
  };
}

/** The folder is there after the first line: nearly always one call is enough. */
function openLog(files: Files, folder: string, fileName: string): number {
  const file = path.join(folder, fileName);
  try {
    return openToAppend(files, file, privateFileMode);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    files.mkdirSync(folder, { recursive: true, mode: privateFolderMode });
    return openToAppend(files, file, privateFileMode);
  }
}
