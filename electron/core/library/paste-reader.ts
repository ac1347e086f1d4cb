import { AppError, isAppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { type PasteRead, readPaste } from '../sequence/read-paste.ts';
import type { Ids } from '../ports/ids.ts';
import type { FileWorkers } from './file-workers.ts';

/** What is shorter is read in less than a moment, whatever it holds; a thread would take longer to begin. */
export const longestReadHere = 8000;
/** Far more than the largest paste takes. */
const longestSeconds = 60;

/**
 * Reads pasted text, once and in a thread of its own like a file: what the document takes in are the nodes that came of
 * it, so the console parses nothing of it again (XFER-73). Errors: as `readPaste`; `FILE_WORKER_FAILED`, also for a text
 * that does not come to an end; `FILE_NEEDS_TOO_MUCH_MEMORY`.
 */
export function createPasteReader(
  workers: FileWorkers,
  ids: Ids,
  timeOut: (ms: number) => AbortSignal = (ms) => AbortSignal.timeout(ms),
): (xml: string) => Promise<PasteRead> {
  return async (xml) => {
    if (xml.length <= longestReadHere) return readPaste(xml, () => ids.uuid());
    const signal = timeOut(longestSeconds * 1000);
    const work = workers.begin({ signal });
    try {
      return await work.do({ kind: 'paste', fileName: 'clipboard', xml });
    } catch (error) {
      if (!isAppError(error) || !signal.aborted) throw error;
      const limit = reason('so-many-seconds', { count: longestSeconds });
      throw new AppError('FILE_WORKER_FAILED', { file: 'clipboard', reason: limit }, { cause: error });
    } finally {
      await work.end();
    }
  };
}
