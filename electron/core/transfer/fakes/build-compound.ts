const endOfChain = 0xfffffffe;
const free = 0xffffffff;
const smallBytes = 64;
const smallest = 4096;
/** Places of the table of sectors that the head has room for. */
const placesInHead = 109;

export interface CompoundGiven {
  readonly streams: ReadonlyMap<string, Buffer>;
  /** Sectors of 4,096 bytes instead of 512. */
  readonly isWide?: boolean;
  readonly classId?: string;
}

/** Where the parts of a made file lie, so that a test can spoil one of them. */
export interface CompoundPlaces {
  readonly table: number;
  readonly directory: number;
  readonly smallTable: number;
}

const padded = (bytes: Buffer, unit: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((unit - (bytes.length % unit)) % unit)]);

/** Numbers of four bytes, the lowest byte first. */
const numbers = (values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeUInt32LE(value, at * 4));
  return bytes;
};

function classBytes(classId: string): Buffer {
  const hex = classId.replaceAll('-', '');
  const bytes = Buffer.from(hex, 'hex');
  return Buffer.from([3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map((at) => bytes[at] ?? 0));
}

interface Entry {
  readonly name: string;
  readonly kind: number;
  readonly start: number;
  readonly size: number;
  readonly next: number;
  readonly child: number;
}

function entryBytes({ name, kind, start, size, next, child }: Entry): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write(name, 0, 62, 'utf16le');
  bytes.writeUInt16LE((name.length + 1) * 2, 64);
  bytes[66] = kind;
  bytes[67] = 1;
  bytes.writeUInt32LE(free, 68);
  bytes.writeUInt32LE(next, 72);
  bytes.writeUInt32LE(child, 76);
  bytes.writeUInt32LE(start, 116);
  bytes.writeUInt32LE(size, 120);
  return bytes;
}

/** Sectors that are laid one behind the other, and the table of what follows what. */
class Sectors {
  readonly #bytes: number;
  readonly #parts: Buffer[] = [];
  readonly #next: number[] = [];

  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  /** The first sector of what was laid. */
  add(bytes: Buffer): number {
    const whole = padded(bytes, this.#bytes);
    const first = this.#next.length;
    const count = whole.length / this.#bytes;
    for (let at = 1; at <= count; at += 1) this.#next.push(at === count ? endOfChain : first + at);
    this.#parts.push(whole);
    return count === 0 ? endOfChain : first;
  }

  /** Adds the table itself and the sectors with those of its places that the head has no room for; all are in the table. */
  close(): { body: Buffer; table: number[]; more: number[] } {
    const perSector = this.#bytes / 4;
    const used = this.#next.length;
    const moreOf = (count: number): number => Math.ceil(Math.max(0, count - placesInHead) / (perSector - 1));
    let count = 0;
    while (count * perSector < used + count + moreOf(count)) count += 1;
    const table = Array.from({ length: count }, (_, at) => used + at);
    const more = Array.from({ length: moreOf(count) }, (_, at) => used + count + at);
    const all = [...this.#next, ...table.map(() => 0xfffffffd), ...more.map(() => 0xfffffffc)];
    const filled = [...all, ...Array.from({ length: count * perSector - all.length }, () => free)];
    const places = more.flatMap((_, at) => {
      const from = placesInHead + at * (perSector - 1);
      const own = Array.from({ length: perSector - 1 }, (_empty, index) => table[from + index] ?? free);
      return [...own, more[at + 1] ?? endOfChain];
    });
    return { body: Buffer.concat([...this.#parts, numbers(filled), numbers(places)]), table, more };
  }
}

/** Makes a compound file with these streams: the smallest that is whole, by the format's own description. */
export function buildCompound(given: CompoundGiven): { bytes: Buffer; places: CompoundPlaces } {
  const shift = given.isWide === true ? 12 : 9;
  const sectorBytes = 1 << shift;
  const sectors = new Sectors(sectorBytes);
  // By length, then by letters, as neighbours are ordered.
  const streams = [...given.streams].sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
  const small = new Sectors(smallBytes);
  const smallParts: Buffer[] = [];
  const entries = streams.map(([name, bytes], at): Entry => {
    const isSmall = bytes.length < smallest;
    if (isSmall) smallParts.push(padded(bytes, smallBytes));
    const start = (isSmall ? small : sectors).add(bytes);
    const next = at + 1 === streams.length ? free : at + 2;
    return { name, kind: 2, start, size: bytes.length, next, child: free };
  });
  const smallStore = Buffer.concat(smallParts);
  const smallNext = numbers(
    smallParts.reduce<number[]>((all, part) => {
      const count = part.length / smallBytes;
      const first = all.length;
      return [...all, ...Array.from({ length: count }, (_, at) => (at + 1 === count ? endOfChain : first + at + 1))];
    }, []),
  );
  const storeStart = sectors.add(smallStore);
  const smallTable = sectors.add(smallNext);
  const root = { name: 'Root Entry', kind: 5, start: storeStart, size: smallStore.length, next: free };
  const rootBytes = entryBytes({ ...root, child: streams.length === 0 ? free : 1 });
  classBytes(given.classId ?? '000c1084-0000-0000-c000-000000000046').copy(rootBytes, 80);
  const directory = sectors.add(Buffer.concat([rootBytes, ...entries.map(entryBytes)]));
  const { body, table, more } = sectors.close();
  const head = Buffer.alloc(sectorBytes);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(head);
  head.writeUInt16LE(0x3e, 24);
  head.writeUInt16LE(given.isWide === true ? 4 : 3, 26);
  head.writeUInt16LE(0xfffe, 28);
  head.writeUInt16LE(shift, 30);
  head.writeUInt16LE(6, 32);
  numbers([table.length, directory, 0, smallest, smallTable]).copy(head, 44);
  head.writeUInt32LE(Math.ceil(smallNext.length / sectorBytes), 64);
  head.writeUInt32LE(more[0] ?? endOfChain, 68);
  head.writeUInt32LE(more.length, 72);
  const inHead = Array.from({ length: placesInHead }, (_, at) => table[at] ?? free);
  numbers(inHead).copy(head, 76);
  const placeOf = (sector: number): number => (sector + 1) * sectorBytes;
  const places = {
    table: placeOf(table[0] ?? 0),
    directory: placeOf(directory),
    smallTable: placeOf(smallTable),
  };
  return { bytes: Buffer.concat([head, body]), places };
}
