import type { Files } from '../ports/files.ts';

/** The field's loader takes no more sections than this. */
const mostSections = 96;
/** A resource folder of a program has tens of entries; more than this is no version's folder. */
const mostEntries = 4096;
/** A version resource is some hundred bytes; its texts may make it a few thousand. */
const mostVersionBytes = 64 * 1024;
const resourceTypeVersion = 16;
/** Marks the fixed part of a version resource. */
const fixedInfoMark = 0xfeef04bd;

type Read = (offset: number, length: number) => DataView | null;
/** Where an address of the loaded program lies in its file; null outside of every section. */
type Locate = (address: number) => number | null;

/**
 * The file version that a Windows program file (PE) carries, as four numbers, such as `10.0.19041.1`. Null for a file
 * that is no program, has no version, or is damaged: nothing in it is believed before it was found inside the file.
 */
export function readFileVersion(
  files: Pick<Files, 'openSync' | 'readSync' | 'closeSync'>,
  path: string,
): string | null {
  const handle = files.openSync(path, 'r');
  try {
    const read: Read = (offset, length) => {
      const bytes = Buffer.alloc(length);
      return files.readSync(handle, bytes, 0, length, offset) === length ? viewOf(bytes) : null;
    };
    const image = readImage(read);
    return image === null ? null : findVersion(read, image.locate, image.resources);
  } finally {
    files.closeSync(handle);
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Headers: where the resources lie, and how addresses become places in the file. */
function readImage(read: Read): { resources: number; locate: Locate } | null {
  const dos = read(0, 64);
  if (dos?.getUint16(0) !== 0x4d5a) return null;
  const start = dos.getUint32(60, true);
  const head = read(start, 24 + 144);
  if (head?.getUint32(0) !== 0x50450000) return null;
  const sections = head.getUint16(6, true);
  if (sections > mostSections) return null;
  const isWide = head.getUint16(24, true) === 0x20b;
  const resources = head.getUint32(24 + (isWide ? 112 : 96) + 16, true);
  const table = read(start + 24 + head.getUint16(20, true), sections * 40);
  if (resources === 0 || table === null) return null;
  const locate: Locate = (address) => {
    for (let at = 0; at < sections * 40; at += 40) {
      const [first, size, place] = [12, 16, 20].map((offset) => table.getUint32(at + offset, true));
      if (first === undefined || size === undefined || place === undefined) return null;
      if (address >= first && address < first + size) return place + address - first;
    }
    return null;
  };
  return { resources, locate };
}

/** Type, name, language: three folders deep lies the entry of the data. */
function findVersion(read: Read, locate: Locate, resources: number): string | null {
  const root = locate(resources);
  if (root === null) return null;
  let place = findEntry(read, root, (id) => id === resourceTypeVersion);
  for (let level = 0; level < 2 && place !== null; level += 1) {
    place = isFolder(place) ? findEntry(read, root + folderOffset(place), () => true) : null;
  }
  const entry = place === null || isFolder(place) ? null : read(root + place, 8);
  if (entry === null) return null;
  const data = locate(entry.getUint32(0, true));
  const size = Math.min(entry.getUint32(4, true), mostVersionBytes);
  const version = data === null ? null : read(data, size);
  return version === null ? null : readFixedInfo(version);
}

const isFolder = (place: number): boolean => place >= 0x80000000;
const folderOffset = (place: number): number => place - 0x80000000;

function findEntry(read: Read, folder: number, isWanted: (id: number) => boolean): number | null {
  const head = read(folder, 16);
  if (head === null) return null;
  const count = head.getUint16(12, true) + head.getUint16(14, true);
  const entries = count > mostEntries ? null : read(folder + 16, count * 8);
  for (let at = 0; entries !== null && at < count * 8; at += 8) {
    if (isWanted(entries.getUint32(at, true))) return entries.getUint32(at + 4, true);
  }
  return null;
}

/** The fixed part begins at a multiple of four, after a length and a name. */
function readFixedInfo(version: DataView): string | null {
  for (let at = 0; at + 16 <= version.byteLength; at += 4) {
    if (version.getUint32(at, true) !== fixedInfoMark) continue;
    return [10, 8, 14, 12].map((offset) => version.getUint16(at + offset, true)).join('.');
  }
  return null;
}
