import { systemReason } from '../ports/system-reason.ts';
import { accessSync, closeSync, constants, openSync, readSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { fileErrorCode } from '../ports/file-errors.ts';
import { type Drives, driveKindOf, realDrives } from '../ports/drives.ts';
import { corrupt } from './errors.ts';

/** "WSS1": marks a file as a site of ours, at offset 68 of the SQLite header. */
export const applicationId = 0x57535331;

const magic = 'SQLite format 3\u0000';

/** `statfs` types of file systems that reach over the network or into another system: no shared memory, so no WAL. */
const networkTypes = new Map<number, string>([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x01021997, '9P'],
  [0x5346414f, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x564c, 'NCP'],
]);

/** The type number of the file system that holds a path. */
export type FileSystemType = (path: string) => number;

const readType: FileSystemType = (path) => statfsSync(path).type;

/**
 * Refuses a folder where several processes cannot share a database: throws `STORE_ON_NETWORK` (`{file}`, `{kind}`).
 * We do not fall back to another journal: the locks such a place offers cannot be relied upon either.
 */
export function demandLocalPlace(file: string, typeOf: FileSystemType = readType, drives: Drives = realDrives()): void {
  if (/^[\\/]{2}(?:[^\\/?.]|[?.][\\/]UNC[\\/])/i.test(file)) {
    throw new AppError('STORE_ON_NETWORK', { file, kind: reason('network-share') });
  }
  // Windows gives no type by statfs, but knows what a letter stands for.
  if (driveKindOf(file, drives) === 'network')
    throw new AppError('STORE_ON_NETWORK', { file, kind: reason('network-drive') });
  // The kernel gives the number with or without a sign.
  const kind = networkTypes.get(typeOf(dirname(file)) >>> 0);
  if (kind !== undefined) throw new AppError('STORE_ON_NETWORK', { file, kind });
}

function readHeader(file: string): Buffer {
  const header = Buffer.alloc(100);
  const handle = openSync(file, constants.O_RDONLY);
  try {
    const length = readSync(handle, header, 0, header.length, 0);
    return header.subarray(0, length);
  } finally {
    closeSync(handle);
  }
}

function inspectFile(file: string): Buffer {
  try {
    if (!statSync(file).isFile()) throw new AppError('STORE_NOT_A_SITE', { file, reason: reason('not-a-file') });
    return readHeader(file);
  } catch (error) {
    const code = fileErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new AppError('SITE_NOT_FOUND', { path: dirname(file) }, { cause: error });
    }
    if (code !== undefined && !(error instanceof AppError)) {
      throw new AppError('FILE_UNREADABLE', { file, reason: systemReason(error) }, { cause: error });
    }
    throw error;
  }
}

/**
 * Looks at a file before SQLite may touch it. Throws `SITE_NOT_FOUND`, `FILE_UNREADABLE`, `STORE_NOT_A_SITE` for
 * somebody else's file, and `STORE_CORRUPT` for one of ours that lost its beginning: SQLite would take an empty file
 * for a new database and throw the write-ahead log beside it away.
 */
export function demandSiteFile(file: string): void {
  const header = inspectFile(file);
  if (header.length === 0) throw corrupt(file, reason('file-empty'));
  const isSqlite = header.subarray(0, magic.length).toString('latin1') === magic;
  const isOurs = header.length >= 72 && header.readUInt32BE(68) === applicationId;
  if (isSqlite && isOurs) return;
  if (isOurs) throw corrupt(file, reason('beginning-damaged'));
  throw new AppError('STORE_NOT_A_SITE', {
    file,
    reason: isSqlite ? reason('another-database') : reason('not-a-database'),
  });
}

/** Throws `STORE_READ_ONLY` (`{file}`) when this user may not write the file or make files beside it (WAL needs that). */
export function demandWritable(file: string): void {
  try {
    accessSync(file, constants.W_OK);
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw new AppError('STORE_READ_ONLY', { file, reason: systemReason(error) }, { cause: error });
  }
}
