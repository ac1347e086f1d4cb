import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { realFiles } from '#core/ports/files-real';
import { realIds } from '#core/ports/real';
import type { UserState } from '#core/userstate/user-state';
import { createUserState } from '#core/userstate/user-state';
import { time } from './measure.ts';

/** User state as the product has it: with the bundled worker. */
export function createBundledState(worker: string): UserState {
  return createUserState({ files: realFiles, ids: realIds, workerUrl: pathToFileURL(worker) });
}

/** Everything in the file system of the folder, so that a copy counts as done when it is on the disk. */
export function syncDisk(folder: string): void {
  const { status, error, stderr } = spawnSync('sync', ['-f', '--', folder], { encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`sync ended with ${status}: ${stderr}`);
}

/** Milliseconds of a capture and of a sync after it. */
export function timeCapture(state: UserState, drive: string, storePath: string, files: number): Promise<number> {
  return time(async () => {
    const result = await state.capture({
      ...{ device: { name: 'BENCH', drives: { 'C:': drive } }, storePath, tool: 'bench' },
      ...{ continueOnLockedFiles: false, hasStandardOptions: true },
    });
    syncDisk(dirname(storePath));
    if (result.files !== files || !result.isComplete) throw new Error(`${result.files} files instead of ${files}`);
  });
}

// As a program: the first capture of a process, with the start of its threads. Its own start is not in the time.
if (import.meta.main) {
  const [worker = '', drive = '', storePath = '', files = ''] = process.argv.slice(2);
  process.stdout.write(String(await timeCapture(createBundledState(worker), drive, storePath, Number(files))));
}
