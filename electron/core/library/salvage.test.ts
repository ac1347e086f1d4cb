import { reason } from '#shared/contract/message';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeSecretReference } from '#shared/model/secret-reference';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { insertSequence } from '../store/tables/sequence.ts';
import { nextPackageId } from '../store/tables/site.ts';
import { salvageSite } from './salvage.ts';

let temp: TempSite;
const reference = writeSecretReference('00000000-0000-4000-8000-000000000000');
const secret = `<sequence version="3.10"><step type="SMS_TaskSequence_JoinDomainWorkgroupAction" name="J"><action>x</action><defaultVarList><variable name="OSDJoinPassword" property="DomainPassword">${reference}</variable></defaultVarList></step></sequence>`;
const plain = '<sequence version="3.10"><!-- kept --></sequence>';

beforeEach(async () => {
  temp = await createTempSite();
  await temp.site.database.write(async (transaction) => {
    const fixed = { folderId: null, description: '', dialect: 'cm' as const, carry: null, properties: {} };
    for (const [name, xml] of [
      ['A/b', plain],
      ['Secret', secret],
    ] as const) {
      const packageId = await nextPackageId(transaction);
      const one = { ...fixed, packageId, name, document: Buffer.from(xml) };
      await insertSequence(transaction, { ...one, stepCount: 0, enabled: true, at: 1, by: 'x' });
    }
  });
});
afterEach(() => temp.remove());

it('[LIB-19] each task sequence is a file under its ID and name, without what stands for a secret', () => {
  const { files, lost } = salvageSite(temp.site.paths.database);
  expect(files.map(({ fileName, bytes }) => [fileName, Buffer.from(bytes).toString()])).toEqual([
    ['WST00001 A_b.xml', plain],
    ['WST00002 Secret.xml', secret.replace(reference, '')],
  ]);
  expect(lost).toEqual([]);
});

it('[LIB-19] one that is no task sequence any more is kept and named as damaged', async () => {
  const { database } = temp.site.paths;
  await temp.site.close();
  const bytes = readFileSync(database);
  bytes.write('<<<<', bytes.indexOf('<!-- kept'));
  writeFileSync(database, bytes);
  const { files, lost } = salvageSite(database);
  expect(files.map(({ fileName }) => fileName)).toEqual(['WST00001 A_b (damaged).xml', 'WST00002 Secret.xml']);
  expect(lost).toEqual([{ what: 'WST00001', reason: reason('error-code', { code: 'XML_MALFORMED' }) }]);
});
