import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { realFiles } from '#core/ports/files-real';
import { realIds } from '#core/ports/real';
import { createUserState } from '#core/userstate/user-state';
import { buildStale } from '../scripts/build-stale.ts';
import { projectRoot } from '../scripts/bundle.ts';
import { makeDevice } from './made-device.ts';
import type { Row, Sample } from './measure.ts';
import { ratiosOf, takePairs, time } from './measure.ts';

function runTool(program: string, parameters: readonly string[]): void {
  const { status, error, stderr } = spawnSync(program, parameters, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
}

function isThere(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

function sync(folder: string): void {
  runTool('sync', ['-f', '--', folder]);
}

/** The copied form with all its hashes, by the bundled worker that the product runs, against a copy by rsync. */
export const captureRow: Row = {
  name: 'capture',
  against: 'rsync -a',
  async run(pairs) {
    if (!isThere('rsync')) return { missing: 'rsync is not installed', notes: [], ratios: [] };
    if (!isThere('sync')) return { missing: 'there is no sync that takes -f', notes: [], ratios: [] };
    await buildStale(['hosts']);
    const folder = join(projectRoot, 'out/bench');
    const device = makeDevice(folder);
    const state = createUserState({
      files: realFiles,
      ids: realIds,
      workerUrl: pathToFileURL(join(projectRoot, 'out/web/worker.js')),
    });

    const targets = mkdtempSync(join(folder, 'run-'));
    const ours = async (pair: number): Promise<Sample> => {
      sync(folder);
      const total = await time(async () => {
        const { files, isComplete } = await state.capture({
          ...{ device: { name: 'BENCH', drives: { 'C:': device.drive } }, storePath: join(targets, `store-${pair}`) },
          ...{ continueOnLockedFiles: false, hasStandardOptions: true, tool: 'bench' },
        });
        sync(folder);
        if (files !== device.files || !isComplete) throw new Error(`${files} files instead of ${device.files}`);
      });
      return { 'time with sync': total };
    };
    const theirs = async (pair: number): Promise<Sample> => {
      sync(folder);
      const total = await time(() => {
        runTool('rsync', ['-a', `${device.drive}/`, join(targets, `copy-${pair}`)]);
        sync(folder);
      });
      return { 'time with sync': total };
    };
    // One of each beforehand: both then read from memory.
    try {
      await ours(-1);
      await theirs(-1);
      const notes = [`${device.files} files, ${Math.round(device.bytes / 1e6)} MB`];
      return { notes, ratios: ratiosOf(await takePairs(pairs, ours, theirs)) };
    } finally {
      // Not between the pairs: ext4 searches past the inodes of files that were deleted a moment ago, and making files
      // becomes several times slower for whoever comes next.
      rmSync(targets, { recursive: true, force: true });
    }
  },
};
