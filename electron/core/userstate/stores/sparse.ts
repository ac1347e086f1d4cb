import type { Stats } from 'node:fs';
import type { Files } from '../../ports/files.ts';

/** Where a copy goes. */
export interface Sink {
  write(part: Buffer): void;
  /** After the last part. */
  end(): void;
}

/** What `stat` counts a file's space in, whatever the blocks of its disk are. */
const statBlockBytes = 512;
/** The page of most file systems: a smaller hole is none. */
const pageBytes = 4096;
const emptyPage = Buffer.alloc(pageBytes);

/** True for a file that takes less space than it has bytes: it has holes, or its disk compresses it. */
export function isSparse({ size, blocks }: Pick<Stats, 'size' | 'blocks'>): boolean {
  return blocks * statBlockBytes < size;
}

/** The space that a file takes: no more than it has bytes, and less when it has holes. */
function spaceOf({ size, blocks }: Pick<Stats, 'size' | 'blocks'>): number {
  return Math.min(size, blocks * statBlockBytes);
}

/** Less cannot make a difference of weight, and is not looked at. */
const worthLookingBytes = 64 * 1024;

/** The space that a file of a known size takes on its disk; its size where that cannot be told. */
export function bytesOnDisk(files: Files, file: string, size: number): number {
  if (size < worthLookingBytes) return size;
  try {
    return Math.min(size, spaceOf(files.lstatSync(file)));
  } catch (error) {
    // Whoever reads it hears of it.
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return size;
  }
}

/** Writes every byte, in their order. Errors of writing come as they are. */
export function plainSink(files: Files, to: number): Sink {
  return { write: (part) => writeFull(files, to, part), end: () => undefined };
}

/**
 * Writes what is not empty, a page at a time, and leaves the rest a hole. Every call of Node that copies fills holes, and
 * none tells where they are: reading them costs little beside the hash, which has to see their bytes anyway.
 */
export function sparseSink(files: Files, to: number): Sink {
  let position = 0;
  const put = (part: Buffer, at: number): void => {
    for (let written = 0; written < part.length;) {
      written += files.writeSync(to, part, written, part.length - written, at + written);
    }
  };
  return {
    write(part) {
      for (let start = 0; start < part.length;) {
        let end = start;
        while (end < part.length && !isEmpty(part, end)) end = Math.min(end + pageBytes, part.length);
        if (end > start) put(part.subarray(start, end), position + start);
        while (end < part.length && isEmpty(part, end)) end = Math.min(end + pageBytes, part.length);
        start = end;
      }
      position += part.length;
    },
    // A hole at the end is no byte that anybody wrote.
    end: () => files.ftruncateSync(to, position),
  };
}

function isEmpty(part: Buffer, start: number): boolean {
  const page = part.subarray(start, start + pageBytes);
  return page.length === pageBytes ? page.equals(emptyPage) : page.every((byte) => byte === 0);
}

/** Writes the whole part where the file stands, however little each call takes. Throws the system's error. */
export function writeFull(files: Files, to: number, part: Buffer): void {
  let written = 0;
  while (written < part.length) written += files.writeSync(to, part, written, part.length - written);
}
