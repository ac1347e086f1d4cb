import { describe, expect, it } from 'vitest';
import { isAppError } from '#shared/contract/errors';
import { InstallerFacts } from '#shared/model/installer';
import { mutate } from '../../ports/fakes/mutate.ts';
import { createRepeatable } from '../../sample/random.ts';
import { buildCompound } from '../fakes/build-compound.ts';
import { buildInstaller, type InstallerGiven, madeProperties } from '../fakes/build-installer.ts';
import { installerLimits } from '../limits.ts';
import type { PlacedFile } from './damaged.ts';
import { openCompoundFile } from './compound-file.ts';
import { readInstaller } from './read-installer.ts';

interface Counted extends PlacedFile {
  readonly counts: { bytes: number };
}

/** A file of bytes that counts what is read of it; `size` when it says that it is larger than what was made. */
function fileOf(bytes: Buffer, size = bytes.length): Counted {
  const counts = { bytes: 0 };
  const read = (offset: number, length: number): Buffer => {
    const part = bytes.subarray(Math.min(offset, bytes.length), Math.min(offset + length, bytes.length));
    counts.bytes += part.length;
    return part;
  };
  return { file: 'lab.msi', size, read, counts };
}

const made = (given: InstallerGiven = {}): Buffer => buildInstaller(given).bytes;
const facts = {
  productCode: madeProperties.ProductCode,
  upgradeCode: madeProperties.UpgradeCode,
  productName: 'Lab Agent',
  version: '5.1.20',
};

/** Code and reason of a refusal. */
function refusalOf(bytes: Buffer): [string, string] {
  try {
    readInstaller(fileOf(bytes));
  } catch (error) {
    if (!isAppError(error)) throw error;
    expect(error.details['file']).toBe('lab.msi');
    return [error.code, JSON.stringify(error.details['reason'])];
  }
  return expect.unreachable('it was read');
}

function changed(
  given: InstallerGiven,
  change: (bytes: Buffer, places: ReturnType<typeof buildInstaller>['places']) => void,
): Buffer {
  const { bytes, places } = buildInstaller(given);
  change(bytes, places);
  return bytes;
}

describe('an installer', () => {
  it.each<[string, InstallerGiven]>([
    ['with small sectors', {}],
    ['with large sectors', { isWide: true }],
    ['with very many texts', { hasWideReferences: true }],
    ['with both', { isWide: true, hasWideReferences: true }],
    ['whose columns are told in another order than they have', { hasMixedColumns: true }],
    ['of the neutral code page', { codePage: 0 }],
    ['of a code page that nobody knows, in plain letters', { codePage: 12345 }],
  ])('[XFER-170] says its product: %s', (_name, given) => {
    expect(readInstaller(fileOf(made(given)))).toEqual(facts);
  });

  it.each<[string, number, (text: string) => Buffer]>([
    ['Größe', 1252, (text) => Buffer.from(text, 'latin1')],
    ['Größe', 0, (text) => Buffer.from(text, 'latin1')],
    ['Größe 実験', 65001, (text) => Buffer.from(text, 'utf8')],
    ['実験', 932, (text) => (text === '実験' ? Buffer.from([0x8e, 0xc0, 0x8c, 0xb1]) : Buffer.from(text, 'latin1'))],
  ])('[XFER-170] the name %s is read in code page %i', (name, codePage, encode) => {
    const properties = { ...madeProperties, ProductName: name };
    expect(readInstaller(fileOf(made({ properties, codePage, encode })))).toEqual({ ...facts, productName: name });
  });

  it('[XFER-170] one without an upgrade code, a name and a version has none', () => {
    const properties = { ProductCode: madeProperties.ProductCode };
    const none = { upgradeCode: null, productName: '', version: '' };
    expect(readInstaller(fileOf(made({ properties })))).toEqual({ ...facts, ...none });
  });

  it('[XFER-171] is read by place: of hundreds of megabytes a few thousand bytes', () => {
    // So much that the places of the table of sectors do not fit into the head.
    const tables = { Binary: Buffer.alloc(40 * 1024 * 1024) };
    const source = fileOf(made({ tables }), 700 * 1024 * 1024);
    expect(readInstaller(source)).toEqual(facts);
    expect(source.counts.bytes).toBeLessThan(100_000);
  });
});

const patch = '000c1086-0000-0000-c000-000000000046';
const transform = '000c1082-0000-0000-c000-000000000046';

describe('what is no installer', () => {
  it.each<[string, Buffer, string, string]>([
    ['nothing', Buffer.alloc(0), 'installer.empty', 'choose'],
    ['a program', Buffer.from('MZ\0\0'), 'installer.program', 'program'],
    ['a text', Buffer.from('this is text'), 'installer.unknown-kind', 'choose'],
    ['a zip', Buffer.from('PK\x03\x04'), 'other-kind', 'unpack'],
    ['an image', Buffer.from('MSWIM\0\0\0'), 'other-kind', 'choose'],
    ['a patch', made({ classId: patch }), 'installer.patch', 'choose'],
    ['a transform', made({ classId: transform }), 'installer.transform', 'choose'],
    ['a merge module', made({ tables: { ModuleSignature: Buffer.alloc(8) } }), 'installer.module', 'choose'],
    ['a document', made({ without: ['_StringPool'] }), 'installer.other-compound', 'choose'],
  ])('[XFER-172] is refused as what it is, with what to do: %s', (_name, bytes, why, remedy) => {
    expect(() => readInstaller(fileOf(bytes))).toThrow(
      expect.objectContaining({
        code: 'INSTALLER_NONE',
        details: {
          file: 'lab.msi',
          reason: expect.objectContaining({ say: `reasons:${why}` }) as unknown,
          remedy: { say: `reasons:installer-remedy.${remedy}` },
        },
      }) as Error,
    );
  });
});

const circle = {
  code: 'INSTALLER_DAMAGED',
  details: { file: 'lab.msi', reason: { say: 'reasons:installer.circle' } },
};

const pool = (...entries: number[]): Buffer => Buffer.from(Uint16Array.from([1252, 0, ...entries]).buffer);

describe('a damaged installer', () => {
  it.each<[string, Buffer, string]>([
    ['cut in its head', made().subarray(0, 300), 'cut-off'],
    ['cut in its table', made().subarray(0, 70_000), 'outside'],
    ['of a version that is none', changed({}, (bytes) => bytes.writeUInt16LE(9, 26)), 'head'],
    ['whose sectors are of another size', changed({}, (bytes) => bytes.writeUInt16LE(12, 30)), 'head'],
    ['without a root', changed({}, (bytes, { directory }) => bytes.writeUInt8(1, directory + 66)), 'head'],
    [
      'whose directory leads in a circle',
      changed({}, (bytes, { table, directory }) => {
        const sector = directory / 512 - 1;
        bytes.writeUInt32LE(sector, table + sector * 4);
      }),
      'circle',
    ],
    [
      'whose entries lead in a circle',
      changed({}, (bytes, { directory }) => bytes.writeUInt32LE(1, directory + 128 + 72)),
      'circle',
    ],
    [
      'whose entries lead out',
      changed({}, (bytes, { directory }) => bytes.writeUInt32LE(5000, directory + 128 + 72)),
      'outside',
    ],
    ['whose directory begins outside', changed({}, (bytes) => bytes.writeUInt32LE(1_000_000, 48)), 'outside'],
    [
      'whose small sectors lead out',
      changed({ properties: { ...madeProperties, A: '1', B: '2', C: '3' } }, (bytes, { smallTable }) =>
        bytes.fill(0x70, smallTable, smallTable + 512),
      ),
      'outside',
    ],
    [
      'whose small parts have less room in their table than they say',
      changed({}, (bytes, { directory }) => bytes.writeUInt32LE(128 * 1024 * 1024, directory + 120)),
      'small-store',
    ],
    ['with texts that end too soon', made({ tables: { _StringData: Buffer.alloc(100) } }), 'cut-off'],
    ['with half of a pool', made({ tables: { _StringPool: Buffer.alloc(3) } }), 'cut-off'],
    ['with half of a long text', made({ tables: { _StringPool: pool(0, 1) } }), 'cut-off'],
    [
      'with a text of a gigabyte',
      made({ tables: { _StringPool: pool(0, 0x4000, 0, 1, 0, 0x4000, 0, 1) } }),
      'value-long',
    ],
    ['with texts that are not there', made({ tables: { _StringPool: pool(1, 1) } }), 'string-missing'],
    ['without columns', made({ without: ['_Columns'] }), 'no-table'],
    ['without properties', made({ without: ['Property'] }), 'no-table'],
    ['with columns of another table only', made({ tables: { _Columns: Buffer.alloc(0) } }), 'no-table'],
    ['with half of a row', made({ tables: { Property: Buffer.alloc(7) } }), 'table-size'],
    [
      'with a code page that is not the one of its texts',
      made({ properties: { ...madeProperties, ProductName: 'Größe' }, codePage: 65001 }),
      'code-page',
    ],
    [
      'with a code page that nobody knows',
      made({ properties: { ...madeProperties, ProductName: 'Größe' }, codePage: 12345 }),
      'code-page',
    ],
    ['without a product code', made({ properties: { ProductName: 'x' } }), 'no-product'],
    ['whose code is none', made({ properties: { ...madeProperties, UpgradeCode: '{x}' } }), 'code-form'],
    [
      'whose code is longer than any',
      made({ properties: { ...madeProperties, ProductCode: 'x'.repeat(9000) } }),
      'value-long',
    ],
  ])('[XFER-173] is refused with what is wrong: %s', (_name, bytes, why) => {
    const [code, reason] = refusalOf(bytes);
    expect([code, reason]).toEqual(['INSTALLER_DAMAGED', expect.stringContaining(`"reasons:installer.${why}"`)]);
  });

  it('[XFER-173] the places of the table of sectors are read no further than the file needs them', () => {
    const inCircle = changed({}, (bytes) => {
      bytes.writeUInt32LE(0, 68);
      bytes.writeUInt32LE(0, 512 + 508);
    });
    expect(() => readInstaller(fileOf(inCircle, 100_000 * 512))).toThrow(expect.objectContaining(circle) as Error);
    const { read, ...largest } = fileOf(inCircle, installerLimits.sectors * 512);
    let bytesRead = 0;
    const endless = {
      ...largest,
      // Behind the head each sector names the next one, through all of the file.
      read: (offset: number, length: number): Buffer => {
        bytesRead += length;
        const bytes = offset < 512 ? read(offset, length) : Buffer.alloc(length);
        if (offset >= 512 && length === 512) bytes.writeUInt32LE(offset / 512, 508);
        return bytes;
      },
    };
    expect(() => readInstaller(endless)).toThrow(expect.objectContaining({ code: 'INSTALLER_DAMAGED' }) as Error);
    expect(bytesRead).toBeLessThan(2_000_000);
  });

  it('[XFER-173] more than the limits is refused, and nothing of that size is held', () => {
    const streamLarge = changed({}, (bytes, { directory }) => {
      for (let at = directory + 128; at < directory + 6 * 128; at += 128) bytes.writeUInt32LE(0x7fff_ffff, at + 120);
    });
    expect(refusalOf(streamLarge)[1]).toContain('installer.stream-large');
    const smallTable = changed({}, (bytes) => bytes.writeUInt32LE(installerLimits.streamBytes / 512 + 1, 64));
    expect(refusalOf(smallTable)[1]).toContain('installer.stream-large');
    const many = Buffer.alloc((installerLimits.strings + 1) * 4);
    expect(refusalOf(made({ tables: { _StringPool: many } }))[1]).toContain('installer.strings');
    const rows = Buffer.alloc((installerLimits.tableRows + 1) * 4);
    expect(refusalOf(made({ tables: { Property: rows } }))[1]).toContain('installer.rows');
    const source = fileOf(made(), (installerLimits.sectors + 2) * 512);
    expect(() => readInstaller(source)).toThrow(expect.objectContaining({ code: 'INSTALLER_DAMAGED' }) as Error);
  });

  it('[XFER-173] a stream gives what it has to its last byte, and not one more', () => {
    const given = Buffer.from('abc');
    const [open] = openCompoundFile(
      fileOf(buildCompound({ streams: new Map([['One', given]]) }).bytes),
    ).streams.values();
    expect(open?.().read(0, 3)).toEqual(given);
    expect(() => open?.().read(1, 3)).toThrow(expect.objectContaining({ code: 'INSTALLER_DAMAGED' }) as Error);
  });

  it('[XFER-174] whatever the bytes, the outcome is a product or an error of ours', () => {
    const random = createRepeatable(11);
    const originals = [made(), made({ isWide: true, hasWideReferences: true })] as const;
    const outcomes = new Map<string, number>();
    for (let round = 0; round < 1500; round += 1) {
      const bytes = mutate(Buffer.from(random.pick(originals)), random);
      let outcome = 'read';
      try {
        InstallerFacts.parse(readInstaller(fileOf(bytes)));
      } catch (error) {
        if (!isAppError(error) || error.code === 'INTERNAL')
          throw new Error(`round ${String(round)}`, { cause: error });
        outcome = error.code;
      }
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    expect([...outcomes.keys()]).toEqual(expect.arrayContaining(['INSTALLER_DAMAGED', 'read']));
  });
});
