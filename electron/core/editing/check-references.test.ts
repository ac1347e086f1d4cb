import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PackageId } from '#shared/model/ids';
import { ofIds } from '#shared/model/list';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { SequenceDocument } from '../sequence/document.ts';
import { deleteSequences } from '../store/lists/act-on-selected.ts';
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
  const found = await check('WST99999', document);
  expect(found.map(({ id, problem, name }) => [document.row(id)?.name, problem, name])).toEqual([
    [off, 'disabled', 'Off'],
    [gone, 'deleted', 'Gone'],
    [back, 'circle', 'Back'],
    ['WST99998', 'missing', ''],
    ['WST99999', 'itself', ''],
  ]);
});
