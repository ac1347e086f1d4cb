import type { Worker } from 'node:worker_threads';
import { AppError } from '#shared/contract/errors';
import { startWorker, unpackFailure, workerBeside } from '../ports/worker-thread.ts';
import type { StateWorkOptions } from './types.ts';
import type { StateTask, StateTaskResult, StateWorkerMessage, StateWorkerOrder } from './worker-messages.ts';

export const defaultWorkerUrl: URL = workerBeside('worker', import.meta.url);

/** Enough for a catalog of a million files; a scan that needs more must end as an error, not take the console along. */
const largestHeapMb = 2048;

export interface TaskRunner {
  /**
   * Does a task in a worker thread. Aborting calls the work off: it cleans up, then the promise rejects with
   * `CANCELLED`. Rejects with the task's `AppError`, or with `INTERNAL` when the thread itself fails.
   */
  run<Kind extends StateTask['kind']>(
    task: StateTask & { readonly kind: Kind },
    options?: StateWorkOptions,
  ): Promise<StateTaskResult[Kind]>;
}

/** A thread and who waits for it. */
interface Thread {
  readonly worker: Worker;
  onMessage: (message: StateWorkerMessage) => void;
  onEnd: (cause: Error) => void;
}

/**
 * Runs tasks, each in a thread that is its own meanwhile. One thread is kept for the next task: to start one costs as
 * much as to scan a profile. It does not keep the process alive.
 */
export function createTaskRunner(workerUrl: URL = defaultWorkerUrl): TaskRunner {
  let kept: Thread | null = null;

  function take(): Thread {
    const thread = kept ?? startThread(workerUrl);
    kept = null;
    thread.worker.ref();
    return thread;
  }

  function keep(thread: Thread): void {
    kept = thread;
    thread.worker.unref();
    thread.onEnd = () => {
      if (kept === thread) kept = null;
    };
  }

  return {
    run<Kind extends StateTask['kind']>(task: StateTask & { readonly kind: Kind }, options: StateWorkOptions = {}) {
      const { signal, onProgress } = options;
      if (signal?.aborted === true) return Promise.reject(new AppError('CANCELLED'));
      const order: StateWorkerOrder = { task, cancel: new SharedArrayBuffer(4) };
      const callOff = (): void => {
        Atomics.store(new Int32Array(order.cancel), 0, 1);
      };
      signal?.addEventListener('abort', callOff, { once: true });
      const thread = take();
      return new Promise<StateTaskResult[Kind]>((resolve, reject) => {
        thread.onEnd = (cause) => reject(new AppError('INTERNAL', {}, { cause }));
        thread.onMessage = (message) => {
          if (message.kind === 'progress') {
            onProgress?.(message.progress);
            return;
          }
          const answer = (): void => {
            if (message.kind === 'done') resolve(message.result as StateTaskResult[Kind]);
            else reject(unpackFailure(message));
          };
          // A thread that failed may still hold files: only its end lets go of them.
          if (message.kind === 'failed' || !message.isLight || kept !== null) {
            thread.onEnd = answer;
            void thread.worker.terminate();
          } else {
            keep(thread);
            answer();
          }
        };
        thread.worker.postMessage(order);
      }).finally(() => signal?.removeEventListener('abort', callOff));
    },
  };
}

function startThread(workerUrl: URL): Thread {
  const worker = startWorker(workerUrl, largestHeapMb);
  const nobody = (): void => undefined;
  const thread: Thread = { worker, onMessage: nobody, onEnd: nobody };
  let failure: Error | null = null;
  worker.on('message', (message: StateWorkerMessage) => thread.onMessage(message));
  worker.on('error', (error) => {
    failure = error instanceof Error ? error : new Error(String(error));
  });
  // Only now are its files closed and its locks dropped.
  worker.on('exit', (code) => thread.onEnd(failure ?? new Error(`the thread ended with ${code} and no answer`)));
  return thread;
}
