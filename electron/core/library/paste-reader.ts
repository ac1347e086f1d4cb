import { AppError, isAppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { type PasteReader, readConditionParts, readPaste, splitConditions } from '../sequence/read-paste.ts';
import type { Ids } from '../ports/ids.ts';
import type { FileOrder, FileResults } from './file-worker-messages.ts';
import type { FileWorkers } from './file-workers.ts';

/** What is shorter is read in less than a moment, whatever it holds; a thread would take longer to begin. */
export const longestReadHere = 8000;
/** Far more than the largest paste takes. */
const longestSeconds = 60;

/**
 * Reads pasted text, once and in a thread of its own like a file: what the document takes in are the nodes that came of
 * it, so the console parses nothing of it again (XFER-73, XFER-120). `timeOut` gives a signal after so many milliseconds.
 * Errors: as `readPaste`; `FILE_WORKER_FAILED`, also for a text that does not come to an end;
 * `FILE_NEEDS_TOO_MUCH_MEMORY`.
 */
export function createPasteReader(
  workers: FileWorkers,
  ids: Ids,
  timeOut: (ms: number) => AbortSignal = (ms) => AbortSignal.timeout(ms),
): PasteReader {
  async function readAside<Kind extends FileOrder['kind']>(
    order: FileOrder & { readonly kind: Kind },
  ): Promise<FileResults[Kind]> {
    const signal = timeOut(longestSeconds * 1000);
    const work = workers.begin({ signal });
    try {
      return await work.do<Kind>(order);
    } catch (error) {
      if (!isAppError(error) || !signal.aborted) throw error;
      const limit = reason('so-many-seconds', { count: longestSeconds });
      throw new AppError('FILE_WORKER_FAILED', { file: order.fileName, reason: limit }, { cause: error });
    } finally {
      await work.end();
    }
  }
  return {
    steps: async (xml) =>
      xml.length <= longestReadHere
        ? readPaste(xml, () => ids.uuid())
        : readAside({ kind: 'paste', fileName: 'clipboard', xml }),
    conditionParts: async (texts) =>
      texts.reduce((sum, { length }) => sum + length, 0) <= longestReadHere
        ? readConditionParts(texts)
        : readAside({ kind: 'condition-parts', fileName: 'condition', texts }),
    conditions: async (xml) =>
      xml.length <= longestReadHere
        ? splitConditions(xml)
        : (await readAside({ kind: 'conditions', fileName: 'clipboard', xml })).conditions,
  };
}
