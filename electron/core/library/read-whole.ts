import { systemReason } from '../ports/system-reason.ts';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Files } from '../ports/files.ts';
import { isZip } from '../transfer/configmgr/read-export.ts';
import type { PlacedFile } from '../transfer/msi/damaged.ts';
import { refuseOtherArchive } from '../transfer/zip/other-archive.ts';
import { defaultLimits } from '../transfer/limits.ts';

/** Between two reports of progress. */
const partBytes = 4 * 1024 * 1024;
/** What tells a zip from XML. */
const headBytes = 8;

type Calls = Pick<Files, 'statSync' | 'openSync' | 'fstatSync' | 'readSync' | 'closeSync'>;

function unreadable(file: string, error: unknown): AppError {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  const details = { file, reason: systemReason(error) };
  return new AppError(isMissing ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE', details, { cause: error });
}

function readPart(files: Calls, handle: number, bytes: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const count = files.readSync(handle, bytes, at, to - at, at);
    if (count === 0) break;
    at += count;
  }
  return at;
}

function readOpen(files: Calls, handle: number, file: string, report: (done: number, total: number) => void): Buffer {
  const { size } = files.fstatSync(handle);
  const head = Buffer.alloc(Math.min(headBytes, size));
  readPart(files, handle, head, 0, head.length);
  // Before its size is judged: what an archive of another kind needs is no smaller copy.
  refuseOtherArchive(head, file);
  const limit = isZip(head) ? defaultLimits.zipFileBytes : defaultLimits.xmlFileBytes;
  // Before a byte of it is held: a file may be larger than the memory.
  if (size > limit) throw new AppError('FILE_TOO_LARGE', { file, actual: size, limit });
  const bytes = Buffer.alloc(size);
  let at = 0;
  while (at < size) {
    const end = readPart(files, handle, bytes, at, Math.min(at + partBytes, size));
    if (end === at) break;
    at = end;
    report(at, size);
  }
  return at === size ? bytes : bytes.subarray(0, at);
}

/**
 * Opens a file for as long as the work on it takes. Errors: those of the work; `FILE_NOT_FOUND`, `FILE_UNREADABLE` (also for
 * what is no file: a pipe would be waited for).
 */
function withOpenFile<Result>(files: Calls, path: string, file: string, work: (handle: number) => Result): Result {
  try {
    if (!files.statSync(path).isFile()) throw new AppError('FILE_UNREADABLE', { file, reason: reason('not-a-file') });
    const handle = files.openSync(path, 'r');
    try {
      return work(handle);
    } finally {
      files.closeSync(handle);
    }
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(file, error);
  }
}

/**
 * All bytes of a file. Errors: `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `FILE_TOO_LARGE`, `ZIP_MALFORMED` (an archive of another
 * kind).
 */
export function readWhole(
  files: Calls,
  path: string,
  file: string,
  report: (done: number, total: number) => void,
): Buffer {
  return withOpenFile(files, path, file, (handle) => readOpen(files, handle, file, report));
}

/** Reads a file by place, for as long as the work takes; it may be larger than the memory. Errors: as `readWhole`'s. */
export function readByPlace<Result>(
  files: Calls,
  path: string,
  file: string,
  work: (source: PlacedFile) => Result,
): Result {
  return withOpenFile(files, path, file, (handle) => {
    const { size } = files.fstatSync(handle);
    const read = (offset: number, length: number): Buffer => {
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
      let done = 0;
      while (done < bytes.length) {
        const count = files.readSync(handle, bytes, done, bytes.length - done, offset + done);
        if (count === 0) break;
        done += count;
      }
      return bytes.subarray(0, done);
    };
    return work({ file, size, read });
  });
}
