import { Worker } from 'node:worker_threads';
import { AppError } from '#shared/contract/errors';
import type { StateWorkOptions } from './types.ts';
import type { StateTask, StateTaskResult, StateWorkerData, StateWorkerMessage } from './worker-messages.ts';

/** The worker beside this file; a bundle names its files `.js`, the source `.ts`. */
export const defaultWorkerUrl: URL = new URL(
  import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js',
  import.meta.url,
);

/** Enough for a catalog of a million files; a scan that needs more must end as an error, not take the console along. */
const largestHeapMb = 2048;

/**
 * Does a task in a worker thread. Aborting calls the work off: it cleans up, then the promise rejects with `CANCELLED`.
 * Rejects with the task's `AppError`, or with `INTERNAL` when the thread itself fails.
 */
export function runInWorker<Kind extends StateTask['kind']>(
  task: StateTask & { readonly kind: Kind },
  options: StateWorkOptions = {},
  workerUrl: URL = defaultWorkerUrl,
): Promise<StateTaskResult[Kind]> {
  const { signal, onProgress } = options;
  if (signal?.aborted === true) return Promise.reject(new AppError('CANCELLED'));
  const cancel = new SharedArrayBuffer(4);
  const data: StateWorkerData = { task, cancel };
  const worker = new Worker(workerUrl, {
    workerData: data,
    // From source the thread needs the condition too; a bundle has no conditions left.
    execArgv: workerUrl.pathname.endsWith('.ts') ? ['--conditions=source'] : [],
    resourceLimits: { maxOldGenerationSizeMb: largestHeapMb },
  });
  const callOff = (): void => {
    Atomics.store(new Int32Array(cancel), 0, 1);
  };
  signal?.addEventListener('abort', callOff, { once: true });
  return new Promise<StateTaskResult[Kind]>((resolve, reject) => {
    let answer: (() => void) | null = null;
    worker.on('message', (message: StateWorkerMessage) => {
      if (message.kind === 'progress') onProgress?.(message.progress);
      else if (message.kind === 'done') answer = () => resolve(message.result as StateTaskResult[Kind]);
      else answer = () => reject(errorOf(message));
    });
    worker.on('error', (cause) => {
      answer = () =>
        reject(new AppError('INTERNAL', { reason: cause instanceof Error ? cause.message : 'thread' }, { cause }));
    });
    // Only now are its files closed and its lock dropped.
    worker.on('exit', (code) => {
      signal?.removeEventListener('abort', callOff);
      if (answer === null) reject(new AppError('INTERNAL', { reason: `the thread ended with ${code} and no answer` }));
      else answer();
    });
  });
}

function errorOf(message: Extract<StateWorkerMessage, { kind: 'refused' | 'failed' }>): AppError {
  if (message.kind === 'refused') {
    const options = message.cause === '' ? {} : { cause: new Error(message.cause) };
    return new AppError(message.code, message.details, options);
  }
  const cause = Object.assign(new Error(message.message), { stack: message.stack });
  return new AppError('INTERNAL', { reason: message.message.slice(0, 1000) }, { cause });
}
