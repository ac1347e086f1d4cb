import { AppError } from '#shared/contract/errors';
import { realFiles } from '../ports/files-real.ts';
import { runTask } from './run-task.ts';
import type { StateTask } from './worker-messages.ts';

// The process that the kill loop kills: argv is what to do, the old device, the new device, the store.
const [kind, old = '', fresh = '', storePath = ''] = process.argv.slice(2);
const accounts = [{ userName: 'Anna', accountKind: 'domain' as const }];
const task: StateTask =
  kind === 'capture'
    ? {
        kind: 'capture',
        request: {
          ...{ device: { name: 'OLD', drives: { 'C:': old }, accounts }, storePath, storeId: `child ${process.pid}` },
          ...{ overwrite: true, continueOnLockedFiles: true, hasStandardOptions: true, tool: 'test 1' },
        },
      }
    : {
        kind: 'restore',
        request: {
          ...{ device: { name: 'NEW', drives: { 'C:': fresh }, accounts }, storePath },
          ...{ continueOnRestore: true, restoreLocalAccounts: true },
        },
      };
process.stdout.write('started\n');
try {
  runTask(task, {
    files: realFiles,
    now: () => Math.round(performance.timeOrigin + performance.now()),
    isCancelled: () => false,
    onProgress: () => undefined,
  });
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  process.stdout.write(`${error.code}\n`);
  process.exitCode = 1;
}
