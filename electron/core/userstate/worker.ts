import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '#shared/contract/errors';
import { realFiles } from '../ports/files-real.ts';
import { runTask } from './run-task.ts';
import type { StateWorkerData, StateWorkerMessage } from './worker-messages.ts';

const { task, cancel } = workerData as StateWorkerData;
const flag = new Int32Array(cancel);

function say(message: StateWorkerMessage): void {
  parentPort?.postMessage(message);
}

try {
  const result = runTask(task, {
    files: realFiles,
    now: () => Math.round(performance.timeOrigin + performance.now()),
    // The work is synchronous, so a message could not be heard: shared memory can.
    isCancelled: () => Atomics.load(flag, 0) !== 0,
    onProgress: (progress) => {
      say({ kind: 'progress', progress });
    },
  });
  say({ kind: 'done', result });
} catch (error) {
  if (error instanceof AppError) {
    const cause = error.cause instanceof Error ? error.cause.message : '';
    say({ kind: 'refused', code: error.code, details: error.details, cause });
  } else {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    say({ kind: 'failed', message, stack: stack ?? '' });
  }
}
