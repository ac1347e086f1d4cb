import { basename } from 'node:path';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { JobId } from '#shared/model/ids';
import type { ImportResult } from '#shared/model/task-sequence';
import type { ImportFile, Library } from '#core/library/library-types';
import type { Jobs } from './jobs.ts';

/** As many as the jobs that are remembered. */
const keepResults = 100;

/** Imports as jobs: progress in bytes, cancelled from anywhere, what came in is told also when the rest was called off. */
export class ImportJobs {
  readonly #jobs: Jobs;
  readonly #library: Library;
  readonly #results = new Map<JobId, ImportResult>();

  constructor(jobs: Jobs, library: Library) {
    this.#jobs = jobs;
    this.#library = library;
  }

  /** `atEnd` is done however the import ends. */
  start(files: readonly ImportFile[], folderId: string | null, atEnd: () => Promise<void>): JobId {
    const result: ImportResult = { imported: [], refused: [] };
    const [only] = files;
    const jobId = this.#jobs.start({
      kind: 'import',
      ...(files.length === 1 && only !== undefined
        ? { title: basename(only.fileName).slice(0, 500) }
        : { title: '', count: files.length }),
      stateStoreId: null,
      work: async (signal, report) => {
        try {
          await this.#library.importFiles(files, folderId, { signal, result, onProgress: report });
        } finally {
          await atEnd();
        }
        // What was refused file by file is no error of the work, but an import that brought nothing is no success.
        const [first] = result.refused;
        if (first !== undefined && result.imported.length === 0) throw new AppError(first.code, first.details);
      },
      isWhole: () => result.refused.length === 0,
    });
    this.#results.set(jobId, result);
    for (const old of [...this.#results.keys()].slice(0, -keepResults)) this.#results.delete(old);
    return jobId;
  }

  /** What was taken and refused so far. Errors: `NOT_FOUND`. */
  result(jobId: JobId): ImportResult {
    const result = this.#results.get(jobId);
    if (result === undefined) throw new AppError('NOT_FOUND', { what: reason('an-import') });
    return result;
  }

  /** Waits for the end. Errors: those of the job, `CANCELLED` when the caller's signal called it off. */
  async finished(jobId: JobId, signal: AbortSignal): Promise<ImportResult> {
    const callOff = (): void => void this.#jobs.cancel(jobId);
    signal.addEventListener('abort', callOff, { once: true });
    try {
      const { error, state } = await this.#jobs.finished(jobId);
      const result = this.result(jobId);
      const isRefused = state === 'failed' && result.refused.length > 0;
      if (error !== null && !isRefused) throw new AppError(error.code, error.details);
      return result;
    } finally {
      signal.removeEventListener('abort', callOff);
    }
  }
}
