import { foreignReason } from '../../ports/system-reason.ts';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { AppError } from '#shared/contract/errors';
import { message, reason } from '#shared/contract/message';
import type { Message, MessageOrText } from '#shared/contract/message-shape';
import type { Entry, ZipFile } from 'yauzl';
import yauzl from 'yauzl';
import type { TransferLimits } from '../limits.ts';
import { defaultLimits } from '../limits.ts';
import { entryKey, entryNameProblem } from './entry-name.ts';

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Hears how many entries of how many are unpacked. */
export type EntryListener = (done: number, total: number) => void;

const fileTypeMask = 0o170000;
const linkType = 0o120000;

function refuse(file: string, place: string, why: Message): AppError {
  return new AppError('ZIP_ENTRY_NAME', { file, place: place.slice(0, 300), reason: why });
}

/** Refuses an entry by what its header says, before a byte of it is unpacked. */
function checkEntry(entry: Entry, file: string, seen: Set<string>, limits: TransferLimits): void {
  const name = entry.fileName;
  const problem = entryNameProblem(name, limits.zipNameLength);
  if (problem !== null) throw refuse(file, name, problem);
  if (((entry.externalFileAttributes >>> 16) & fileTypeMask) === linkType)
    throw refuse(file, name, reason('entry-link'));
  if (entry.isEncrypted()) throw new AppError('ZIP_ENCRYPTED', { file, place: name });
  const key = entryKey(name);
  if (seen.has(key)) throw new AppError('ZIP_DUPLICATE_ENTRY', { file, place: name });
  seen.add(key);
}

/** Unpacks one entry and counts while it streams: what a header says about sizes is not believed. */
async function unpack(
  stream: Readable,
  entry: Entry,
  file: string,
  left: number,
  limits: TransferLimits,
): Promise<Buffer> {
  const place = entry.fileName;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limits.zipEntryBytes) {
      throw new AppError('ZIP_ENTRY_TOO_LARGE', { file, place, limit: limits.zipEntryBytes });
    }
    if (size > left) throw new AppError('ZIP_TOTAL_TOO_LARGE', { file, place, limit: limits.zipTotalBytes });
    if (size > limits.zipRatioFloorBytes && size > entry.compressedSize * limits.zipRatio) {
      throw new AppError('ZIP_RATIO_TOO_HIGH', { file, place, limit: limits.zipRatio });
    }
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks, size);
  // Stored entries have no other guard: without this a flipped byte would come in unseen.
  if (crc32(bytes) !== entry.crc32) throw notReadable(file, place, reason('checksum-wrong'), 'copy');
  return bytes;
}

/** `remedy`: what helps depends on what is wrong: a copy of a sound file is as wrong as the file. */
function notReadable(
  file: string,
  place: MessageOrText,
  why: Message,
  remedy: 'copy' | 'method',
  cause?: unknown,
): AppError {
  const details = { file, place, reason: why, remedy: message(`reasons:zip-remedy.${remedy}`) };
  return new AppError('ZIP_MALFORMED', details, { cause });
}

function malformed(file: string, place: MessageOrText, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const said = cause instanceof Error ? cause.message.slice(0, 300) : '';
  // yauzl refuses names itself, in words of its own.
  if (/invalid (relative path|characters in fileName)|absolute path/i.test(said))
    return refuse(file, said.split(': ').at(-1) ?? '', reason('entry-refused', { text: said }));
  return notReadable(file, place, foreignReason(said), /compression method/i.test(said) ? 'method' : 'copy', cause);
}

async function readEntries(
  zip: ZipFile,
  file: string,
  limits: TransferLimits,
  onEntry?: EntryListener,
): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  const seen = new Set<string>();
  let total = 0;
  let place: MessageOrText = reason('zip-directory');
  try {
    for await (const entry of zip.eachEntry()) {
      place = entry.fileName.slice(0, 300);
      checkEntry(entry, file, seen, limits);
      if (entry.fileName.endsWith('/')) continue;
      const stream = await zip.openReadStreamPromise(entry);
      const bytes = await unpack(stream, entry, file, limits.zipTotalBytes - total, limits);
      total += bytes.length;
      entries.push({ name: entry.fileName, bytes });
      onEntry?.(entries.length, zip.entryCount);
    }
  } catch (error) {
    throw malformed(file, place, error);
  }
  return entries;
}

/**
 * Unpacks a zip in memory, under limits. Errors: `FILE_TOO_LARGE`, `ZIP_MALFORMED`, `ZIP_TOO_MANY_ENTRIES`,
 * `ZIP_ENTRY_TOO_LARGE`, `ZIP_TOTAL_TOO_LARGE`, `ZIP_RATIO_TOO_HIGH`, `ZIP_ENTRY_NAME`, `ZIP_DUPLICATE_ENTRY`,
 * `ZIP_ENCRYPTED`; each names the file and the entry. Rules: XFER-10 to XFER-16.
 */
export async function readZip(
  bytes: Uint8Array,
  file: string,
  limits: TransferLimits = defaultLimits,
  onEntry?: EntryListener,
): Promise<ZipEntry[]> {
  if (bytes.length > limits.zipFileBytes) {
    throw new AppError('FILE_TOO_LARGE', { file, actual: bytes.length, limit: limits.zipFileBytes });
  }
  let zip: ZipFile;
  try {
    // Not strict: Windows PowerShell 5 writes backslashes. They become slashes before any name is looked at.
    const options = { lazyEntries: true, strictFileNames: false, validateEntrySizes: true, decodeStrings: true };
    zip = await yauzl.fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), options);
  } catch (error) {
    throw malformed(file, reason('zip-directory'), error);
  }
  if (zip.entryCount > limits.zipEntries) {
    throw new AppError('ZIP_TOO_MANY_ENTRIES', { file, actual: zip.entryCount, limit: limits.zipEntries });
  }
  return readEntries(zip, file, limits, onEntry);
}
