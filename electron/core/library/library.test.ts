import { message } from '#shared/contract/message';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PackageId } from '#shared/model/ids';
import { ofIds } from '#shared/model/list';
import { SequenceListQuery } from '#shared/model/lists';
import { createEditing } from '../editing/editing.ts';
import { plainEditing } from '../editing/fakes/plain-editing.ts';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { createKeyFileSealer, createSecretStore, type SecretStore } from '../ports/secrets.ts';
import { createKeyedQueue } from '../queue/keyed-queue.ts';
import { createPasteReader } from './paste-reader.ts';
import { listSealedKeys } from '../store/tables/secret.ts';
import { listSequenceRows } from '../store/lists/sequence-list.ts';
import {
  buildExport,
  buildObject,
  exportEntries,
  type MadeSequence,
  smallSequence,
} from '../transfer/fakes/build-export.ts';
import { buildZip } from '../transfer/fakes/build-zip.ts';
import { fileWorkersHere } from './file-workers.ts';
import { createReferenceCheck } from '../editing/check-references.ts';
import { SequenceDocument } from '../sequence/document.ts';
import { copyName, createLibrary } from './library.ts';
import type { Library } from './library-types.ts';

const listed = async (criteria: { readonly deleted: boolean }) =>
  (await listSequenceRows(temp.site.database, SequenceListQuery.parse(criteria))).rows;

let temp: TempSite;
let secrets: SecretStore;
let library: Library;
let files: string;

beforeEach(async () => {
  temp = await createTempSite();
  files = mkdtempSync(join(tmpdir(), 'waystation-files-'));
  const { site, clock, ids } = temp;
  secrets = createSecretStore(site.database, createKeyFileSealer(site.paths.secretKey), clock);
  const ports = {
    database: site.database,
    clock,
    ids,
    secrets,
    userName: 'me',
    siteCode: 'WST',
    queue: createKeyedQueue(),
  };
  library = createLibrary({ ...ports, fileWorkers: fileWorkersHere });
});
afterEach(async () => {
  await temp.remove();
  rmSync(files, { recursive: true, force: true });
});

const day = 24 * 60 * 60 * 1000;

async function importBytes(bytes: Uint8Array | string, fileName = 'f.zip') {
  const path = join(files, 'upload');
  writeFileSync(path, bytes);
  return library.importFiles([{ path, fileName }], null);
}

async function importOne(bytes: Uint8Array | string, fileName?: string) {
  const { imported, refused } = await importBytes(bytes, fileName);
  expect(refused).toEqual([]);
  const [one] = imported;
  if (one === undefined) throw new Error('nothing came in');
  return one;
}

const text = async (id: string): Promise<string> => Buffer.from(await library.print(PackageId.parse(id))).toString();
const names = async (deleted = false): Promise<string[]> => (await listed({ deleted })).map((row) => row.name);

const password = 'hunter2-very-secret';
const join2 = (name: string, value: string): string =>
  `<step type="SMS_TaskSequence_JoinDomainWorkgroupAction" name="${name}" description="" runIn="FullOS" successCodeList="0" retryCount="0" runFromNet="false"><action>osdjoin.exe</action><defaultVarList><variable name="OSDJoinPassword" property="DomainPassword">${value}</variable></defaultVarList></step>`;
const secretSequence = (...steps: string[]): string => `<sequence version="3.10">${steps.join('')}</sequence>\r\n`;
const made = (packageId: string, xml: string, name = packageId): MadeSequence => ({ packageId, name, xml });

describe('import', () => {
  it('[LIB-1] a bare sequence is kept byte for byte and named after its file', async () => {
    for (const [bytes, fileName] of [
      [Buffer.from(`\uFEFF<?xml version="1.0"?>\n<!-- mine -->\n${smallSequence}`), 'Deploy.xml'],
      [
        Buffer.from('\uFEFF<sequence version="3.10"><group  name = "ü" description=\'\'/></sequence>', 'utf16le'),
        'Wide.xml',
      ],
    ] as const) {
      const one = await importOne(bytes, `C:\\exports\\${fileName}`);
      expect([one.name, Buffer.from(await library.print(one.packageId)).equals(bytes)]).toEqual([
        fileName.slice(0, -4),
        true,
      ]);
    }
  });

  it('[LIB-2] all sequences of a zip come in with names, descriptions and new package IDs', async () => {
    const { imported } = await importBytes(
      buildExport([made('LAB00001', smallSequence, 'One'), made('LAB00002', secretSequence(), 'Two')]),
    );
    expect(imported.map(({ packageId, name, originalId }) => [packageId, name, originalId])).toEqual([
      ['WST00001', 'One', 'LAB00001'],
      ['WST00002', 'Two', 'LAB00002'],
    ]);
    const rows = await listed({ deleted: false });
    expect(rows.map(({ description, stepCount, modifiedBy }) => [description, stepCount, modifiedBy])).toEqual([
      ['Made for a test', 2, 'me'],
      ['Made for a test', 0, 'me'],
    ]);
    expect(await text('WST00001')).toBe(smallSequence);
  });

  it.each([
    [
      'a broken second sequence',
      [
        ...exportEntries([made('LAB00001', smallSequence)]),
        { name: 'SMS_TaskSequencePackage/LAB00002/object.xml', data: buildObject(made('LAB00002', '<sequence')) },
      ],
      'XML_MALFORMED',
    ],
    [
      'a second object that is none',
      [...exportEntries([made('LAB00001', smallSequence)]), { name: 'x/object.xml', data: '<a/>' }],
      'ZIP_OBJECT_INVALID',
    ],
    [
      'a sequence that is none',
      [...exportEntries([made('LAB00001', smallSequence), made('LAB00002', '<other/>')])],
      'XML_NOT_A_SEQUENCE',
    ],
    [
      'a name that leads out',
      [...exportEntries([made('LAB00001', smallSequence)]), { name: '../x', data: '' }],
      'ZIP_ENTRY_NAME',
    ],
  ])('[LIB-5] %s: nothing comes in, and the refusal says file and remedy', async (_name, entries, code) => {
    const result = await importBytes(buildZip(entries));
    expect(result.imported).toEqual([]);
    expect(result.refused).toMatchObject([{ file: 'f.zip', code }]);
    expect(result.refused[0]?.details).toMatchObject({ file: expect.stringContaining('f.zip') as string });
    expect(await names()).toEqual([]);
    expect(await listSealedKeys(temp.site.database.read, '')).toEqual([]);
  });

  it('[LIB-5] one refused file leaves the others, and a missing file is named', async () => {
    const good = join(files, 'good');
    writeFileSync(good, smallSequence);
    const result = await library.importFiles(
      [
        { path: join(files, 'absent'), fileName: 'absent.zip' },
        { path: good, fileName: 'good.xml' },
        { path: files, fileName: 'folder.xml' },
      ],
      null,
    );
    expect(result.imported.map((one) => one.name)).toEqual(['good']);
    expect(result.refused.map(({ file, code }) => [file, code])).toEqual([
      ['absent.zip', 'FILE_NOT_FOUND'],
      ['folder.xml', 'FILE_UNREADABLE'],
    ]);
  });

  it('[LIB-5] a full database takes nothing in, and no secret stays behind', async () => {
    await importOne(smallSequence, 'a.xml');
    const huge = buildExport([
      made('LAB00001', secretSequence(join2('J', password))),
      made('LAB00002', `<sequence version="3.10"><!--${'x'.repeat(2_000_000)}--></sequence>`),
    ]);
    await temp.site.database.write((transaction) => {
      const pages = transaction.native.pragma('page_count', { simple: true }) as number;
      transaction.native.pragma(`max_page_count = ${String(pages + 60)}`);
      return Promise.resolve();
    });
    await expect(importBytes(huge)).rejects.toMatchObject({ code: 'STORE_FULL' });
    expect(await names()).toEqual(['a']);
    expect(await listSealedKeys(temp.site.database.read, '')).toEqual([]);
  });

  it('[LIB-6] says what was not taken and what is too large for the field', async () => {
    const other = {
      name: 'SMS_Program/LAB00009_run/object.xml',
      data: buildObject(made('LAB00009', 'x'), 'SMS_Program'),
    };
    const one = await importOne(buildExport([made('LAB00001', smallSequence)], [other]));
    expect(JSON.stringify(one.notes)).toContain('SMS_Program');
    const large = `<sequence version="3.10"><!--${'x'.repeat(2 * 1024 * 1024)}--></sequence>`;
    expect((await importOne(large, 'large.xml')).notes).toEqual([message('notes:sequence-large')]);
    const small = `<sequence version="3.10"><!--${'x'.repeat(2 * 1024 * 1024 - 80)}--></sequence>`;
    expect((await importOne(small, 'small.xml')).notes).toEqual([]);
  });
});

describe('sequences that call each other', () => {
  const call = (id: string): string =>
    `<subtasksequence type="SMS_TaskSequence_SubTasksequence" name="Run ${id}" description="" successCodeList="0" retryCount="0" runFromNet="false"><action>SubTasksequence.exe</action><defaultVarList><variable name="OSDSubTasksequenceTsName" property="TsName">${id}, Child</variable><variable name="OSDSubTasksequencePackageID" property="TsPackageID">${id}</variable><variable name="OSDSubTasksequenceTsReferencePackages" property="TsReferencePackages">LAB00009,${id}</variable></defaultVarList></subtasksequence>`;
  const parent = (...ids: string[]): string =>
    `<sequence version="3.10"><referenceList>${ids.map((id) => `<reference package="${id}" program="*"/>`).join('')}</referenceList>${ids.map(call).join('')}</sequence>\r\n`;

  it('[LIB-7] [DOC-16] links lead to the siblings that came with them, and nothing else changes', async () => {
    const references = [{ id: 'LAB00002', name: 'Child', type: 4 }];
    const source = parent('LAB00002', 'LAB00077');
    const { imported } = await importBytes(
      buildExport([{ ...made('LAB00001', source, 'Parent'), references }, made('LAB00002', smallSequence, 'Child')]),
    );
    expect(await text('WST00001')).toBe(source.replaceAll(/(?<!name="Run )LAB00002/g, 'WST00002'));
    expect(await text('WST00002')).toBe(smallSequence);
    expect(imported[0]?.notes).toEqual([
      message('notes:calls-linked'),
      message('notes:calls-missing', { ids: 'LAB00077' }),
    ]);
    expect(imported[1]?.notes).toEqual([]);
    const { references: shown } = await library.get(PackageId.parse('WST00001'));
    expect(shown.find((one) => one.id === 'WST00002')).toMatchObject({ name: 'Child', kind: 'task-sequence' });
  });

  it('[LIB-7] new IDs that are old IDs of others do not get mixed up', async () => {
    await importBytes(
      buildExport([made('WST00002', parent('WST00001', 'WST00002'), 'A'), made('WST00001', smallSequence, 'B')]),
    );
    expect(await text('WST00001')).toContain('property="TsPackageID">WST00002<');
    expect(await text('WST00001')).toContain('property="TsPackageID">WST00001<');
    expect((await text('WST00001')).indexOf('TsPackageID">WST00002')).toBeLessThan(
      (await text('WST00001')).indexOf('TsPackageID">WST00001'),
    );
  });

  it('[LIB-7] is one undo step: Undo gives the document that came, and it is no draft', async () => {
    const source = parent('LAB00002');
    await importBytes(buildExport([made('LAB00001', source), made('LAB00002', smallSequence)]));
    const { site, clock, ids } = temp;
    const editing = plainEditing(
      createEditing({
        database: site.database,
        clock,
        ids,
        secrets,
        userName: 'me',
        queue: createKeyedQueue(),
        readPaste: createPasteReader(fileWorkersHere, ids),
      }),
    );
    const state = await editing.open(PackageId.parse('WST00001'), 'edit', 'keep');
    expect([state.isDirty, state.draftFrom, state.history.undo, await editing.drafts()]).toEqual([
      false,
      null,
      [{ code: 'relink', values: {} }],
      [],
    ]);
    await editing.undo(state.sessionId, 1);
    await editing.save(state.sessionId, false);
    expect(await text('WST00001')).toBe(source);
  });
});

describe('export', () => {
  it('[LIB-10] [LIB-11] import(export(x)) = x, and two exports are equal bytes', async () => {
    await importBytes(
      buildExport([made('LAB00001', smallSequence, 'Ä <1>'), made('LAB00002', secretSequence(), 'Two')]),
    );
    const packageIds = ['WST00001', 'WST00002'].map((id) => PackageId.parse(id));
    await library.setProperties(packageIds[1]!, { name: '  Renamed & more ', description: 'line\nline' });
    await library.setEnabled(ofIds([packageIds[1]!]), false);
    const first = await library.exportZip(ofIds(packageIds), 'A comment');
    expect(Buffer.from((await library.exportZip(ofIds(packageIds), 'A comment')).bytes).equals(first.bytes)).toBe(true);
    expect([first.fileName, (await library.exportZip(ofIds([packageIds[0]!]), '')).fileName]).toEqual([
      '2 task sequences.zip',
      'Ä _1_.zip',
    ]);
    const { imported } = await importBytes(first.bytes);
    const rows = await listed({ deleted: false });
    for (const [at, { packageId }] of imported.entries()) {
      const [before, after] = [packageIds[at], packageId].map((id) => rows.find((row) => row.packageId === id));
      const facts = (row: typeof before) => [row?.name, row?.description, row?.enabled, row?.stepCount, row?.dialect];
      expect(facts(after)).toEqual(facts(before));
      expect(await text(packageId)).toBe(await text(packageIds[at]!));
    }
  });

  it('[LIB-11] [XFER-150] an MDT sequence has no zip and says so; an unknown one is not there', async () => {
    const mdt = '<?xml version="1.0"?>\n<sequence version="3.00" name="M" description="">\n</sequence>';
    const { packageId, name } = await importOne(mdt, 'ts.xml');
    expect(name).toBe('M');
    await expect(library.exportZip(ofIds([packageId]), '')).rejects.toMatchObject({
      ...{ code: 'SEQUENCE_HAS_NO_ZIP', details: { packageId, name } },
    });
    await expect(library.exportZip(ofIds([PackageId.parse('WST000FF')]), '')).rejects.toMatchObject({
      code: 'SEQUENCE_NOT_FOUND',
    });
  });
});

describe('the list', () => {
  it('[LIB-3] a copy has the name with “- Copy”, then a number, the same document and place', async () => {
    const folderId = await library.folders.create(null, 'Pilot');
    const id = await library.create({ name: 'Deploy', description: 'd', folderId });
    const copies = [await library.copy(id), await library.copy(id)];
    const rows = await listed({ deleted: false });
    expect(rows.map((row) => [row.name, row.folderId])).toEqual([
      ['Deploy', folderId],
      ['Deploy - Copy', folderId],
      ['Deploy - Copy (2)', folderId],
    ]);
    expect(await text(copies[0]!)).toBe(await text(id));
    expect(copyName('A', new Set(['a - copy', 'a - copy (2)']))).toBe('A - Copy (3)');
  });

  it('[LIB-4] deleted sequences can be restored for 30 days, then they are gone', async () => {
    const [a, b] = [
      await library.create({ name: 'A', description: '', folderId: null }),
      await library.create({ name: 'B', description: '', folderId: null }),
    ];
    await library.remove(ofIds([a, b]));
    expect([await names(), await names(true)]).toEqual([[], ['A', 'B']]);
    await expect(library.get(a)).rejects.toMatchObject({ code: 'SEQUENCE_NOT_FOUND' });
    await temp.clock.advance(30 * day);
    await library.purge();
    await library.undelete(ofIds([a]));
    expect([await names(), await names(true)]).toEqual([['A'], ['B']]);
    await temp.clock.advance(1);
    await library.purge();
    expect([await names(), await names(true)]).toEqual([['A'], []]);
    await expect(library.undelete(ofIds([b]))).rejects.toMatchObject({ code: 'SEQUENCE_NOT_FOUND' });
    // A number is never given twice.
    expect(await library.create({ name: 'C', description: '', folderId: null })).toBe('WST00003');
  });

  it('[LIB-12] the list reads no document, and details read one', async () => {
    const { packageId } = await importOne(buildExport([made('LAB00001', smallSequence)]));
    await temp.site.database.write((transaction) => {
      transaction.native.prepare("UPDATE sequence SET document = x'00', properties = '{}'").run();
      return Promise.resolve();
    });
    expect(await names()).toEqual(['LAB00001']);
    await expect(library.get(packageId)).rejects.toMatchObject({ code: 'XML_NONE' });
  });

  it('[LIB-12] details name properties, references with their steps, and problems', async () => {
    const references = [{ id: 'LAB00009', name: 'Tools', type: 0 }];
    const xml = smallSequence.replace(
      '</sequence>',
      '<step type="Unheard_Of" name="Odd"><action>x LAB00009</action></step></sequence>',
    );
    const { packageId } = await importOne(
      buildExport([{ ...made('LAB00001', xml), references, properties: { BootImageID: 'LAB00005' } }]),
    );
    const details = await library.get(packageId);
    expect(details.properties).toContainEqual({ name: 'SourceSite', value: 'LAB' });
    expect(details.references.map(({ id, name, kind }) => [id, name, kind])).toEqual([
      ['LAB00009', 'Tools', 'package'],
      ['LAB00005', null, 'boot-image'],
    ]);
    expect(details.problems).toEqual([{ number: 5, name: 'Odd', problem: 'unknown-type' }]);
  });

  it('[EDT-12] details name the very calls that the editor names', async () => {
    const call = (packageId: string, more = '') =>
      `<subtasksequence type="SMS_TaskSequence_SubTasksequence" name="Call ${packageId}" ${more}><action>x</action><defaultVarList><variable name="OSDSubTasksequencePackageID" property="TsPackageID">${packageId}</variable></defaultVarList></subtasksequence>`;
    const calls = call('WAY99999') + call('WAY99998', 'disable="true"');
    const xml = smallSequence.replace('</sequence>', `${calls}</sequence>`);
    const { packageId } = await importOne(buildExport([made('LAB00001', xml)]));
    const stored = new SequenceDocument(await text(packageId));
    const { problems: found } = await createReferenceCheck(temp.site.database)(packageId, stored);
    const details = await library.get(packageId);
    expect(details.calls.map(({ reference }) => reference)).toEqual(found);
    expect(details.calls).toMatchObject([{ number: 5, name: 'Call WAY99999', reference: { problem: 'missing' } }]);
  });
});
