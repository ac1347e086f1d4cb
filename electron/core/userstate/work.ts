import { systemReason } from '../ports/system-reason.ts';
import { AppError } from '#shared/contract/errors';
import { Message } from '#shared/contract/message-shape';
import type { StateProgress, StateProgressPhase } from '#shared/model/user-state';
import type { Files } from '../ports/files.ts';

/** What bulk work gets from outside. It is synchronous: it runs in a worker thread, or in a test. */
export interface WorkPorts {
  readonly files: Files;
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
  /** Asked between files and between parts of large ones. */
  isCancelled(): boolean;
  onProgress(progress: StateProgress): void;
}

/** Ten reports a second: more is not seen by anybody and costs the window its time. */
const reportEveryMs = 100;

/** Counts, reports and stops the work of one request. */
export interface Work {
  readonly files: Files;
  now(): number;
  /** Begins a phase; its counts start at zero and a report is sent at once. */
  begin(phase: StateProgressPhase, totalFiles: number, totalBytes: number): void;
  /** Adds to the counts, and reports when it is time. */
  add(files: number, bytes: number, currentPath: string): void;
  /** Sets the counts, where several threads add to them. */
  reach(files: number, bytes: number, currentPath: string): void;
  /** Sends the last figures of a phase. */
  end(): void;
  /** Throws `CANCELLED` when the work was called off. */
  checkCancelled(): void;
}

/**
 * Counts what is done and tells it at most ten times a second, but for the end of a phase, which is always told. Throws
 * nothing but from `checkCancelled`.
 */
export function createWork(ports: WorkPorts): Work {
  let progress: StateProgress = {
    phase: 'scanning',
    files: 0,
    bytes: 0,
    totalFiles: 0,
    totalBytes: 0,
    currentPath: '',
  };
  let reportedAt = -Infinity;
  const report = (): void => {
    reportedAt = ports.now();
    ports.onProgress(progress);
  };
  return {
    files: ports.files,
    now: () => ports.now(),
    begin(phase, totalFiles, totalBytes) {
      progress = { phase, files: 0, bytes: 0, totalFiles, totalBytes, currentPath: '' };
      if (ports.now() - reportedAt >= reportEveryMs) report();
    },
    add(files, bytes, currentPath) {
      progress = { ...progress, files: progress.files + files, bytes: progress.bytes + bytes, currentPath };
      if (ports.now() - reportedAt >= reportEveryMs) report();
    },
    reach(files, bytes, currentPath) {
      progress = { ...progress, files, bytes, currentPath };
      if (ports.now() - reportedAt >= reportEveryMs) report();
    },
    end: report,
    checkCancelled() {
      if (ports.isCancelled()) throw new AppError('CANCELLED');
    },
  };
}

/** Why something failed: what the error itself names, or what the system says. */
export function reasonOf(error: unknown): Message {
  return hasReason(error) ? error.reason : systemReason(error);
}

function hasReason(error: unknown): error is Error & { readonly reason: Message } {
  return error instanceof Error && 'reason' in error && Message.safeParse(error.reason).success;
}

/** No space, quota used up, or larger than the system lets a file become. SQLite says it in its own words. */
export function isDiskFull(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  return ['ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE'].includes(code);
}

/** Free bytes for this user in the file system of an existing folder. */
export function freeBytes(files: Files, folder: string): number {
  const { bavail, bsize } = files.statfsSync(folder);
  return bavail * bsize;
}

/** What was made for a file that did not fit is given back before anybody asks: its temporary file and its folders. */
const fewEntries = 64;

/**
 * True for a disk that has bytes but no room for another file: what it says then is the same (UST-159). `needed` are the
 * bytes of what did not fit.
 */
export function isOutOfEntries(files: Files, folder: string, needed: number): boolean {
  const { files: all, ffree, bavail, bsize } = files.statfsSync(folder);
  if (all === 0) return false;
  return ffree === 0 || (ffree < fewEntries && bavail * bsize > 2 * needed + fewEntries * bsize);
}
