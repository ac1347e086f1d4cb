import { buildCompound, type CompoundGiven, type CompoundPlaces } from './build-compound.ts';

/** What a made installer says and how it is kept. */
export interface InstallerGiven extends Partial<Pick<CompoundGiven, 'isWide' | 'classId'>> {
  readonly properties?: Readonly<Record<string, string>>;
  /** Code page of the texts; 1252 without. */
  readonly codePage?: number;
  /** How the texts are written in that code page; Latin 1 without. */
  readonly encode?: (text: string) => Buffer;
  /** References of three bytes, as in installers with very many texts. */
  readonly hasWideReferences?: boolean;
  /** Streams beside the usual ones, or in their place, by the names of their tables. */
  readonly tables?: Readonly<Record<string, Buffer>>;
  /** The columns of a table are told in another order than they have. */
  readonly hasMixedColumns?: boolean;
  /** Leaves these tables out. */
  readonly without?: readonly string[];
}

export const madeProperties = {
  ProductCode: '{1A2B3C4D-0000-1111-2222-333344445555}',
  UpgradeCode: '{AAAA0000-BBBB-1111-2222-CCCCDDDDEEEE}',
  ProductName: 'Lab Agent',
  ProductVersion: '5.1.20',
};

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._';

/** The packed name of a stream: two characters of the alphabet are one of the name. */
export function packName(table: string): string {
  const codes = Array.from(table, (one) => alphabet.indexOf(one));
  let name = '\u4840';
  for (let at = 0; at < codes.length; at += 2) {
    const [one = 0, two] = codes.slice(at, at + 2);
    name += String.fromCharCode(two === undefined ? 0x4800 + one : 0x3800 + one + two * 64);
  }
  return name;
}

/** Texts by number, as they are first asked for. */
class Pool {
  readonly #texts: Buffer[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #encode: (text: string) => Buffer;

  constructor(encode: (text: string) => Buffer) {
    this.#encode = encode;
  }

  number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#texts.push(this.#encode(text));
    this.#numbers.set(text, this.#texts.length);
    return this.#texts.length;
  }

  write(head: number): { pool: Buffer; data: Buffer } {
    const parts = this.#texts.flatMap((text) => {
      const entry = (low: number, high: number): Buffer => Buffer.from(Uint16Array.of(low, high).buffer);
      // One of 64 KB and more has an entry before its own, with the high part of its length.
      const long = text.length > 0xffff ? [entry(0, text.length >>> 16)] : [];
      return [...long, entry(text.length & 0xffff, 1)];
    });
    const first = Buffer.alloc(4);
    first.writeUInt32LE(head);
    return { pool: Buffer.concat([first, ...parts]), data: Buffer.concat(this.#texts) };
  }
}

/** Cells column by column. */
function writeTable(rows: readonly (readonly number[])[], widths: readonly number[]): Buffer {
  return Buffer.concat(
    widths.flatMap((width, column) =>
      rows.map((row) => {
        const cell = Buffer.alloc(width);
        cell.writeUIntLE(row[column] ?? 0, 0, width);
        return cell;
      }),
    ),
  );
}

/** Makes the smallest installer that says these properties; the fixture of every test that reads one. */
export function buildInstaller(given: InstallerGiven = {}): { bytes: Buffer; places: CompoundPlaces } {
  const { properties = madeProperties, codePage = 1252, hasWideReferences = false, without = [] } = given;
  const pool = new Pool(given.encode ?? ((text) => Buffer.from(text, 'latin1')));
  // Texts of other tables come first, one of them longer than 64 KB, so that a wrong length spoils all that follow.
  pool.number('x'.repeat(70_000));
  const reference = hasWideReferences ? 3 : 2;
  const column = (table: string, at: number, name: string, kind: number): number[] => [
    pool.number(table),
    0x8000 + at,
    pool.number(name),
    (0x8000 + kind) & 0xffff,
  ];
  const told = [
    column('Feature', 1, 'Feature', 0x2d26),
    column('Property', 1, 'Property', 0x2d48),
    column('Property', 2, 'Value', 0x0f00),
  ];
  const columns = writeTable(given.hasMixedColumns === true ? told.toReversed() : told, [reference, 2, reference, 2]);
  const rows = Object.entries({ Manufacturer: 'Lab', ...properties });
  const property = writeTable(
    rows.map(([name, value]) => [pool.number(name), pool.number(value)]),
    [reference, reference],
  );
  const texts = pool.write(codePage + (hasWideReferences ? 0x8000_0000 : 0));
  const tables = { _StringPool: texts.pool, _StringData: texts.data, _Columns: columns, Property: property };
  const kept = Object.entries({ ...tables, ...given.tables }).filter(([name]) => !without.includes(name));
  const summary: [string, Buffer] = ['\u0005SummaryInformation', Buffer.alloc(48)];
  const streams = new Map([summary, ...kept.map(([name, bytes]) => [packName(name), bytes] as const)]);
  return buildCompound({ ...given, streams });
}
