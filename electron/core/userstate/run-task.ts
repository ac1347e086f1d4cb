import { assertNever } from '#shared/util/assert-never';
import { captureState } from './capture.ts';
import { restoreState } from './restore.ts';
import { scanDevice } from './scan.ts';
import { summarizeScan } from './summaries.ts';
import type { CopyHelper } from './stores/copy-share.ts';
import { verifyStore } from './verify.ts';
import type { StateTask, StateTaskResult } from './worker-messages.ts';
import { createWork } from './work.ts';
import type { WorkPorts } from './work.ts';

/** Does one task in this thread and returns when it is done. The worker calls it; so do tests with ports of their own. */
export function runTask(task: StateTask, ports: WorkPorts, helper?: CopyHelper): StateTaskResult[StateTask['kind']] {
  const work = createWork(ports);
  switch (task.kind) {
    case 'scan':
      return summarizeScan(scanDevice(task.request, work));
    case 'capture':
      return captureState(task.request, work, helper);
    case 'restore':
      return restoreState(task.request, work);
    case 'verify':
      return verifyStore(task.request, work);
    default:
      return assertNever(task);
  }
}
