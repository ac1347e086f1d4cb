import { getHeapStatistics } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { realFiles } from '../ports/files-real.ts';
import { packFailure } from '../ports/worker-thread.ts';
import { runTask } from './run-task.ts';
import { copyWorkerUrl, startCopyHelper } from './stores/copy-share.ts';
import type { CopyHelper } from './stores/copy-share.ts';
import type { StateWorkerMessage, StateWorkerOrder } from './worker-messages.ts';

/** A thread that has grown by a large task is not kept: its memory would stay taken while nothing happens. */
const lightHeapBytes = 96 * 1024 * 1024;

/** Kept with this thread and ended with it. */
let helper: CopyHelper | undefined;

function say(message: StateWorkerMessage): void {
  parentPort?.postMessage(message);
}

function work({ task, cancel }: StateWorkerOrder): void {
  const flag = new Int32Array(cancel);
  // It starts up while this thread scans.
  if (task.kind === 'capture') helper ??= startCopyHelper(copyWorkerUrl);
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
    const result = runTask(task, ports, helper);
    say({ kind: 'done', result, isLight: isLight() });
  } catch (error) {
    say({ ...packFailure(error), isLight: isLight() });
  }
}

function isLight(): boolean {
  return getHeapStatistics().used_heap_size < lightHeapBytes;
}

parentPort?.on('message', work);
