import { reason } from '#shared/contract/message';
import { installerLimits } from '../limits.ts';
import { damaged, type PlacedFile } from './damaged.ts';

/** What a table has in the place of a following sector. */
const endOfChain = 0xfffffffe;
/** The first places of the table of sectors stand in the head, the others in sectors of their own. */
const placesInHead = { offset: 76, count: 109, next: 68 };

/** The table that says which sector follows which, of which only what is asked for is read. */
export class SectorTable {
  readonly #source: PlacedFile;
  readonly #shift: number;
  readonly #sectors: number;
  readonly #places: readonly number[];
  readonly #read = new Map<number, Buffer>();

  /** Errors: `INSTALLER_DAMAGED`. */
  constructor(source: PlacedFile, head: Buffer, shift: number) {
    this.#source = source;
    this.#shift = shift;
    this.#sectors = Math.ceil(Math.max(0, source.size - (1 << shift)) / (1 << shift));
    const limit = installerLimits.sectors;
    if (this.#sectors > limit) damaged(source, reason('installer.sectors', { count: this.#sectors, limit }));
    this.#places = this.#readPlaces(head);
  }

  #readPlaces(head: Buffer): number[] {
    const { offset, count, next } = placesInHead;
    const places = Array.from({ length: count }, (_, at) => head.readUInt32LE(offset + at * 4));
    const perSector = (1 << this.#shift) / 4 - 1;
    // More places than the sectors of the file need nobody asks for; a chain through all of a large file would fill the memory.
    const needed = Math.ceil(this.#sectors / (perSector + 1));
    const seen = new Set<number>();
    let sector = head.readUInt32LE(next);
    while (sector < this.#sectors && places.length < needed) {
      if (seen.has(sector)) damaged(this.#source, reason('installer.circle'));
      seen.add(sector);
      const bytes = this.readSector(sector, 0, 1 << this.#shift);
      for (let at = 0; at < perSector; at += 1) places.push(bytes.readUInt32LE(at * 4));
      sector = bytes.readUInt32LE(perSector * 4);
    }
    return places;
  }

  get sectorBytes(): number {
    return 1 << this.#shift;
  }

  /** Bytes of a sector. Errors: `INSTALLER_DAMAGED` when it lies outside of the file. */
  readSector(sector: number, offset: number, length: number): Buffer {
    if (sector >= this.#sectors) damaged(this.#source, reason('installer.outside'));
    const bytes = this.#source.read((sector + 1) * (1 << this.#shift) + offset, length);
    if (bytes.length < length) damaged(this.#source, reason('installer.cut-off'));
    return bytes;
  }

  #next(sector: number): number {
    const perSector = (1 << this.#shift) / 4;
    const part = Math.floor(sector / perSector);
    let bytes = this.#read.get(part);
    if (bytes === undefined) {
      bytes = this.readSector(this.#places[part] ?? endOfChain, 0, 1 << this.#shift);
      this.#read.set(part, bytes);
    }
    return bytes.readUInt32LE((sector % perSector) * 4);
  }

  /**
   * The sectors of a chain: `count` of them, or all to its end, of which `most` are taken. Errors: `INSTALLER_DAMAGED`
   * for a chain that leads in a circle, out of the file, or ends too soon.
   */
  chain(start: number, count: number | null, most = Infinity): number[] {
    const chain: number[] = [];
    const seen = new Set<number>();
    let sector = start;
    while (count === null ? sector !== endOfChain : chain.length < count) {
      if (seen.has(sector)) damaged(this.#source, reason('installer.circle'));
      if (sector === endOfChain) damaged(this.#source, reason('installer.cut-off'));
      if (sector >= this.#sectors) damaged(this.#source, reason('installer.outside'));
      if (chain.length >= most) damaged(this.#source, reason('installer.directory-large', { limit: most }));
      seen.add(sector);
      chain.push(sector);
      sector = this.#next(sector);
    }
    return chain;
  }
}
