import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PackageId } from '#shared/model/ids';
import { SequenceListQuery } from '#shared/model/lists';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { insertSequence, saveDocument } from '../store/tables/sequence.ts';
import { nextPackageId } from '../store/tables/site.ts';
import { createSequenceList } from './state-sequences.ts';

let temp: TempSite;
beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(() => temp.remove());

const documentOf = (inner: string) => Buffer.from(`<sequence version="3.10">${inner}</sequence>`);

function store(name: string, inner: string): Promise<PackageId> {
  return temp.site.database.write(async (transaction) => {
    const packageId = await nextPackageId(transaction);
    const document = documentOf(inner);
    await insertSequence(transaction, {
      ...{ packageId, name, document, folderId: null, description: '', dialect: 'cm', carry: null, properties: {} },
      ...{ stepCount: 1, enabled: true, at: 1, by: 'x' },
    });
    return packageId;
  });
}

const step = (type: string, more = '', action = 'x') =>
  `<step type="${type}" name="It" ${more}><action>${action}</action><defaultVarList /></step>`;
const capture = (more = '') => step('SMS_TaskSequence_CaptureUserStateAction', more);
const group = (inner: string, more = '') => `<group name="All" ${more}>${inner}</group>`;

it('[ENG-189] only sequences that really capture are offered for a capture', async () => {
  await store('captures', group(capture()));
  await store('step off', capture('disable="true"'));
  await store('group off', group(group(capture()), 'disable="true"'));
  await store('one of two off', capture('disable="true"') + capture());
  await store('toolkit', step('BDD_ZTIUserState', '', 'cscript.exe "%SCRIPTROOT%\\ZTIUserState.wsf" /capture'));
  await store('named so', step('SMS_TaskSequence_RunCommandLineAction', '', 'SMS_TaskSequence_CaptureUserStateAction'));
  const list = createSequenceList(temp.site.database);
  const names = async (query: object) => {
    const { rows, total } = await list(SequenceListQuery.parse(query));
    expect(total).toBe(rows.length);
    return rows.map(({ name }) => name);
  };
  expect(await names({ holds: 'capture' })).toEqual(['captures', 'one of two off']);
  expect(await names({ holds: 'capture', filter: 'two' })).toEqual(['one of two off']);
  expect(await names({ holds: 'restore' })).toEqual([]);
  expect(await names({})).toHaveLength(6);
});

it('[ENG-189] a sequence that is saved meanwhile is read again', async () => {
  const packageId = await store('captures', capture());
  const list = createSequenceList(temp.site.database);
  const query = SequenceListQuery.parse({ holds: 'capture' });
  expect((await list(query)).total).toBe(1);
  const document = documentOf(capture('disable="true"'));
  await temp.site.database.write((transaction) =>
    saveDocument(transaction, { packageId, baseRevision: 1, document, stepCount: 1, at: 2, by: 'x' }),
  );
  expect((await list(query)).total).toBe(0);
});
