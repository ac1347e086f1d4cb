import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBundledState, syncDisk, timeCapture } from './capture-once.ts';
import { makeDevice } from './made-device.ts';
import type { MadeDevice } from './made-device.ts';
import type { Row, Sample } from './measure.ts';
import { ratiosOf, takePairs, time } from './measure.ts';
import { benchFolder, bundledWorker, copyProduct } from './product.ts';

/** The names of the measures: a console that is open has its threads, a command line has to start them. */
const later = 'threads are up';
const first = 'first of a process';

function runTool(program: string, parameters: readonly string[]): string {
  const { status, error, stdout, stderr } = spawnSync(program, parameters, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout;
}

/** Why this cannot be measured here, or nothing. */
function findMissing(): string | undefined {
  const isThere = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
  if (!isThere('rsync')) return 'rsync is not installed';
  return isThere('sync') ? undefined : 'there is no sync of GNU coreutils';
}

function captureFirst(worker: string, device: MadeDevice, storePath: string): number {
  const program = fileURLToPath(new URL('./capture-once.ts', import.meta.url));
  const parameters = [program, worker, device.drive, storePath, String(device.files)];
  return Number(runTool(process.execPath, ['--conditions=source', ...parameters]));
}

/** The copied form with all its hashes, by the bundled worker that the product runs, against a copy by rsync. */
export const captureRow: Row = {
  name: 'capture',
  against: 'rsync -a',
  async run(pairs) {
    const missing = findMissing();
    if (missing !== undefined) return { missing, notes: [], ratios: [] };
    await copyProduct(['hosts']);
    const device = makeDevice(benchFolder);
    const state = createBundledState(bundledWorker);
    const targets = mkdtempSync(join(benchFolder, 'run-'));

    // What others left to be written is outside of the time.
    const ours = async (pair: number): Promise<Sample> => {
      syncDisk(targets);
      const laterMs = await timeCapture(state, device.drive, join(targets, `later-${pair}`), device.files);
      return { [later]: laterMs, [first]: captureFirst(bundledWorker, device, join(targets, `first-${pair}`)) };
    };
    const theirs = async (pair: number): Promise<Sample> => {
      syncDisk(targets);
      const total = await time(() => {
        runTool('rsync', ['-a', `${device.drive}/`, join(targets, `copy-${pair}`)]);
        syncDisk(targets);
      });
      return { [later]: total, [first]: total };
    };
    try {
      // One of each beforehand: both then read from memory.
      await ours(-1);
      await theirs(-1);
      const notes = [
        `${device.files} files, ${Math.round(device.bytes / 1e6)} MB; each side with one sync -f after it`,
      ];
      return { notes, ratios: ratiosOf(await takePairs(pairs, ours, theirs)) };
    } finally {
      // Not between the pairs: ext4 searches past the inodes of files that were deleted a moment ago, and making files
      // becomes several times slower for whoever comes next.
      rmSync(targets, { recursive: true, force: true });
    }
  },
};
