import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ofIds } from '#shared/model/list';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { createKeyFileSealer, createSecretStore } from '../ports/secrets.ts';
import { createKeyedQueue } from '../queue/keyed-queue.ts';
import { findReferences, listReferences } from '../store/lists/reference-list.ts';
import { buildExport, buildObject, smallSequence } from '../transfer/fakes/build-export.ts';
import type { RawEntry } from '../transfer/fakes/build-zip.ts';
import { fileWorkersHere } from './file-workers.ts';
import { createLibrary } from './library.ts';
import type { Library } from './library-types.ts';

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

const application = 'ScopeId_1F/Application_2A';
const second = 'ScopeId_1F/Application_2B';
const images =
  '<WIM><IMAGE INDEX="2"><NAME>Pro</NAME></IMAGE><IMAGE INDEX="1"><Property Name="Image name">Enterprise</Property></IMAGE></WIM>';

function object(className: string, id: string, properties: Record<string, string>): RawEntry {
  const text = buildObject({ packageId: id, name: '', xml: '', properties }, className);
  return { name: `${className}/${id.replaceAll('/', '%25')}/object.xml`, data: text };
}

const objects: RawEntry[] = [
  object('SMS_Package', 'LAB00009', { Name: 'Tools', Version: '2.1', Manufacturer: 'Lab' }),
  object('SMS_Program', 'LAB00009', { Name: '', PackageName: 'Tools', ProgramName: 'Install silently' }),
  object('SMS_ImagePackage', 'LAB0000A', { Name: 'Windows 11', ImageOSVersion: '10.0', ImageProperty: images }),
  object('SMS_Application', 'x', {
    ModelName: application,
    LocalizedDisplayName: 'Reader',
    SoftwareVersion: '7',
    Manufacturer: 'Lab',
  }),
  object('SMS_DriverPackage', 'LAB0000B', { Name: '' }),
];

const install = `<sequence version="3.10"><step type="SMS_TaskSequence_InstallApplicationAction" name="Apps"><action>a</action><defaultVarList><variable name="ApplicationName" property="ApplicationName" hidden="true">${second}</variable><variable name="OSDApp" property="AppInfo" hidden="true">1</variable><variable name="OSDApp0DisplayName" property="AppInfo0DisplayName">Writer</variable><variable name="OSDApp0Name" property="AppInfo0Name">${second}</variable></defaultVarList></step></sequence>`;

const references = [
  { id: 'LAB00009', name: 'Tools (old name)', type: 0 },
  { id: 'LAB0000C', name: 'Boot x64', type: 258 },
  { id: 'LAB0000D', name: '', type: 0 },
  { id: 'LAB00002', name: 'Elsewhere', type: 4 },
];

async function bring(fileName: string, bytes: Buffer) {
  const path = join(files, 'brought');
  writeFileSync(path, bytes);
  return library.importFiles([{ path, fileName }], null);
}

const zip = (xml = install, more = objects, named = references): Buffer =>
  buildExport([{ packageId: 'LAB00001', name: 'One', xml, references: named }], more);

const everything = ['package', 'driver-package', 'image', 'upgrade-package', 'boot-image', 'application'] as const;
const listed = async (filter = '') => {
  const query = { kinds: [...everything], filter, offset: 0, limit: 50 };
  return (await listReferences(temp.site.database, query)).rows.map(({ kind, id, name }) => [kind, id, name]);
};
const found = (...ids: string[]) => findReferences(temp.site.database.read, ids);

it('[LIB-50] an export tells of all that its sequences refer to: by its objects, its lists and its steps', async () => {
  const { imported, refused } = await bring('one.zip', zip());
  expect([imported.length, refused]).toEqual([1, []]);
  expect(await listed()).toEqual([
    ['boot-image', 'LAB0000C', 'Boot x64'],
    ['application', application, 'Reader'],
    ['package', 'LAB00009', 'Tools'],
    ['image', 'LAB0000A', 'Windows 11'],
    ['application', second, 'Writer'],
  ]);
  const base = { source: 'import', sourceFile: 'one.zip', importedAt: temp.clock.now() };
  expect(found('lab00009', 'LAB0000A', application, 'LAB0000D')).toEqual(
    [
      {
        ...{ ...base, kind: 'application', id: application, name: 'Reader', version: '7', manufacturer: 'Lab' },
        ...{ programs: [], images: [] },
      },
      {
        ...{ ...base, kind: 'package', id: 'LAB00009', name: 'Tools', version: '2.1', manufacturer: 'Lab' },
        ...{ programs: ['Install silently'], images: [] },
      },
      {
        ...{ ...base, kind: 'image', id: 'LAB0000A', name: 'Windows 11', version: '10.0', manufacturer: '' },
        programs: [],
        images: [
          { index: 1, name: 'Enterprise' },
          { index: 2, name: 'Pro' },
        ],
      },
    ].sort((a, b) => (a.id.toLowerCase() < b.id.toLowerCase() ? -1 : 1)),
  );
});

it('[LIB-51] a later file says what is new and leaves what it does not say', async () => {
  await bring('one.zip', zip());
  const later = [
    object('SMS_Package', 'lab00009', { Name: 'Tools 3', Version: '', Manufacturer: '' }),
    object('SMS_Program', 'LAB00009', { Name: '', PackageName: 'Tools 3', ProgramName: 'Repair' }),
  ];
  await bring('two.zip', zip(smallSequence, later, []));
  expect(found('LAB00009')).toMatchObject([
    { name: 'Tools 3', version: '2.1', manufacturer: 'Lab', programs: ['Install silently', 'Repair'] },
  ]);
  expect(found('LAB00009')[0]?.sourceFile).toBe('two.zip');
  expect(found('LAB0000A')[0]).toMatchObject({ sourceFile: 'one.zip', images: [{ index: 1 }, { index: 2 }] });
});

it('[LIB-52] what is known stays when the sequence goes, and a refused file tells nothing', async () => {
  const { imported } = await bring('one.zip', zip());
  const before = await listed();
  await library.remove(ofIds(imported.map(({ packageId }) => packageId)));
  await temp.clock.advance(31 * 24 * 60 * 60 * 1000);
  await library.purge();
  expect(await listed()).toEqual(before);
  const other = object('SMS_Package', 'LAB000FF', { Name: 'Never' });
  const { refused } = await bring('bad.zip', zip('<sequence version="3.10"><step</sequence>', [other], []));
  expect(refused).toHaveLength(1);
  expect(found('LAB000FF')).toEqual([]);
});

it('[LIB-53] a sequence that is not of this site is known by name and not offered', async () => {
  const { imported } = await bring('one.zip', zip());
  const own = imported[0]?.packageId ?? '';
  expect(found('LAB00002', own)).toMatchObject([
    { kind: 'task-sequence', id: own, name: 'One', source: 'site' },
    { kind: 'task-sequence', id: 'LAB00002', name: 'Elsewhere', source: 'import' },
  ]);
  const query = { kinds: ['task-sequence' as const], filter: '', offset: 0, limit: 50 };
  const { rows, total } = await listReferences(temp.site.database, query);
  expect([rows.map(({ id }) => id), total]).toEqual([[own], 1]);
});

it('[LIB-50] what cannot be read of an image file lists no images and stands in nobody’s way', async () => {
  const broken = object('SMS_ImagePackage', 'LAB0000A', { Name: 'Windows', ImageProperty: '<WIM><IMAGE' });
  const { imported } = await bring('one.zip', zip(smallSequence, [broken], []));
  expect(imported).toHaveLength(1);
  expect(found('LAB0000A')).toMatchObject([{ name: 'Windows', images: [] }]);
});
