import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip as a test wants it, lies included. What is left out is what an honest zip would say. */
export interface RawEntry {
  readonly name: string | Uint8Array;
  readonly data?: Uint8Array | string;
  readonly deflated?: boolean;
  readonly flags?: number;
  readonly method?: number;
  /** Upper half: the mode of Unix. */
  readonly externalAttributes?: number;
  readonly crc?: number;
  readonly compressedSize?: number;
  readonly uncompressedSize?: number;
  /** Sizes follow the data instead of standing before it. */
  readonly hasDescriptor?: boolean;
  /** Sizes of the directory stand in a zip64 field. */
  readonly isZip64?: boolean;
  /** Extra field of the local header, as the field's exports have one. */
  readonly localExtra?: Uint8Array;
  /** Points at the data of an earlier entry instead of having its own. */
  readonly sameDataAs?: number;
}

export interface RawZip {
  readonly entryCount?: number;
  readonly comment?: string;
  readonly directoryOffset?: number;
  readonly isZip64?: boolean;
}

interface Laid {
  readonly entry: RawEntry;
  readonly name: Buffer;
  readonly raw: Buffer;
  readonly crc: number;
  readonly size: number;
  readonly offset: number;
}

const full = 0xffffffff;

function flagsOf(entry: RawEntry): number {
  return entry.flags ?? 0x800 | (entry.hasDescriptor === true ? 8 : 0);
}

function methodOf(entry: RawEntry): number {
  return entry.method ?? (entry.deflated === true ? 8 : 0);
}

function localHeader({ entry, name, raw, crc, size }: Laid): Buffer {
  const isLater = entry.hasDescriptor === true;
  const extra = Buffer.from(entry.localExtra ?? []);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flagsOf(entry), 6);
  header.writeUInt16LE(methodOf(entry), 8);
  header.writeUInt32LE(isLater ? 0 : crc, 14);
  header.writeUInt32LE(isLater ? 0 : Math.min(entry.compressedSize ?? raw.length, full), 18);
  header.writeUInt32LE(isLater ? 0 : Math.min(entry.uncompressedSize ?? size, full), 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  const descriptor = Buffer.alloc(isLater ? 16 : 0);
  if (isLater) [0x08074b50, crc, raw.length, size].forEach((value, at) => descriptor.writeUInt32LE(value, at * 4));
  return Buffer.concat([header, name, extra, raw, descriptor]);
}

function directoryRecord({ entry, name, raw, crc, size, offset }: Laid): Buffer {
  const compressed = entry.compressedSize ?? raw.length;
  const uncompressed = entry.uncompressedSize ?? size;
  const is64 = entry.isZip64 === true;
  const extra = Buffer.alloc(is64 ? 20 : 0);
  if (is64) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(16, 2);
    extra.writeBigUInt64LE(BigInt(uncompressed), 4);
    extra.writeBigUInt64LE(BigInt(compressed), 12);
  }
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(0x0314, 4);
  header.writeUInt16LE(is64 ? 45 : 20, 6);
  header.writeUInt16LE(flagsOf(entry), 8);
  header.writeUInt16LE(methodOf(entry), 10);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(is64 ? full : compressed, 20);
  header.writeUInt32LE(is64 ? full : uncompressed, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE((entry.externalAttributes ?? 0) >>> 0, 38);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name, extra]);
}

function end(count: number, size: number, offset: number, zip: RawZip): Buffer {
  const comment = Buffer.from(zip.comment ?? '', 'latin1');
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  const small = Math.min(count, 0xffff);
  record.writeUInt16LE(zip.isZip64 === true ? 0xffff : small, 8);
  record.writeUInt16LE(zip.isZip64 === true ? 0xffff : small, 10);
  record.writeUInt32LE(zip.isZip64 === true ? full : size, 12);
  record.writeUInt32LE(zip.isZip64 === true ? full : offset, 16);
  record.writeUInt16LE(comment.length, 20);
  if (zip.isZip64 !== true) return Buffer.concat([record, comment]);
  const long = Buffer.alloc(56);
  long.writeUInt32LE(0x06064b50, 0);
  long.writeBigUInt64LE(44n, 4);
  long.writeBigUInt64LE(BigInt(count), 24);
  long.writeBigUInt64LE(BigInt(count), 32);
  long.writeBigUInt64LE(BigInt(size), 40);
  long.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([long, locator, record, comment]);
}

/** The bytes of a zip, laid out by hand, so that a test can say every wrong thing a zip can say. */
export function buildZip(entries: readonly RawEntry[], zip: RawZip = {}): Buffer {
  const laid: Laid[] = [];
  const parts: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const shared = entry.sameDataAs === undefined ? undefined : laid[entry.sameDataAs];
    const data = Buffer.from(entry.data ?? '');
    const raw = shared?.raw ?? (entry.deflated === true ? deflateRawSync(data) : data);
    const name = Buffer.from(entry.name);
    const size = shared?.size ?? data.length;
    const crc = entry.crc ?? shared?.crc ?? crc32(data);
    const one = { entry, name, raw, crc, size, offset: shared?.offset ?? offset };
    laid.push(one);
    if (shared !== undefined) continue;
    const bytes = localHeader(one);
    parts.push(bytes);
    offset += bytes.length;
  }
  const directory = Buffer.concat(laid.map(directoryRecord));
  const last = end(zip.entryCount ?? laid.length, directory.length, zip.directoryOffset ?? offset, zip);
  return Buffer.concat([...parts, directory, last]);
}
