import type { Files } from './files.ts';
import { writeSynced } from './sync-path.ts';

type ReadCalls = Pick<Files, 'openSync' | 'readSync' | 'closeSync'>;

/** A stream where it is a file of its own, `file:name`; null when it has more than `mostBytes`. Errors are the system's. */
export function readPathStream(calls: ReadCalls, file: string, name: string, mostBytes: number): Buffer | null {
  const descriptor = calls.openSync(`${file}:${name}`, 'r');
  try {
    const buffer = Buffer.alloc(mostBytes + 1);
    let read = 0;
    for (;;) {
      const count = calls.readSync(descriptor, buffer, read, buffer.length - read, read);
      read += count;
      if (read === buffer.length) return null;
      if (count === 0) return Buffer.from(buffer.subarray(0, read));
    }
  } finally {
    calls.closeSync(descriptor);
  }
}

/** Writes a stream where it is a file of its own, durable when it answers. Errors are the system's. */
export function writePathStream(
  calls: Pick<Files, 'openSync' | 'writeSync' | 'fsyncSync' | 'closeSync'>,
  file: string,
  name: string,
  content: Buffer,
): void {
  writeSynced(`${file}:${name}`, content, { flag: 'w', calls });
}
