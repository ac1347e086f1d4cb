import { reason } from '#shared/contract/message';
import { installerLimits } from '../limits.ts';
import { damaged, type PlacedFile } from './damaged.ts';
import { readDirectory, type DirectoryEntry } from './directory.ts';
import { SectorTable } from './sector-table.ts';

/** A stream of the container, to be read by place. */
export interface Stream {
  readonly size: number;
  /** Errors: `INSTALLER_DAMAGED` when it does not reach so far. */
  read(offset: number, length: number): Buffer;
}

export interface CompoundFile {
  /** The class of the root: what program the file belongs to. In small letters, without braces. */
  readonly classId: string;
  /** The streams right below the root by their names as they are stored; those of inner storages are others' business. */
  readonly streams: ReadonlyMap<string, () => Stream>;
}

const headBytes = 512;

interface Head {
  readonly sectorShift: number;
  readonly directoryStart: number;
  readonly smallStart: number;
  readonly smallCount: number;
  readonly smallest: number;
}

function readHead(source: PlacedFile, bytes: Buffer): Head {
  const major = bytes.readUInt16LE(26);
  const sectorShift = bytes.readUInt16LE(30);
  // Version 3 has sectors of 512 bytes, version 4 of 4,096; small ones have 64 in both.
  const isValid =
    ((major === 3 && sectorShift === 9) || (major === 4 && sectorShift === 12)) &&
    bytes.readUInt16LE(28) === 0xfffe &&
    bytes.readUInt16LE(32) === smallShift;
  if (!isValid) damaged(source, reason('installer.head'));
  return {
    sectorShift,
    directoryStart: bytes.readUInt32LE(48),
    smallest: bytes.readUInt32LE(56),
    smallStart: bytes.readUInt32LE(60),
    smallCount: bytes.readUInt32LE(64),
  };
}

const smallShift = 6;

/** Bytes of a chain of sectors, of which only those that are asked for are read. */
function streamOf(
  source: PlacedFile,
  size: number,
  shift: number,
  places: readonly number[],
  readSector: (place: number, offset: number, length: number) => Buffer,
): Stream {
  return {
    size,
    read: (offset, length) => {
      if (offset + length > size) damaged(source, reason('installer.cut-off'));
      const parts: Buffer[] = [];
      let at = offset;
      while (at < offset + length) {
        const within = at % (1 << shift);
        const count = Math.min((1 << shift) - within, offset + length - at);
        const place = places[Math.floor(at / (1 << shift))];
        if (place === undefined) damaged(source, reason('installer.cut-off'));
        parts.push(readSector(place, within, count));
        at += count;
      }
      return Buffer.concat(parts);
    },
  };
}

/** Opens streams of the container: large ones lie in its sectors, small ones in a stream of the root. */
class Container {
  readonly #source: PlacedFile;
  readonly #head: Head;
  readonly #table: SectorTable;
  readonly #root: DirectoryEntry;
  #small: { readonly next: readonly number[]; readonly store: Stream } | null = null;

  constructor(source: PlacedFile, head: Head, table: SectorTable, root: DirectoryEntry) {
    this.#source = source;
    this.#head = head;
    this.#table = table;
    this.#root = root;
  }

  open({ start, size }: DirectoryEntry): Stream {
    this.#demandSize(size);
    return size < this.#head.smallest ? this.#openSmall(start, size) : this.#openLarge(start, size);
  }

  #demandSize(size: number): void {
    const limit = installerLimits.streamBytes;
    if (size > limit) damaged(this.#source, reason('installer.stream-large', { size, limit }));
  }

  #openLarge(start: number, size: number): Stream {
    const { sectorShift } = this.#head;
    const places = this.#table.chain(start, Math.ceil(size / (1 << sectorShift)));
    return streamOf(this.#source, size, sectorShift, places, (place, offset, length) =>
      this.#table.readSector(place, offset, length),
    );
  }

  #openSmall(start: number, size: number): Stream {
    const { next, store } = (this.#small ??= this.#readSmallTable());
    const places: number[] = [];
    let place = start;
    while (places.length < Math.ceil(size / (1 << smallShift))) {
      const following = next[place];
      if (following === undefined) damaged(this.#source, reason('installer.outside'));
      places.push(place);
      place = following;
    }
    return streamOf(this.#source, size, smallShift, places, (at, offset, length) =>
      store.read(at * (1 << smallShift) + offset, length),
    );
  }

  #readSmallTable(): { next: readonly number[]; store: Stream } {
    const { smallStart, smallCount, sectorShift } = this.#head;
    const bytes = smallCount * (1 << sectorShift);
    this.#demandSize(bytes);
    const table = this.#openLarge(smallStart, bytes).read(0, bytes);
    const next = Array.from({ length: bytes / 4 }, (_, at) => table.readUInt32LE(at * 4));
    // Its own size may be above the limit of one stream: nothing but what is asked for is read. Each small sector has a
    // place in the table, so that no chain is followed for a size that is only said.
    const { start, size } = this.#root;
    if (Math.ceil(size / (1 << smallShift)) > next.length) damaged(this.#source, reason('installer.small-store'));
    return { next, store: this.#openLarge(start, size) };
  }
}

/**
 * Opens a compound file (the container of Windows Installer): reads its head, its directory and nothing else. Errors:
 * `INSTALLER_DAMAGED`. Sources: the format's own description (MS-CFB).
 */
export function openCompoundFile(source: PlacedFile): CompoundFile {
  const bytes = source.read(0, headBytes);
  if (bytes.length < headBytes) damaged(source, reason('installer.cut-off'));
  const head = readHead(source, bytes);
  const table = new SectorTable(source, bytes, head.sectorShift);
  const { root, entries } = readDirectory(source, table, head.directoryStart);
  const container = new Container(source, head, table, root);
  const streams = new Map(entries.map((entry) => [entry.name, () => container.open(entry)] as const));
  return { classId: root.classId, streams };
}
