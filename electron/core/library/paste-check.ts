import { AppError, isAppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { FileWorkers } from './file-workers.ts';

/** What is shorter is read in less than a moment, whatever it holds; a thread would take longer to begin. */
export const longestReadHere = 8000;
/** Far more than the largest paste takes. */
const longestSeconds = 60;

/**
 * Reads pasted text in a thread of its own, like a file, before the document takes it in: what would stop or end the
 * thread that reads it does so there, and nowhere else (XFER-73). What is wrong with the text itself is said by the edit.
 * Throws `FILE_WORKER_FAILED`, `FILE_NEEDS_TOO_MUCH_MEMORY`.
 */
export function createPasteCheck(
  workers: FileWorkers,
  timeOut: (ms: number) => AbortSignal = (ms) => AbortSignal.timeout(ms),
): (xml: string) => Promise<void> {
  return async (xml) => {
    if (xml.length <= longestReadHere) return;
    const signal = timeOut(longestSeconds * 1000);
    const work = workers.begin({ signal });
    const body = xml.replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, '');
    try {
      const source = Buffer.from(`<sequence version="3.10">${body}</sequence>`, 'utf8');
      await work.do({ kind: 'read', fileName: 'clipboard', source });
    } catch (error) {
      if (!isAppError(error)) throw error;
      if (error.code === 'FILE_WORKER_FAILED' || error.code === 'FILE_NEEDS_TOO_MUCH_MEMORY') throw error;
      if (!signal.aborted) return;
      const limit = reason('so-many-seconds', { count: longestSeconds });
      throw new AppError('FILE_WORKER_FAILED', { file: 'clipboard', reason: limit }, { cause: error });
    } finally {
      await work.end();
    }
  };
}
