import { systemReason } from '../ports/system-reason.ts';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import type { Clock } from '../ports/clock.ts';
import { realFiles } from '../ports/files-real.ts';
import type { Ids } from '../ports/ids.ts';
import { type ClaimCalls, claimNewName } from '../ports/new-name.ts';
import { writeWhole } from '../ports/whole-file.ts';
import { isSameProcessAlive, readProcessStart } from '../ports/processes-start.ts';
import { fileErrorCode } from '../ports/file-errors.ts';
import { getSitePaths } from './site.ts';

const LockContents = z.object({
  pid: z.int().min(1),
  /** Tells this process from a later one of the same number. */
  processStart: z.string(),
  /** Where the console answers; empty until it listens. May hold a one-time secret: the file is for its user alone. */
  address: z.string(),
  startedAt: z.number(),
});
export type RunningConsole = z.infer<typeof LockContents>;

export interface ConsoleLock {
  /** Writes where the console answers, for a second start. */
  publish(address: string): void;
  /** Gives the site free. */
  release(): void;
}

const isAlive = (running: RunningConsole): boolean => isSameProcessAlive(running.pid, running.processStart);

function readLock(file: string): RunningConsole | 'absent' | 'unreadable' {
  try {
    const parsed = LockContents.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : 'unreadable';
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return 'absent';
    if (error instanceof SyntaxError) return 'unreadable';
    throw new AppError('FILE_UNREADABLE', { file, reason: systemReason(error) }, { cause: error });
  }
}

/** The console that runs on this site now, or undefined. Throws `FILE_UNREADABLE` when it belongs to another user. */
export function readRunning(dir: string): RunningConsole | undefined {
  const found = readLock(getSitePaths(dir).consoleLock);
  return typeof found === 'object' && isAlive(found) ? found : undefined;
}

function writePrivate(file: string, contents: RunningConsole): void {
  writeFileSync(file, JSON.stringify(contents), { mode: 0o600, flag: 'wx' });
}

/**
 * Takes a lock away whose process is gone. Between looking and taking another start may have put its own there: what
 * was taken is looked at again, and given back when it lives.
 */
function removeStale(file: string, aside: string, calls?: ClaimCalls): void {
  try {
    realFiles.renameSync(file, aside);
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return;
    throw error;
  }
  const taken = readLock(aside);
  if (typeof taken === 'object' && isAlive(taken) && !existsSync(file)) claimNewName(aside, file, calls);
  rmSync(aside, { force: true });
}

function inUse(dir: string, running: RunningConsole): AppError {
  return new AppError('SITE_IN_USE', { path: dir, pid: running.pid });
}

/** False when the name is taken. */
function take(file: string, partial: string, calls?: ClaimCalls): boolean {
  try {
    claimNewName(partial, file, calls);
    return true;
  } catch (error) {
    if (fileErrorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Makes this process the one console of the site. Throws `SITE_IN_USE` (`{path}`, `{pid}`) when another runs: then
 * `readRunning` says where. The command line needs no lock, SQLite keeps the two apart.
 */
export function lockConsole(
  dir: string,
  ports: { readonly clock: Clock; readonly ids: Ids; readonly names?: ClaimCalls },
  pid: number = process.pid,
): ConsoleLock {
  const file = getSitePaths(dir).consoleLock;
  const partial = `${file}.${ports.ids.uuid()}.partial`;
  const contents = { pid, processStart: readProcessStart(pid), address: '', startedAt: ports.clock.now() };
  writePrivate(partial, contents);
  try {
    if (!take(file, partial, ports.names)) {
      const running = readRunning(dir);
      if (running !== undefined) throw inUse(dir, running);
      removeStale(file, `${file}.stale.${ports.ids.uuid()}.partial`, ports.names);
      if (!take(file, partial, ports.names)) throw inUse(dir, readRunning(dir) ?? contents);
    }
  } finally {
    rmSync(partial, { force: true });
  }
  return createLock(file, contents);
}

function createLock(file: string, contents: RunningConsole): ConsoleLock {
  let isHeld = true;
  const isOurs = (): boolean => {
    const found = readLock(file);
    return typeof found === 'object' && found.pid === contents.pid && found.startedAt === contents.startedAt;
  };
  return {
    publish: (address) => {
      if (!isHeld || !isOurs()) throw new AppError('SITE_IN_USE', { path: file, pid: contents.pid });
      writeWhole(file, JSON.stringify({ ...contents, address }), { overwrite: true, mode: 0o600 });
    },
    release: () => {
      if (isHeld && isOurs()) rmSync(file, { force: true });
      isHeld = false;
    },
  };
}
