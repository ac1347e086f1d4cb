import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '#shared/contract/errors';
import { realFiles } from '../ports/files-real.ts';
import { runTask } from './run-task.ts';
import { serveCopyHelper, startCopyHelper } from './stores/copy-share.ts';
import type { CopyHelperData } from './stores/copy-share.ts';
import type { StateWorkerData, StateWorkerMessage } from './worker-messages.ts';

function say(message: StateWorkerMessage): void {
  parentPort?.postMessage(message);
}

function work({ task, cancel }: StateWorkerData): void {
  const flag = new Int32Array(cancel);
  // Of the same file, so that a bundle needs no further entry; it starts up while this thread scans.
  const helper = task.kind === 'capture' ? startCopyHelper(new URL(import.meta.url)) : undefined;
  try {
    const ports = {
      files: realFiles,
      now: () => Math.round(performance.timeOrigin + performance.now()),
      // The work is synchronous, so a message could not be heard: shared memory can.
      isCancelled: () => Atomics.load(flag, 0) !== 0,
      onProgress: (progress: Extract<StateWorkerMessage, { kind: 'progress' }>['progress']) => {
        say({ kind: 'progress', progress });
      },
    };
    say({ kind: 'done', result: runTask(task, ports, helper) });
  } catch (error) {
    say(failureOf(error));
  } finally {
    helper?.end();
  }
}

function failureOf(error: unknown): StateWorkerMessage {
  if (error instanceof AppError) {
    const cause = error.cause instanceof Error ? error.cause.message : '';
    return { kind: 'refused', code: error.code, details: error.details, cause };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'failed', message, stack: stack ?? '' };
}

const data = workerData as StateWorkerData | CopyHelperData;
if ('task' in data) work(data);
else serveCopyHelper(realFiles, data);
