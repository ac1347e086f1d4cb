import { closeSync, lstatSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { openToAppend } from '#core/ports/append-file';
import { realFiles } from '#core/ports/files-real';
import { makePrivateFolder } from '#core/ports/private-place';
import type { Log } from '#core/ports/log';
import { showControls, showControlsInLines } from '#shared/text/visible';

/** A day of a busy console is far below; the one before it is kept beside it. */
const rotateAtBytes = 5 * 1024 * 1024;

/**
 * The log of a console: one entry per call, in a file that a trace id can be looked up in, errors on standard error
 * too. A place that cannot be written (a read-only site) leaves standard error.
 */
export function createConsoleLog(file: string, now: () => number, toStandardError: (text: string) => void): Log {
  let canWrite = prepare(file);
  const write = (severity: string, message: string, cause?: unknown): void => {
    const story = cause === undefined ? '' : `\n${describe(cause)}`;
    const entry = `${new Date(now()).toISOString()} ${severity} ${showControls(message)}${showControlsInLines(story)}\n`;
    if (severity === 'error' || !canWrite) toStandardError(entry);
    if (!canWrite) return;
    try {
      append(file, entry);
    } catch (error) {
      canWrite = false;
      toStandardError(`The log ${file} cannot be written: ${String(error)}\n${entry}`);
    }
  };
  return {
    info: (message) => {
      write('info', message);
    },
    warning: (message, cause) => {
      write('warning', message, cause);
    },
    error: (message, cause) => {
      write('error', message, cause);
    },
  };
}

function append(file: string, entry: string): void {
  const handle = openToAppend(realFiles, file, 0o600);
  try {
    const bytes = Buffer.from(entry, 'utf8');
    for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
  } finally {
    closeSync(handle);
  }
}

function prepare(file: string): boolean {
  try {
    makePrivateFolder(dirname(file));
    const size = lstatSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > rotateAtBytes) realFiles.renameSync(file, `${file}.1`);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const own = cause.stack ?? String(cause);
  return cause.cause === undefined ? own : `${own}\ncaused by ${describe(cause.cause)}`;
}
