import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inEnglish } from '../ports/fakes/english.ts';
import { PackageId } from '#shared/model/ids';
import { ofIds } from '#shared/model/list';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { createKeyFileSealer, createSecretStore } from '../ports/secrets.ts';
import { createKeyedQueue } from '../queue/keyed-queue.ts';
import { checkCorpus } from '../sequence/corpus.ts';
import { readInstance, listValues } from '../transfer/configmgr/instance.ts';
import { packageProperties } from '../transfer/configmgr/package-properties.ts';
import { readExportZip } from '../transfer/configmgr/read-export.ts';
import { defaultLimits } from '../transfer/limits.ts';
import { buildExport, buildObject, exportEntries, smallSequence } from '../transfer/fakes/build-export.ts';
import { buildZip } from '../transfer/fakes/build-zip.ts';
import { elementsOf } from '../transfer/xml/tree.ts';
import { attributeOf } from '../transfer/xml/text.ts';
import { fileWorkersHere } from './file-workers.ts';
import { createLibrary } from './library.ts';
import type { Library } from './library-types.ts';
import { checkSequenceFile } from './read-file.ts';

let temp: TempSite;
let library: Library;
let files: string;

beforeEach(async () => {
  temp = await createTempSite();
  files = mkdtempSync(join(tmpdir(), 'waystation-files-'));
  const { site, clock, ids } = temp;
  const secrets = createSecretStore(site.database, createKeyFileSealer(site.paths.secretKey), clock);
  const ports = { database: site.database, clock, ids, secrets, userName: 'me', siteCode: 'WST' };
  library = createLibrary({ ...ports, queue: createKeyedQueue(), fileWorkers: fileWorkersHere });
});
afterEach(async () => {
  await temp.remove();
  rmSync(files, { recursive: true, force: true });
});

async function importAt(name: string, bytes: Uint8Array | string) {
  const path = join(files, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return library.importFiles([{ path, fileName: path }], null);
}

async function importOne(name: string, bytes: Uint8Array | string) {
  const [one] = (await importAt(name, bytes)).imported;
  if (one === undefined) throw new Error('nothing came in');
  return { ...one, packageId: PackageId.parse(one.packageId) };
}

const exported = async (id: PackageId, comment = '') => {
  const { bytes } = await library.exportZip(ofIds([id]), comment);
  const [one] = (await readExportZip(bytes, 'f.zip')).sequences;
  if (one === undefined) throw new Error('nothing went out');
  return one;
};

const packageFile = (sequence: string): string =>
  `<?xml version="1.0"?>\r\n<SmsTaskSequencePackage xmlns:xsd="http://www.w3.org/2001/XMLSchema">\r\n  <BootImageID>LAB00006</BootImageID>\r\n  <Category />\r\n  <CustomProgressMsg>Hold on</CustomProgressMsg>\r\n  <Description>Kept &amp; seen</Description>\r\n  <Duration>360</Duration>\r\n  <Name>Lab client</Name>\r\n  <ProgramFlags>152084497</ProgramFlags>\r\n  <SequenceData>\r\n    ${sequence}\r\n  </SequenceData>\r\n  <SourceDate>2008-04-07T10:20:30</SourceDate>\r\n  <SupportedOperatingSystems />\r\n  <IconSize>0</IconSize>\r\n</SmsTaskSequencePackage>`;
const empty = '<sequence version="3.00"></sequence>';

describe('files of the field', () => {
  it('[XFER-105] what a package file says of its sequence comes in and goes out again', async () => {
    const { packageId, name } = await importOne('odd.xml', packageFile(empty));
    const { row, properties, references } = await library.get(packageId);
    expect([name, row.description]).toEqual(['Lab client', 'Kept & seen']);
    const shown = Object.fromEntries(properties.map((one) => [one.name, one.value]));
    expect(shown).toMatchObject({ BootImageID: 'LAB00006', Duration: '360', CustomProgressMsg: 'Hold on' });
    expect(references).toMatchObject([{ id: 'LAB00006', kind: 'boot-image' }]);
    const one = await exported(packageId);
    expect(one).toMatchObject({ name: 'Lab client', description: 'Kept & seen', xml: `${empty}\r\n` });
    expect(one.properties).toMatchObject({
      ...{ BootImageID: 'LAB00006', CustomProgressMsg: 'Hold on', Duration: '360', ProgramFlags: '152084497' },
      ...{ SourceDate: '20080407102030.000000+***', Type: '2', ReferencesCount: '1' },
    });
  });

  it('[XFER-105] printed, a package file has the name of now and every other byte', async () => {
    const text = packageFile(empty);
    const { packageId } = await importOne('odd.xml', text);
    const print = async () => Buffer.from(await library.print(packageId)).toString();
    expect(await print()).toBe(text);
    const blank = text.replace('Lab client', 'Lab client ').replace('Kept &amp; seen', ' two\r\nlines ');
    const other = await importOne('blank.xml', blank);
    expect(Buffer.from(await library.print(other.packageId)).toString()).toBe(blank);
    await library.setProperties(packageId, { name: 'New & old' });
    expect(await print()).toBe(text.replace('Lab client', 'New &amp; old'));
  });

  it('[XFER-106] a loose object is imported, printed, and counted as what it is', async () => {
    const object = buildObject({ packageId: 'LAB00001', name: 'Loose', xml: smallSequence });
    const { packageId, name, originalId } = await importOne('object.xml', object);
    expect([name, originalId, (await library.get(packageId)).row.stepCount]).toEqual(['Loose', 'LAB00001', 2]);
    expect((await exported(packageId)).xml).toBe(smallSequence);
    expect(Buffer.from(checkSequenceFile('object.xml', Buffer.from(object))).toString()).toBe(object);
    const { kinds, different } = await checkCorpus(files);
    expect([different, kinds['sequence object'], kinds['rule file']]).toEqual([
      [],
      { identical: 1, different: 0, refused: 0 },
      { identical: 0, different: 0, refused: 0 },
    ]);
    const other = await importAt(
      'program.xml',
      buildObject({ packageId: 'LAB00002', name: 'P', xml: 'x' }, 'SMS_Program'),
    );
    expect(other.refused).toMatchObject([{ code: 'XML_NOT_A_SEQUENCE' }]);
  });

  it('[XFER-107] a bare sequence goes out with every property that an object of the field has', async () => {
    const { packageId } = await importOne('bare.xml', smallSequence);
    const { carry } = await exported(packageId);
    const { document } = readInstance(carry.objectXml, 'f', 'object.xml');
    const all = elementsOf(document.root).filter(({ name }) => name.startsWith('PROPERTY'));
    expect(all).toHaveLength(88);
    const names = all.map((one) => attributeOf(one, 'NAME') ?? '').filter((one) => !one.startsWith('__'));
    expect(names).toEqual(packageProperties.map(({ name }) => name));
    expect(names).toEqual([...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
    const values = Object.fromEntries(listValues({ document, className: '' }, 100).map((one) => [one.name, one.value]));
    expect(values).toMatchObject({ __PROPERTY_COUNT: '78', ShareType: '1', Priority: '2', SourceSite: 'WST' });
    expect(values['SedoObjectVersion']).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
    for (const name of ['SourceDate', 'LastRefreshTime']) expect(values[name]).toMatch(/^\d{14}\.000000\+000$/);
    expect(values['Icon']).toBeUndefined();
  });

  it('[XFER-108] the administrator’s comment is kept, shown and goes out again', async () => {
    const core = `\uFEFF<?xml version="1.0" encoding="utf-8"?><coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description>For the lab &amp; you</dc:description></coreProperties>`;
    const entry = { name: 'package/services/metadata/core-properties/0123.psmdcp', data: core };
    const made = { packageId: 'LAB00001', name: 'One', xml: smallSequence };
    const { packageId } = await importOne('one.zip', buildExport([made], [entry]));
    expect(await library.get(packageId)).toMatchObject({ administratorComment: 'For the lab & you' });
    expect((await exported(packageId)).carry.comment).toBe('For the lab & you');
    expect((await exported(packageId, 'Another')).carry.comment).toBe('Another');
    const broken = await importOne('two.zip', buildExport([made], [{ ...entry, data: '<broken' }]));
    expect((await exported(broken.packageId)).carry.comment).toBeUndefined();
  });

  it('[XFER-109] zips inside a zip are taken; what lies deeper is named', async () => {
    const zip = (name: string) => buildExport([{ packageId: 'LAB00001', name, xml: smallSequence }]);
    const deep = buildZip([
      { name: 'c.zip', data: zip('C') },
      ...exportEntries([{ packageId: 'LAB00003', name: 'B', xml: empty }]),
    ]);
    const outer = buildZip([
      { name: 'Modules/a.zip', data: zip('A') },
      { name: 'b.ZIP', data: deep },
      { name: 'read me.zip', data: 'no zip' },
    ]);
    const { imported } = await importAt('modules.zip', outer);
    expect(imported.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(inEnglish(imported[0]?.notes)).toEqual([
      '1 zip file lies too deep in the file and was not taken; unpack it first.',
    ]);
    expect((await importAt('none.zip', buildZip([{ name: 'a.txt', data: 'x' }]))).refused).toMatchObject([
      { code: 'ZIP_NO_SEQUENCE' },
    ]);
  });

  it('[UI-635] the XML of sequences in a zip, and in a zip inside of it, is taken; else it says what to do', async () => {
    const bare = '<?xml version="1.0"?>\n<!-- ours -->\n<sequence version="3.00" name="" description=""></sequence>';
    const inner = buildZip([
      { name: 'Control/DC01/ts.xml', data: bare },
      { name: 'Deploy.xml', data: bare },
      { name: 'unattend.xml', data: '<unattend/>' },
      { name: 'broken.xml', data: Buffer.from([0x3c, 0xff, 0xff]) },
    ]);
    const names = async (file: string, zip: Uint8Array) => (await importAt(file, zip)).imported.map(({ name }) => name);
    expect(await names('one.zip', inner)).toEqual(['DC01', 'Deploy']);
    const outer = buildZip([{ name: 'lab.zip', data: inner }]);
    expect(await names('two.zip', outer)).toEqual(['DC01', 'Deploy']);
    const deeper = await importAt('three.zip', buildZip([{ name: 'outer.zip', data: outer }]));
    expect(deeper.refused).toMatchObject([{ code: 'ZIP_ONLY_ZIPS', details: { count: 1 } }]);
    const other = await importAt('four.zip', buildZip([{ name: 'unattend.xml', data: '<unattend/>' }]));
    expect(other.refused).toMatchObject([{ code: 'ZIP_NO_SEQUENCE' }]);
    const torn = await importAt('five.zip', buildZip([{ name: 'ts.xml', data: '<sequence version="3.00"><group>' }]));
    const place = `${join(files, 'five.zip')}: ts.xml`;
    expect(torn.refused).toMatchObject([{ code: 'XML_MALFORMED', details: { file: place } }]);
    const one = { packageId: 'LAB00001', name: 'One', xml: smallSequence };
    expect(await names('six.zip', buildExport([one], [{ name: 'beside.xml', data: bare }]))).toEqual(['One']);
    const packed = [
      { name: 'package.xml', data: packageFile(empty) },
      { name: 'marked.xml', data: `\uFEFF${bare}` },
    ];
    expect(await names('seven.zip', buildZip(packed))).toEqual(['Lab client', 'marked']);
  });

  it('[UI-634] says what is called alike, and keeps the file that a sequence came from', async () => {
    const one = { packageId: 'LAB00001', name: 'Client', xml: smallSequence };
    const first = await importOne('first.zip', buildExport([one]));
    expect(first.notes).toEqual([]);
    const second = await importAt(
      'second.zip',
      buildExport([
        { ...one, name: 'CLIENT' },
        { ...one, packageId: 'LAB00002' },
      ]),
    );
    const said = second.imported.map(({ notes }) => inEnglish(notes));
    expect(said).toEqual([
      [`The site has 2 other task sequences of this name: ${first.packageId}, WST00003.`],
      [`The site has 2 other task sequences of this name: ${first.packageId}, WST00002.`],
    ]);
    expect((await library.get(first.packageId)).sourceFile).toBe(join(files, 'first.zip'));
    const copy = await library.copy(first.packageId);
    expect((await library.get(copy)).sourceFile).toBe('');
    await library.remove(ofIds([first.packageId]));
    const third = await importOne('third.zip', buildExport([one]));
    expect(inEnglish(third.notes)).toEqual([expect.not.stringContaining(first.packageId)]);
  });

  it('[XFER-131] a text that is no XML is refused as what it is, in an export too', async () => {
    const page = '<!DOCTYPE html>\n<html><body>Sign in</body></html>';
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n';
    const cases = [
      ['', 'XML_NONE', 'reasons:text-empty'],
      ['\uFEFF \r\n\t', 'XML_NONE', 'reasons:text-empty'],
      [pointer, 'XML_NONE', 'reasons:begins-with'],
      ['{"name":"x"}', 'XML_NONE', 'reasons:begins-with'],
      [page, 'XML_NOT_A_SEQUENCE', 'html'],
      [`\uFEFF\n${page.toUpperCase()}`, 'XML_NOT_A_SEQUENCE', 'html'],
      ['<html lang="en"><br></html>', 'XML_NOT_A_SEQUENCE', 'html'],
      ['<?xml version="1.0"?>\n<!doctype html><html/>', 'XML_NOT_A_SEQUENCE', 'html'],
    ] as const;
    for (const [text, code, said] of cases) {
      const [one] = (await importAt('got.xml', text)).refused;
      const { reason, root } = (one?.details ?? {}) as { reason?: { say: string }; root?: string };
      expect([one?.code, reason?.say ?? root]).toEqual([code, said]);
    }
    const long = (await importAt('got.xml', `${'x'.repeat(5000)}\n`)).refused[0]?.details['reason'];
    expect(JSON.stringify(long).length).toBeLessThan(200);
    const dtd = await importAt('dtd.xml', '<!DOCTYPE sequence SYSTEM "s.dtd"><sequence version="3.10"/>');
    expect(dtd.refused).toMatchObject([{ code: 'XML_DOCTYPE' }]);
  });

  it('[UI-634] names no more of those that are called alike than a sentence holds, and says how many there are', async () => {
    const packageIds = ['1', '2', '3', '4', '5', '6', '7'].map((end) => `LAB0000${end}`);
    const zip = buildExport(packageIds.map((packageId) => ({ packageId, name: 'Client', xml: smallSequence })));
    const { imported } = await importAt('many.zip', zip);
    const [first, ...others] = imported.map(({ packageId }) => packageId);
    const said = imported.map(({ notes }) => inEnglish(notes));
    const sentence = (ids: readonly string[]) =>
      `The site has 6 other task sequences of this name: ${ids.join(', ')} ….`;
    expect([said.at(0), said.at(-1)]).toEqual([
      [sentence(others.slice(0, 5))],
      [sentence([first ?? '', ...others.slice(0, 4)])],
    ]);
    const six = await importAt(
      'six.zip',
      buildExport(packageIds.slice(1).map((packageId) => ({ packageId, name: 'Six', xml: smallSequence }))),
    );
    expect(inEnglish(six.imported[0]?.notes ?? [])).toEqual([expect.not.stringContaining('…')]);
  });

  it('[XFER-121] an archive of another kind is refused as that and not for its size', async () => {
    const path = join(files, 'drivers.7z');
    writeFileSync(path, Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]));
    // It takes no room: nothing of it is ever read.
    truncateSync(path, defaultLimits.zipFileBytes + 1);
    const { refused } = await library.importFiles([{ path, fileName: path }], null);
    expect(refused).toMatchObject([{ code: 'ZIP_MALFORMED', details: { reason: { values: { kind: '7z' } } } }]);
  });

  it('[XFER-110] migration rules are refused as what they are', async () => {
    for (const root of ['migration', 'Configuration']) {
      const { refused } = await importAt('rules.xml', `<${root}></${root}>`);
      expect(refused).toMatchObject([{ code: 'XML_IS_RULE_FILE', details: { root } }]);
    }
  });

  it.each([
    ['CM01/ts.xml', 'Standard Client Task Sequence', 'CM01'],
    ['DC01/TS.xml', 'PSD Standard Server Task Sequence (lab)', 'DC01'],
    ['DC01/ts.xml', 'Domain controller', 'Domain controller'],
    ['Templates/Client.xml', 'Standard Client Task Sequence', 'Standard Client Task Sequence'],
  ])('[XFER-111] %s with the name “%s” is called “%s”', async (path, name, expected) => {
    const one = await importOne(path, `<sequence version="3.00" name="${name}" description="d"></sequence>`);
    expect([one.name, one.notes.length]).toEqual([expected, expected === name ? 0 : 1]);
  });
});
