import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PackageId } from '#shared/model/ids';
import { plainReference } from '#shared/model/reference';
import { ofIds } from '#shared/model/list';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { SequenceDocument } from '../sequence/document.ts';
import { deleteSequences } from '../store/lists/act-on-selected.ts';
import { putImportedReferences } from '../store/tables/imported-reference.ts';
import { insertSequence } from '../store/tables/sequence.ts';
import { nextPackageId } from '../store/tables/site.ts';
import { createReferenceCheck } from './check-references.ts';

let temp: TempSite;
beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(() => temp.remove());

const call = (packageId: string, name = packageId): string =>
  `<subtasksequence type="SMS_TaskSequence_SubTasksequence" name="${name}"><action>SubTasksequence.exe</action><defaultVarList><variable name="OSDSubTasksequencePackageID" property="TsPackageID">${packageId}</variable></defaultVarList></subtasksequence>`;
const sequence = (inner: string): string => `<sequence version="3.10">${inner}</sequence>`;

async function store(name: string, inner: string, enabled = true): Promise<PackageId> {
  return temp.site.database.write(async (transaction) => {
    const packageId = await nextPackageId(transaction);
    const fixed = {
      folderId: null,
      description: '',
      dialect: 'cm' as const,
      carry: null,
      properties: {},
      stepCount: 1,
    };
    const document = Buffer.from(sequence(inner));
    await insertSequence(transaction, { ...fixed, packageId, name, document, enabled, at: 1, by: 'x' });
    return packageId;
  });
}

it('[EDT-12] calls that cannot work are named; those that never happen are not', async () => {
  const good = await store('Good', '');
  const off = await store('Off', '', false);
  const gone = await store('Gone', '');
  const back = await store('Back', call('WST99999'));
  await temp.site.database.write((transaction) => deleteSequences(transaction, ofIds([gone]), 2));
  const inner = [
    ...[good, off, gone, back, 'WST99998', 'WST99999'].map((id) => call(id)),
    `<group name="Never" disable="true">${call('WST99997')}</group>`,
    call('WST99997').replace('name=', 'disable="true" name='),
    call('', 'Not chosen yet'),
  ];
  const document = new SequenceDocument(sequence(inner.join('')));
  const check = createReferenceCheck(temp.site.database);
  const { problems: found } = await check('WST99999', document);
  expect(found.map(({ id, problem, name }) => [document.row(id)?.name, problem, name])).toEqual([
    [off, 'disabled', 'Off'],
    [gone, 'deleted', 'Gone'],
    [back, 'circle', 'Back'],
    ['WST99998', 'missing', ''],
    ['WST99999', 'itself', ''],
  ]);
});

const step = (type: string, name: string, values: Readonly<Record<string, string>>): string => {
  const variables = Object.entries(values).map(
    ([key, value]) => `<variable name="${key}" property="${key}">${value}</variable>`,
  );
  return `<step type="SMS_TaskSequence_${type}Action" name="${name}"><action>a</action><defaultVarList>${variables.join('')}</defaultVarList></step>`;
};
const tell = (...facts: ReturnType<typeof plainReference>[]) =>
  temp.site.database.write(async (transaction) => {
    putImportedReferences(transaction, facts, { sourceFile: 'f.zip', at: 1 });
    await Promise.resolve();
  });

it('[LIB-54] IDs that nothing explains are told with their steps and properties; what is none is not asked about', async () => {
  const known = 'ScopeId_1/Application_1';
  await tell(plainReference('package', 'LAB00009', 'Tools'), plainReference('application', known, 'Reader'));
  const own = await store('Own', '');
  const inner = [
    step('RunCommandLine', 'Known', { PackageID: 'lab00009' }),
    step('RunCommandLine', 'Unknown', { PackageID: 'LAB000FF' }),
    step('RunCommandLine', 'None', { PackageID: '' }),
    step('ApplyDriverPackage', 'Placeholder', { DriverPackageID: '00000000' }),
    step('RunCommandLine', 'Later', { PackageID: '%TOOLS%' }),
    step('InstallApplication', 'Apps', { ApplicationName: `${known},ScopeId_1/Application_2, %APP%` }),
    step('DownloadPackageContent', 'Downloads', { DownloadPackages: `LAB00009,LAB000FE,${own}` }),
    step('RunCommandLine', 'Off', { PackageID: 'LAB000FD' }).replace('name=', 'disable="true" name='),
    step('NobodyKnowsThis', 'Other', { PackageID: 'LAB000FC' }),
    call('WST00BAD').replace(
      '</defaultVarList>',
      '<variable name="x" property="TsReferencePackages">LAB000FB</variable></defaultVarList>',
    ),
  ];
  const document = new SequenceDocument(sequence(inner.join('')));
  const { problems: found } = await createReferenceCheck(temp.site.database)('WST99999', document);
  expect(found.map((one) => [document.row(one.id)?.name, one.problem, one.property, one.packageId])).toEqual([
    ['WST00BAD', 'missing', 'TsPackageID', 'WST00BAD'],
    ['Unknown', 'unknown', 'PackageID', 'LAB000FF'],
    ['Apps', 'unknown', 'ApplicationName', 'ScopeId_1/Application_2'],
    ['Downloads', 'unknown', 'DownloadPackages', 'LAB000FE'],
  ]);
  await tell(plainReference('package', 'LAB000FF', 'Told later'));
  expect((await createReferenceCheck(temp.site.database)('WST99999', document)).problems).toHaveLength(3);
});

it('[LIB-54] the IDs of 5,000 steps are asked for in one statement', async () => {
  const steps = Array.from({ length: 5000 }, (_, at) =>
    step('RunCommandLine', String(at), { PackageID: `LAB${at.toString(16).toUpperCase().padStart(5, '0')}` }),
  );
  const document = new SequenceDocument(sequence(steps.join('')));
  const { database } = temp.site;
  const prepare = vi.spyOn(database.read.native, 'prepare');
  const { problems: found } = await createReferenceCheck(database)('WST99999', document);
  expect([found.length, prepare.mock.calls.length]).toEqual([5000, 2]);
});

it('[EDT-139] problems above the limit are counted, calls first, and none is left out in silence', async () => {
  const unknown = ['A', 'B', 'C'].map((name) => step('RunCommandLine', name, { PackageID: 'LAB000FF' }));
  const check = (most: number, ...inner: string[]) =>
    createReferenceCheck(temp.site.database, most)('WST99999', new SequenceDocument(sequence(inner.join(''))));
  const said = async (most: number, ...inner: string[]) => {
    const { problems, left } = await check(most, ...inner);
    return [problems.map(({ problem }) => problem), left];
  };
  expect(await said(3, ...unknown)).toEqual([['unknown', 'unknown', 'unknown'], 0]);
  expect(await said(2, ...unknown)).toEqual([['unknown', 'unknown'], 1]);
  expect(await said(1, ...unknown, call('WST99998'))).toEqual([['missing'], 3]);
});
