import type { Entry, ZipFile } from 'yauzl';
import yauzl from 'yauzl';
import { AppError } from '#shared/contract/errors';
import type { TransferLimits } from '../limits.ts';
import { defaultLimits } from '../limits.ts';
import { checkEntryName } from './entry-name.ts';

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

const symlinkMode = 0o120000;

function malformed(file: string, error: unknown): AppError {
  const reason = error instanceof Error ? error.message.slice(0, 200) : 'unreadable';
  return new AppError('ZIP_MALFORMED', { file, reason }, { cause: error });
}

function decodeName(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const isUtf8 = (entry.generalPurposeBitFlag & 0x800) !== 0;
  // Without the flag the old DOS table applies; all names of the field are ASCII, where both agree.
  return isUtf8 ? new TextDecoder('utf-8').decode(raw) : raw.toString('latin1');
}

function checkEntry(entry: Entry, name: string, file: string, seen: Set<string>, limits: TransferLimits): void {
  checkEntryName(name, file, limits.zipNameLength);
  const key = name.normalize('NFC').toLowerCase();
  if (seen.has(key)) throw new AppError('ZIP_DUPLICATE_ENTRY', { file, entry: name });
  seen.add(key);
  if ((entry.generalPurposeBitFlag & 1) !== 0) throw new AppError('ZIP_ENCRYPTED', { file, entry: name });
  const mode = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (mode === symlinkMode) throw new AppError('ZIP_ENTRY_NAME', { file, entry: name, rule: 'a symbolic link' });
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    throw new AppError('ZIP_MALFORMED', {
      file,
      entry: name,
      reason: `compression method ${String(entry.compressionMethod)}`,
    });
  }
}

/** Reads one entry; what arrives is counted, what the header promises is not believed. */
async function readEntry(
  zip: ZipFile,
  entry: Entry,
  name: string,
  file: string,
  total: number,
  limits: TransferLimits,
): Promise<Buffer> {
  const stream = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limits.zipEntryBytes)
      throw new AppError('ZIP_ENTRY_TOO_LARGE', { file, entry: name, limitBytes: limits.zipEntryBytes });
    if (total + size > limits.zipTotalBytes)
      throw new AppError('ZIP_TOTAL_TOO_LARGE', { file, entry: name, limitBytes: limits.zipTotalBytes });
    if (size > limits.zipRatioFloorBytes && size > entry.compressedSize * limits.zipRatio) {
      throw new AppError('ZIP_RATIO_TOO_HIGH', { file, entry: name, limit: limits.zipRatio });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads a whole zip under limits. Folders are left out.
 * Errors: `FILE_TOO_LARGE`, `ZIP_MALFORMED`, `ZIP_TOO_MANY_ENTRIES`, `ZIP_ENTRY_TOO_LARGE`, `ZIP_TOTAL_TOO_LARGE`,
 * `ZIP_RATIO_TOO_HIGH`, `ZIP_ENTRY_NAME`, `ZIP_DUPLICATE_ENTRY`, `ZIP_ENCRYPTED`; each names the entry.
 */
export async function readZip(
  bytes: Uint8Array,
  file: string,
  limits: TransferLimits = defaultLimits,
): Promise<ZipEntry[]> {
  if (bytes.length > limits.zipFileBytes) {
    throw new AppError('FILE_TOO_LARGE', { file, sizeBytes: bytes.length, limitBytes: limits.zipFileBytes });
  }
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const zip = await yauzl.fromBufferPromise(buffer, {
      lazyEntries: true,
      decodeStrings: false,
      validateEntrySizes: true,
    });
    if (zip.entryCount > limits.zipEntries)
      throw new AppError('ZIP_TOO_MANY_ENTRIES', { file, limit: limits.zipEntries });
    const seen = new Set<string>();
    const entries: ZipEntry[] = [];
    let total = 0;
    let count = 0;
    for await (const entry of zip.eachEntry()) {
      count += 1;
      if (count > limits.zipEntries) throw new AppError('ZIP_TOO_MANY_ENTRIES', { file, limit: limits.zipEntries });
      const name = decodeName(entry);
      checkEntry(entry, name, file, seen, limits);
      if (name.endsWith('/')) continue;
      const content = await readEntry(zip, entry, name, file, total, limits);
      total += content.length;
      entries.push({ name, bytes: content });
    }
    return entries;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw malformed(file, error);
  }
}
