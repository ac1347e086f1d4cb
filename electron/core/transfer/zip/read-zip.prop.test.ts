import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isAppError } from '#shared/contract/errors';
import { errorText } from '#shared/text/say';
import { createEnglish } from '../../ports/fakes/english.ts';
import { readExportZip } from '../configmgr/read-export.ts';
import { buildExport, smallSequence } from '../fakes/build-export.ts';
import { buildZip, type RawEntry } from '../fakes/build-zip.ts';
import { decodeXml } from '../xml/decode.ts';
import { parseXmlText } from '../xml/parse.ts';

/** The outcome of an import: taken, or an error of ours with all its words filled. Anything else fails the test. */
async function judge(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isAppError(error) || error.code === 'INTERNAL') throw error;
    const { sentence, remedy } = errorText(createEnglish().say, error.code, error.details);
    expect(`${sentence} ${remedy}`).not.toMatch(/[{}–]\W*$/);
  }
}

const honest = buildExport([
  { packageId: 'LAB00001', name: 'First', xml: smallSequence },
  { packageId: 'LAB00002', name: 'Second & third', xml: smallSequence },
]);

it('[XFER-16] arbitrary bytes give an error of ours', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, isZipLike) => {
      const given = isZipLike ? Buffer.concat([Buffer.from('PK\u0003\u0004'), bytes, honest.subarray(-22)]) : bytes;
      await judge(() => readExportZip(given, 'f.zip'));
      await judge(async () => Promise.resolve(parseXmlText(decodeXml(given, 'f.xml').text, 'f.xml')));
    }),
    { numRuns: 400 },
  );
});

it('[XFER-16] an export with changed bytes is taken or refused in our words', async () => {
  const change = fc.record({ at: fc.nat(honest.length - 1), value: fc.integer({ min: 0, max: 255 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), fc.nat(honest.length), async (changes, cut) => {
      const bytes = Buffer.from(honest);
      for (const { at, value } of changes) bytes[at] = value;
      await judge(() => readExportZip(bytes, 'f.zip'));
      await judge(() => readExportZip(bytes.subarray(0, cut), 'f.zip'));
    }),
    { numRuns: 400 },
  );
});

it('[XFER-16] directories with changed headers are taken or refused in our words', async () => {
  const directory = honest.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
  const at = fc.integer({ min: directory, max: honest.length - 1 });
  const change = fc.record({ at, value: fc.constantFrom(0, 1, 0x7f, 0x80, 0xff) });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
      const bytes = Buffer.from(honest);
      for (const one of changes) bytes[one.at] = one.value;
      await judge(() => readExportZip(bytes, 'f.zip'));
    }),
    { numRuns: 500 },
  );
});

it('[XFER-16] zips of any entries are taken or refused in our words', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(smallSequence, '<INSTANCE CLASSNAME="X"/>', '<a/>'),
  );
  const name = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('SMS_TaskSequencePackage/LAB00001/object.xml', '_rels/.rels', 'x/ReferencesInfo.xml'),
  );
  const entry: fc.Arbitrary<RawEntry> = fc.record(
    {
      name,
      data: text,
      deflated: fc.boolean(),
      hasDescriptor: fc.boolean(),
      isZip64: fc.boolean(),
      flags: fc.nat(0xffff),
      crc: fc.nat(),
      uncompressedSize: fc.nat(),
      externalAttributes: fc.nat(),
    },
    { requiredKeys: ['name'] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 5 }), fc.boolean(), (entries, isZip64) =>
      judge(() => readExportZip(buildZip(entries, { isZip64 }), 'f.zip')),
    ),
    { numRuns: 400 },
  );
});
