import { reason } from '#shared/contract/message';
import { installerLimits } from '../limits.ts';
import { damaged, type PlacedFile } from './damaged.ts';
import type { SectorTable } from './sector-table.ts';

export interface DirectoryEntry {
  readonly name: string;
  readonly start: number;
  readonly size: number;
  readonly classId: string;
}

const entryBytes = 128;
const kinds = { stream: 2, root: 5 };
/** What stands in the place of a neighbour that is none. */
const none = 0xffffffff;

/** `000c1084-0000-0000-c000-000000000046`, from the order in which the file has its bytes. */
function readClassId(bytes: Buffer): string {
  const hex = Buffer.from([3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map((at) => bytes[at] ?? 0)).toString(
    'hex',
  );
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function readEntry(bytes: Buffer, isWide: boolean): DirectoryEntry {
  const length = Math.min(64, Math.max(2, bytes.readUInt16LE(64))) - 2;
  // Version 3 has 32 bits of the size; what stands in the others is nobody's.
  const high = isWide ? bytes.readUInt32LE(124) : 0;
  return {
    name: bytes.toString('utf16le', 0, length),
    start: bytes.readUInt32LE(116),
    size: high * 2 ** 32 + bytes.readUInt32LE(120),
    classId: readClassId(bytes.subarray(80, 96)),
  };
}

/**
 * The root and the streams right below it, which are a tree of neighbours. Errors: `INSTALLER_DAMAGED`, also for a tree
 * that leads in a circle and for more entries than the limit.
 */
export function readDirectory(
  source: PlacedFile,
  table: SectorTable,
  start: number,
): { root: DirectoryEntry; entries: DirectoryEntry[] } {
  const { sectorBytes } = table;
  const perSector = sectorBytes / entryBytes;
  const chain = table.chain(start, null, Math.ceil(installerLimits.directoryEntries / perSector));
  const bytes = Buffer.concat(chain.map((sector) => table.readSector(sector, 0, sectorBytes)));
  const at = (index: number): Buffer => {
    if ((index + 1) * entryBytes > bytes.length) damaged(source, reason('installer.outside'));
    return bytes.subarray(index * entryBytes, (index + 1) * entryBytes);
  };
  const isWide = sectorBytes > 512;
  const first = at(0);
  if (first[66] !== kinds.root) damaged(source, reason('installer.head'));
  const entries: DirectoryEntry[] = [];
  const seen = new Set<number>();
  const open = [first.readUInt32LE(76)];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (index === none) continue;
    if (seen.has(index)) damaged(source, reason('installer.circle'));
    seen.add(index);
    const entry = at(index);
    if (entry[66] === kinds.stream) entries.push(readEntry(entry, isWide));
    open.push(entry.readUInt32LE(68), entry.readUInt32LE(72));
  }
  return { root: readEntry(first, isWide), entries };
}
