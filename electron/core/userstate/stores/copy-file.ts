import { systemReason } from '../../ports/system-reason.ts';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { createHash, hash } from 'node:crypto';
import { constants } from 'node:fs';
import type { Stats } from 'node:fs';
import { privateFileMode } from '../../ports/private-place.ts';
import { modifiedUsOf } from '../../ports/file-times.ts';
import type { Files } from '../../ports/files.ts';
import { isSparse, plainSink, sparseSink, writeFull } from './sparse.ts';
import type { Sink } from './sparse.ts';

/** A source that could not be read: its own fault, not that of the place that is written to. */
export class SourceUnreadable extends Error {
  readonly isChanged: boolean;
  readonly reason: Message;
  constructor(why: Message, isChanged: boolean, options?: { cause?: unknown }) {
    super(why.say, options);
    this.reason = why;
    this.name = 'SourceUnreadable';
    this.isChanged = isChanged;
  }
}

export interface Copied {
  readonly size: number;
  readonly modifiedUs: number;
  readonly sha256: string;
  /** Who may read, write and run it; null where the system has no such bits. */
  readonly mode: number | null;
}

/** One read feeds the hash and the writing. Most files of a person fit into it and cost one call each way. */
export const copyBufferBytes = 4 * 1024 * 1024;

const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as { O_NOFOLLOW?: number; O_NONBLOCK?: number };
// What took the place of the file since the scan: a link must not be followed, and nobody waits for the other end of a
// pipe. Windows has no such flags.
const readFlags = constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK;
/** The second attempt writes over the first, and over nothing that a link leads to. */
const againFlags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | O_NOFOLLOW;

/** Asked when a file was opened and before its first byte: throws when it is not where it was meant to be. */
interface OpenedChecks {
  source?(): void;
  target?(): void;
}

/** Opens what is a file; what is not is not even opened, since a device may do something then. Throws `SourceUnreadable`. */
function openFile(files: Files, source: string): { from: number; stat: Stats } {
  return reading(() => {
    const found = files.lstatSync(source);
    if (!found.isFile() && !found.isSymbolicLink()) throw notAFile();
    const from = files.openSync(source, readFlags);
    try {
      const stat = files.fstatSync(from);
      if (!stat.isFile()) throw notAFile();
      return { from, stat };
    } catch (error) {
      files.closeSync(from);
      throw error;
    }
  });
}

function notAFile(): SourceUnreadable {
  return new SourceUnreadable(reason('not-a-file-any-more'), false);
}

/**
 * Copies a file to a new one and hashes what was read. A source that changes meanwhile is read again once.
 * Throws `SourceUnreadable` for the source; errors of writing come as they are.
 */
export function copyHashed(
  files: Files,
  source: string,
  target: string,
  buffer: Buffer,
  onPart: (bytes: number) => void,
  checks: OpenedChecks = {},
): Copied {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return copyOnce(files, source, target, buffer, attempt === 0, onPart, checks);
    } catch (error) {
      if (!(error instanceof SourceUnreadable) || !error.isChanged || attempt > 0) throw error;
    }
  }
}

function copyOnce(
  files: Files,
  source: string,
  target: string,
  buffer: Buffer,
  isFirst: boolean,
  onPart: (bytes: number) => void,
  checks: OpenedChecks,
): Copied {
  const { from, stat: before } = openFile(files, source);
  try {
    reading(() => checks.source?.());
    const to = files.openSync(target, isFirst ? 'wx' : againFlags, privateFileMode);
    let copied;
    try {
      checks.target?.();
      const sink = isSparse(before) ? sparseSink(files, to) : plainSink(files, to);
      copied = pump(files, from, sink, before.size, buffer, onPart);
    } finally {
      files.closeSync(to);
    }
    const after = reading(() => files.fstatSync(from));
    if (after.mtimeMs !== before.mtimeMs || copied.size !== after.size) {
      throw new SourceUnreadable(reason('changed-while-read'), true);
    }
    const mode = files.manner === 'posix' ? after.mode & 0o777 : null;
    return { ...copied, modifiedUs: modifiedUsOf(after), mode };
  } finally {
    files.closeSync(from);
  }
}

/** What fails while a source is read is its own fault: it becomes `SourceUnreadable`. */
export function reading<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof SourceUnreadable) throw error;
    throw new SourceUnreadable(systemReason(error), false, { cause: error });
  }
}

function pump(
  files: Files,
  from: number,
  sink: Sink,
  expectedSize: number,
  buffer: Buffer,
  onPart: (bytes: number) => void,
): { size: number; sha256: string } {
  if (expectedSize < buffer.length) {
    const count = readFull(files, from, buffer);
    if (count < buffer.length) {
      const part = buffer.subarray(0, count);
      sink.write(part);
      sink.end();
      onPart(count);
      return { size: count, sha256: hash('sha256', part, 'hex') };
    }
    // It grew since: what was read so far goes on as the first part.
    return pumpParts(files, from, sink, buffer, count, onPart);
  }
  return pumpParts(files, from, sink, buffer, readFull(files, from, buffer), onPart);
}

function pumpParts(
  files: Files,
  from: number,
  sink: Sink,
  buffer: Buffer,
  firstCount: number,
  onPart: (bytes: number) => void,
): { size: number; sha256: string } {
  const sum = createHash('sha256');
  let size = 0;
  for (let count = firstCount; count > 0; count = readFull(files, from, buffer)) {
    const part = buffer.subarray(0, count);
    sum.update(part);
    sink.write(part);
    size += count;
    onPart(count);
  }
  sink.end();
  return { size, sha256: sum.digest('hex') };
}

/** Fills the buffer as far as the file goes. */
function readFull(files: Files, from: number, buffer: Buffer): number {
  let read = 0;
  while (read < buffer.length) {
    const start = read;
    const count = reading(() => files.readSync(from, buffer, start, buffer.length - start, null));
    if (count === 0) break;
    read += count;
    // A short read of a regular file is its end; the next call would only confirm it, except for a full buffer.
    if (read < buffer.length && count < buffer.length - start) break;
  }
  return read;
}

/** Writes a small file that must not exist yet; the caller makes it durable. */
export function writeNew(files: Files, target: string, text: string): void {
  const to = files.openSync(target, 'wx', privateFileMode);
  try {
    writeFull(files, to, Buffer.from(text, 'utf8'));
  } finally {
    files.closeSync(to);
  }
}

/** The hash of a whole file. Throws `SourceUnreadable`. */
export function hashFile(
  files: Files,
  source: string,
  buffer: Buffer,
  onPart: (bytes: number) => void,
): { size: number; sha256: string } {
  const { from } = openFile(files, source);
  try {
    const sum = createHash('sha256');
    let size = 0;
    for (let count = readFull(files, from, buffer); count > 0; count = readFull(files, from, buffer)) {
      sum.update(buffer.subarray(0, count));
      size += count;
      onPart(count);
    }
    return { size, sha256: sum.digest('hex') };
  } finally {
    files.closeSync(from);
  }
}
