import { foreignReason } from '../ports/system-reason.ts';
import type { Worker } from 'node:worker_threads';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { realFiles } from '../ports/files-real.ts';
import { realIds } from '../ports/real.ts';
import { startWorker, unpackFailure, workerBeside } from '../ports/worker-thread.ts';
import { createFileTasks } from './file-tasks.ts';
import type { FilePorts } from './file-tasks.ts';
import type { FileOrder, FileProgress, FileResults, FileWorkerMessage } from './file-worker-messages.ts';

export interface FileWorkOptions {
  /** Ends the work at once, in the middle of a file. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FileProgress) => void;
}

/** One after the other: what is read is remembered until the next file, to be linked. */
export interface FileWork {
  /**
   * Errors: the order's own; `CANCELLED`; `FILE_NEEDS_TOO_MUCH_MEMORY` and `FILE_WORKER_FAILED` when its thread died,
   * after which the next file is read in a new one.
   */
  do<Kind extends FileOrder['kind']>(order: FileOrder & { readonly kind: Kind }): Promise<FileResults[Kind]>;
  /** Resolves when nothing is left of it. */
  end(): Promise<void>;
}

/** Where foreign files are read and large ones are written: one `FileWork` for an import or export, ended at its end. */
export interface FileWorkers {
  begin(options?: FileWorkOptions): FileWork;
}

const defaultWorkerUrl: URL = workerBeside('file-worker', import.meta.url);

/**
 * The largest sequence that the limits allow (64 MB of XML, two million elements) was read and written with 1.5 GB; of
 * a zip one tree is held at a time, and the texts of all. What needs more ends as an error of its file.
 */
const largestHeapMb = 2048;

export interface WorkerLimits {
  readonly workerUrl?: URL;
  readonly heapMb?: number;
}

/** Work in a thread of its own, started with the first order. */
export function createFileWorkers(limits: WorkerLimits = {}): FileWorkers {
  const { workerUrl = defaultWorkerUrl, heapMb = largestHeapMb } = limits;
  return { begin: (options = {}) => new ThreadWork(workerUrl, heapMb, options) };
}

/** The same in the caller's thread, for our own small files and for tests with ports of their own. */
export function createFileWorkersHere(ports: FilePorts): FileWorkers {
  return {
    begin: ({ signal, onProgress = () => undefined } = {}) => {
      const tasks = createFileTasks(ports, onProgress);
      return {
        do: async <Kind extends FileOrder['kind']>(order: FileOrder & { readonly kind: Kind }) => {
          if (signal?.aborted === true) throw new AppError('CANCELLED');
          return (await tasks.run(order)) as FileResults[Kind];
        },
        end: () => Promise.resolve(),
      };
    },
  };
}

/** Reads in this thread with the real ports: for what the program itself has written. */
export const fileWorkersHere: FileWorkers = createFileWorkersHere({ files: realFiles, ids: realIds });

class ThreadWork implements FileWork {
  readonly #url: URL;
  readonly #heapMb: number;
  readonly #options: FileWorkOptions;
  #worker: Worker | null = null;
  #ended: Promise<void> = Promise.resolve();

  constructor(url: URL, heapMb: number, options: FileWorkOptions) {
    this.#url = url;
    this.#heapMb = heapMb;
    this.#options = options;
  }

  do<Kind extends FileOrder['kind']>(order: FileOrder & { readonly kind: Kind }): Promise<FileResults[Kind]> {
    const { signal, onProgress } = this.#options;
    if (signal?.aborted === true) return Promise.reject(new AppError('CANCELLED'));
    const worker = (this.#worker ??= this.#start());
    const { promise, resolve, reject } = Promise.withResolvers<FileResults[Kind]>();
    let failure: unknown = null;
    const onError = (error: unknown): void => {
      failure = error;
    };
    const onExit = (code: number): void => {
      this.#worker = null;
      reject(signal?.aborted === true ? new AppError('CANCELLED') : this.#describeEnd(order.fileName, failure, code));
    };
    const onMessage = (message: FileWorkerMessage): void => {
      if (message.kind === 'progress') onProgress?.(message.progress);
      else if (message.kind === 'done') resolve(message.result as FileResults[Kind]);
      else reject(unpackFailure(message));
    };
    const callOff = (): void => void worker.terminate();
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    signal?.addEventListener('abort', callOff, { once: true });
    worker.postMessage(order);
    return promise.finally(() => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      signal?.removeEventListener('abort', callOff);
    });
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
    await this.#ended;
  }

  #start(): Worker {
    const worker = startWorker(this.#url, this.#heapMb);
    this.#ended = new Promise((resolve) => {
      worker.once('exit', () => {
        if (this.#worker === worker) this.#worker = null;
        resolve();
      });
    });
    return worker;
  }

  /** Why a thread ended under its work. */
  #describeEnd(file: string, failure: unknown, exitCode: number): AppError {
    const isOutOfMemory = failure instanceof Error && 'code' in failure && failure.code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (isOutOfMemory) return new AppError('FILE_NEEDS_TOO_MUCH_MEMORY', { file, limit: this.#heapMb });
    const why = failure instanceof Error ? foreignReason(failure.message) : reason('exit-code', { code: exitCode });
    return new AppError('FILE_WORKER_FAILED', { file, reason: why }, { cause: failure });
  }
}
