import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AppError } from '#shared/contract/errors';
import { realFiles } from '../ports/files-real.ts';
import { createRepeatable } from '../sample/random.ts';
import { openCatalog } from './stores/catalog.ts';
import { capture, picture, pictureLike, plant, restore, verify } from './test-device.contract.ts';
import type { TestPlace } from './test-device.contract.ts';

const child = fileURLToPath(new URL('./kill-child.contract.ts', import.meta.url));

export interface KillLoop {
  /** Rounds that ended by the kill, before the work was done. */
  readonly killed: number;
  /** Rounds that were quicker than the kill. */
  readonly finished: number;
}

/** A device with enough files that a kill finds the work in each of its parts. */
export function plantMany(place: TestPlace, files: number): void {
  const many = Array.from({ length: files }, (_, index) => [
    `Users/Anna/Documents/d${index % 20}/f${index}.bin`,
    Buffer.alloc(2000 + index * 7, `file ${index} `),
  ]);
  plant(place.old, Object.fromEntries(many) as Record<string, Buffer>);
}

/** Starts the work in a process of its own and kills it after a while, counted from its first sign of life. */
async function killOne(kind: 'capture' | 'restore', place: TestPlace, afterMs: number): Promise<boolean> {
  const process_ = spawn(process.execPath, ['--conditions=source', child, kind, place.old, place.fresh, place.store], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(process_, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  await once(process_.stdout, 'data');
  const killer = AbortSignal.timeout(afterMs);
  killer.addEventListener('abort', () => process_.kill('SIGKILL'));
  const [code, signal] = await ended;
  if (signal === null && code !== 0) throw new Error(`the child failed with ${code}`);
  return signal === 'SIGKILL';
}

/** The store is complete and sound, or it is not a store; then a capture in this process works. */
export async function killCaptures(place: TestPlace, rounds: number, longestMs: number): Promise<KillLoop> {
  const random = createRepeatable(longestMs);
  let killed = 0;
  for (let round = 0; round < rounds; round += 1) {
    if (round % 3 === 0) fs.rmSync(place.store, { recursive: true, force: true });
    if (await killOne('capture', place, 1 + random.below(longestMs))) killed += 1;
    try {
      openCatalog(realFiles, place.store).close();
      if (!verify(place).isSound) throw new Error('a store was there and not sound');
    } catch (error) {
      const isAbsent =
        error instanceof AppError && ['STATE_STORE_NOT_FOUND', 'STATE_STORE_INCOMPLETE'].includes(error.code);
      if (!isAbsent) throw error;
    }
  }
  if (!capture(place, { overwrite: true }).isComplete) throw new Error('the capture after the kills is not complete');
  return { killed, finished: rounds - killed };
}

/** No half file is ever under a person's name, and a repeat finishes the work. */
export async function killRestores(place: TestPlace, rounds: number, longestMs: number): Promise<KillLoop> {
  capture(place, { overwrite: true });
  const wanted = picture(place.old, 'Users');
  const random = createRepeatable(longestMs + 1);
  let killed = 0;
  for (let round = 0; round < rounds; round += 1) {
    if (round % 3 === 0) {
      fs.rmSync(place.fresh, { recursive: true });
      fs.mkdirSync(place.fresh);
    }
    if (await killOne('restore', place, 1 + random.below(longestMs))) killed += 1;
    for (const [name, found] of Object.entries(pictureLike(wanted, place.fresh, 'Users'))) {
      if (!found.startsWith('folder') && found !== wanted[name]) throw new Error(`${name} is not what was captured`);
    }
  }
  if (!restore(place).isComplete) throw new Error('the restore after the kills is not complete');
  return { killed, finished: rounds - killed };
}
