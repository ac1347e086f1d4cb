import { describe, expect, it } from 'vitest';
import { type AppError, isAppError } from '#shared/contract/errors';
import { message, reason } from '#shared/contract/message';
import { errorText } from '#shared/text/say';
import { createEnglish } from '../../ports/fakes/english.ts';
import { buildZip, type RawEntry, type RawZip } from '../fakes/build-zip.ts';
import { defaultLimits, type TransferLimits } from '../limits.ts';
import { entryNameProblem } from './entry-name.ts';
import { refuseOtherArchive } from './other-archive.ts';
import { readZip } from './read-zip.ts';
import { writeZip } from './write-zip.ts';

async function refusal(bytes: Uint8Array, limits: TransferLimits = defaultLimits): Promise<AppError> {
  try {
    await readZip(bytes, 'f.zip', limits);
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
  throw new Error('the zip was taken');
}

const codeOf = async (entries: RawEntry[], zip: RawZip = {}, limits?: Partial<TransferLimits>): Promise<string> =>
  (await refusal(buildZip(entries, zip), { ...defaultLimits, ...limits })).code;

const taken = async (entries: RawEntry[], zip: RawZip = {}, limits?: Partial<TransferLimits>): Promise<string[]> =>
  (await readZip(buildZip(entries, zip), 'f.zip', { ...defaultLimits, ...limits })).map(
    (entry) => `${entry.name}=${entry.bytes.toString()}`,
  );

describe('names of entries', () => {
  const hostile: readonly string[] = [
    '../a.xml',
    'a/../../b.xml',
    '..',
    './a.xml',
    'a/./b.xml',
    '/etc/passwd',
    '//server/share/a',
    'C:/a.xml',
    'c:a.xml',
    '\\\\server\\share\\a',
    '\\a.xml',
    'C:\\a.xml',
    'a\\..\\..\\b.xml',
    'a\\.\\b.xml',
    'a\\\\b.xml',
    'a/..\\b.xml',
    'a\\con',
    'folder.\\a.xml',
    '..\\a.xml',
    'a.xml:stream',
    'a.xml::$DATA',
    'con',
    'CON.xml',
    'a/prn.txt',
    'AUX',
    'nul.xml',
    'com1.log',
    'LPT9',
    'com²',
    'CONIN$',
    'a\u0000.xml',
    'a\u0007.xml',
    'a\n.xml',
    'a\u007f.xml',
    'a\u0085.xml',
    'a//b.xml',
    'a.',
    'a ',
    'folder./a.xml',
    'folder /a.xml',
    '%2e%2e/a.xml',
    '..%2fa.xml',
    'a%2f..%2f..%2fb.xml',
    '%252e%252e/a.xml',
    '..%5ca.xml',
    'a%00.xml',
    '%43%3a/a.xml',
    'c%6fn',
    '',
  ];

  it.each(hostile)('[XFER-12] %j is refused with its name and a reason', async (name) => {
    const error = await refusal(
      buildZip([
        { name: 'ok.xml', data: 'x' },
        { name, data: 'x' },
      ]),
    );
    expect(error.code).toBe('ZIP_ENTRY_NAME');
    expect(error.details['file']).toBe('f.zip');
    expect(errorText(createEnglish().say, error.code, error.details).sentence).not.toContain('–');
  });

  it.each([
    'SMS_Program/TST0000D_Multiplatform%20x64/object.xml',
    'SMS_Application/ScopeId_1%25Application_2_3/object.xml',
    '[Content_Types].xml',
    'package/services/metadata/core-properties/00.psmdcp',
    'console.xml',
    'compile/com10.xml',
    '100%.xml',
    'Übung/日本.xml',
    '..a/b..c',
  ])('[XFER-12] %j is taken', async (name) => {
    expect(await taken([{ name, data: 'x' }])).toEqual([`${name}=x`]);
  });

  it.each([
    ['SMS_TaskSequencePackage\\LAB00001\\object.xml', 'SMS_TaskSequencePackage/LAB00001/object.xml'],
    ['a/b\\c.xml', 'a/b/c.xml'],
  ])('[XFER-71] %j is read as %j', async (name, meant) => {
    expect(await taken([{ name, data: 'x' }])).toEqual([`${meant}=x`]);
  });

  it('[XFER-71] a folder that ends in a backslash is a folder, and two separators make one name', async () => {
    const folder = { name: 'a\\', data: '' };
    expect(await taken([folder, { name: 'a\\b', data: 'x' }])).toEqual(['a/b=x']);
    const twice = ['a/b', 'a\\b'].map((name) => ({ name, data: 'x' }));
    expect(await codeOf(twice)).toBe('ZIP_DUPLICATE_ENTRY');
  });

  it('[XFER-12] a name has at most 1,024 characters', () => {
    const longest = defaultLimits.zipNameLength;
    const problems = [longest - 1, longest, longest + 1].map((length) => entryNameProblem('a'.repeat(length), longest));
    expect(problems).toEqual([null, null, reason('entry-long')]);
  });

  it.each([
    ['a.xml', 'a.xml'],
    ['a.xml', 'A.XML'],
    ['a b.xml', 'a%20b.xml'],
    ['\u00e4.xml', 'a\u0308.xml'],
  ])('[XFER-14] %j and %j are the same entry twice', async (first, second) => {
    const entries = [first, second].map((name) => ({ name, data: 'x' }));
    const error = await refusal(buildZip(entries));
    expect([error.code, error.details['place']]).toEqual(['ZIP_DUPLICATE_ENTRY', second]);
  });

  it('[XFER-15] links and encrypted entries are refused', async () => {
    const link = { name: 'a', data: '/etc/passwd', externalAttributes: 0o120777 * 65536 };
    expect(await codeOf([link])).toBe('ZIP_ENTRY_NAME');
    expect(await codeOf([{ name: 'a', data: 'x'.repeat(20), flags: 1, compressedSize: 20, uncompressedSize: 8 }])).toBe(
      'ZIP_ENCRYPTED',
    );
  });
});

describe('sizes', () => {
  it('[XFER-10] the file: at, one below and one above the limit', async () => {
    const bytes = buildZip([{ name: 'a', data: 'x' }]);
    for (const [limit, isFine] of [
      [bytes.length, true],
      [bytes.length + 1, true],
      [bytes.length - 1, false],
    ] as const) {
      const work = readZip(bytes, 'f.zip', { ...defaultLimits, zipFileBytes: limit });
      if (isFine) await expect(work).resolves.toHaveLength(1);
      else
        await expect(work).rejects.toMatchObject({ code: 'FILE_TOO_LARGE', details: { actual: bytes.length, limit } });
    }
  });

  it('[XFER-11] the number of entries: at, one below and one above, also when the end record lies', async () => {
    const entries = ['a', 'b', 'c'].map((name) => ({ name, data: name }));
    expect(await taken(entries, {}, { zipEntries: 3 })).toHaveLength(3);
    expect(await taken(entries, {}, { zipEntries: 4 })).toHaveLength(3);
    const error = await refusal(buildZip(entries), { ...defaultLimits, zipEntries: 2 });
    expect([error.code, error.details['actual'], error.details['limit']]).toEqual(['ZIP_TOO_MANY_ENTRIES', 3, 2]);
    expect(await codeOf(entries, { isZip64: true, entryCount: 2 ** 40 })).toBe('ZIP_TOO_MANY_ENTRIES');
    expect(await codeOf(entries, { entryCount: 9 })).toBe('ZIP_MALFORMED');
  });

  it.each([false, true])('[XFER-13] one entry: at, below and above (deflated %s)', async (deflated) => {
    const limits = { zipEntryBytes: 100 };
    for (const size of [99, 100]) {
      expect(await taken([{ name: 'a', data: 'x'.repeat(size), deflated }], {}, limits)).toHaveLength(1);
    }
    const error = await refusal(buildZip([{ name: 'a', data: 'x'.repeat(101), deflated }]), {
      ...defaultLimits,
      ...limits,
    });
    expect([error.code, error.details['place']]).toEqual(['ZIP_ENTRY_TOO_LARGE', 'a']);
  });

  it('[XFER-13] all entries together: at, below and above, also when they share their data', async () => {
    const entries = ['a', 'b'].map((name) => ({ name, data: 'x'.repeat(50) }));
    expect(await taken(entries, {}, { zipTotalBytes: 100 })).toHaveLength(2);
    expect(await taken(entries, {}, { zipTotalBytes: 101 })).toHaveLength(2);
    expect(await codeOf(entries, {}, { zipTotalBytes: 99 })).toBe('ZIP_TOTAL_TOO_LARGE');
    const shared = [{ name: 'a', data: 'x'.repeat(50) }, ...['b', 'c'].map((name) => ({ name, sameDataAs: 0 }))];
    expect(await codeOf(shared, {}, { zipTotalBytes: 149 })).toBe('ZIP_TOTAL_TOO_LARGE');
  });

  it('[XFER-13] a bomb is stopped by its ratio; small files may compress well', async () => {
    const bomb = { name: 'a', data: Buffer.alloc(2 * 1024 * 1024), deflated: true };
    expect(await codeOf([bomb])).toBe('ZIP_RATIO_TOO_HIGH');
    expect(await taken([{ ...bomb, data: Buffer.alloc(1024 * 1024) }])).toHaveLength(1);
    const limits = { zipRatioFloorBytes: 10 };
    const packed = buildZip([{ name: 'a', data: 'x'.repeat(1000), deflated: true }]);
    const compressed = packed.readUInt32LE(18);
    const ratio = 1000 / compressed;
    const work = (zipRatio: number): Promise<unknown> =>
      readZip(packed, 'f.zip', { ...defaultLimits, ...limits, zipRatio });
    await expect(work(ratio)).resolves.toBeDefined();
    await expect(work(ratio + 1)).resolves.toBeDefined();
    await expect(work(ratio - 1)).rejects.toMatchObject({ code: 'ZIP_RATIO_TOO_HIGH' });
  });

  it('[XFER-13] what a header says about sizes is not believed', async () => {
    const data = 'x'.repeat(3 * 1024 * 1024);
    expect(await codeOf([{ name: 'a', data, deflated: true, uncompressedSize: 10 }])).toBe('ZIP_MALFORMED');
    expect(await codeOf([{ name: 'a', data: 'abc', deflated: true, uncompressedSize: 2 ** 32 - 2 }])).toBe(
      'ZIP_MALFORMED',
    );
    expect(await codeOf([{ name: 'a', data: 'abc', compressedSize: 2 ** 31, uncompressedSize: 2 ** 31 }])).toBe(
      'ZIP_MALFORMED',
    );
    expect(
      await codeOf([{ name: 'a', data: 'abc', isZip64: true, compressedSize: 2 ** 50, uncompressedSize: 2 ** 50 }]),
    ).toBe('ZIP_MALFORMED');
  });

  it('[XFER-13] a large bomb is stopped before it fills the memory', async () => {
    const size = 100 * 1024 * 1024;
    const bomb = buildZip([{ name: 'a', data: Buffer.alloc(size), deflated: true }]);
    const limits = { ...defaultLimits, zipEntryBytes: 4 * 1024 * 1024, zipRatio: 100_000 };
    const before = process.memoryUsage();
    const { code } = await refusal(bomb, limits);
    const after = process.memoryUsage();
    expect(code).toBe('ZIP_ENTRY_TOO_LARGE');
    expect(after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed).toBeLessThan(size / 2);
  });
});

describe('what a zip may look like', () => {
  it('[XFER-16] data descriptors, zip64, comments, folders and extra fields are read', async () => {
    expect(await taken([{ name: 'a', data: 'x', hasDescriptor: true }])).toEqual(['a=x']);
    expect(await taken([{ name: 'a', data: 'x', deflated: true, hasDescriptor: true }])).toEqual(['a=x']);
    expect(await taken([{ name: 'a', data: 'x', isZip64: true }], { isZip64: true })).toEqual(['a=x']);
    expect(await taken([{ name: 'a', data: 'x' }], { comment: 'made by hand' })).toEqual(['a=x']);
    expect(await taken([{ name: 'f/' }, { name: 'f/a', data: 'x', localExtra: Buffer.alloc(28) }])).toEqual(['f/a=x']);
    expect(await taken([])).toEqual([]);
  });

  it('[XFER-16] a flipped byte is seen by the checksum', async () => {
    const bytes = buildZip([{ name: 'a', data: 'hello' }]);
    bytes[32] = (bytes[32] ?? 0) ^ 1;
    const error = await refusal(bytes);
    expect([error.code, error.details['place'], error.details['reason']]).toEqual([
      'ZIP_MALFORMED',
      'a',
      reason('checksum-wrong'),
    ]);
  });

  it('[XFER-16] every cut of a zip is refused', async () => {
    const bytes = buildZip([
      { name: 'a', data: 'hello', deflated: true },
      { name: 'b', data: 'world' },
    ]);
    for (let length = 0; length < bytes.length; length += 1) {
      expect((await refusal(bytes.subarray(0, length))).code, String(length)).toBe('ZIP_MALFORMED');
    }
  });

  it('[XFER-16] unknown methods, wrong offsets and other disks are refused', async () => {
    expect(await codeOf([{ name: 'a', data: 'x', method: 99 }])).toBe('ZIP_MALFORMED');
    expect(await codeOf([{ name: 'a', data: 'x' }], { directoryOffset: 2 ** 31 })).toBe('ZIP_MALFORMED');
    expect(await codeOf([{ name: 'a', data: 'x' }], { isZip64: true, directoryOffset: 2 ** 45 })).toBe('ZIP_MALFORMED');
    const split = buildZip([{ name: 'a', data: 'x' }]);
    split.writeUInt16LE(3, split.length - 18);
    expect((await refusal(split)).code).toBe('ZIP_MALFORMED');
  });

  it('[XFER-121] advises what fits: another copy of a cut zip, another compression for an unusual one', async () => {
    const cut = buildZip([{ name: 'a', data: 'hello' }]).subarray(0, -30);
    expect((await refusal(cut)).details['remedy']).toEqual(message('reasons:zip-remedy.copy'));
    const unusual = await refusal(buildZip([{ name: 'a', data: 'x', method: 99 }]));
    expect(unusual.details['remedy']).toEqual(message('reasons:zip-remedy.method'));
  });

  it.each([
    ['MZ\x90\x00 and a zip behind', 'program'],
    ['7z\xbc\xaf\x27\x1c\x00\x04', 'archive'],
    ['Rar!\x1a\x07\x01\x00', 'archive'],
    ['MSCF\x00\x00\x00\x00', 'archive'],
    ['\x1f\x8b\x08\x00', 'archive'],
    ['\xfd7zXZ\x00', 'archive'],
    ['BZh91AY&SY', 'archive'],
    ['\x28\xb5\x2f\xfd\x04\x58', 'archive'],
    [`ts.xml${'\x00'.repeat(251)}ustar\x00`, 'archive'],
    [`${'\x00'.repeat(0x8001)}CD001\x01`, 'archive'],
    ['MSWIM\x00\x00\x00\xd0', 'choose'],
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'choose'],
    ['vhdxfile', 'choose'],
    ['SQLite format 3\x00', 'choose'],
    ['no text \x00\x01\x02 of any kind', 'choose'],
    ['\r\nPK\x03\x04\x14\x00\x00\x00 and the rest of a zip', 'copy'],
  ])('[XFER-121] refuses %j as what it is', (start, remedy) => {
    const refused = (): void => refuseOtherArchive(Buffer.from(start, 'latin1'), 'f');
    expect(refused).toThrow(/ZIP_MALFORMED/);
    expect(refused).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ remedy: { say: `reasons:zip-remedy.${remedy}` } }),
      }),
    );
  });

  it('[XFER-121] leaves what is short or other text to whoever reads it', () => {
    const wide = [
      '\xff\xfe<\x00s\x00',
      '\xfe\xff\x00<\x00s',
      '<\x00s\x00',
      '\x00<\x00s',
      '\x00\x00\xfe\xff\x00\x00\x00<',
    ];
    for (const text of ['', 'M', '7z', 'BZ', 'ustar', '<sequence/>', 'PK\x03\x04', 'PK\x05\x06\x00', ...wide]) {
      expect(() => refuseOtherArchive(Buffer.from(text, 'latin1'), 'f')).not.toThrow();
    }
  });

  it('[XFER-27] what we pack is stored, in its order, without a time', async () => {
    const entries = ['b', 'a'].map((name) => ({ name, bytes: Buffer.from(name) }));
    const packed = await writeZip(entries);
    expect(await readZip(packed, 'f.zip')).toEqual(entries);
    expect([packed.readUInt16LE(8), packed.readUInt16LE(10), packed.readUInt16LE(12)]).toEqual([0, 0, 0x21]);
  });
});
