import { message } from '#shared/contract/message';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findSecretReferences, writeSecretReference } from '#shared/model/secret-reference';
import { type PackageId } from '#shared/model/ids';
import { ofIds } from '#shared/model/list';
import { createEditing } from '../editing/editing.ts';
import { plainEditing } from '../editing/fakes/plain-editing.ts';
import { filesWithText } from '../ports/fakes/clear-text.ts';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { createKeyFileSealer, createSecretStore, type SecretStore } from '../ports/secrets.ts';
import { createKeyedQueue } from '../queue/keyed-queue.ts';
import { createPasteReader } from './paste-reader.ts';
import { listSealedKeys } from '../store/tables/secret.ts';
import { getSequence } from '../store/tables/sequence.ts';
import { buildExport } from '../transfer/fakes/build-export.ts';
import { encodeXml } from '../transfer/xml/decode.ts';
import { fileWorkersHere } from './file-workers.ts';
import { createLibrary } from './library.ts';
import type { Library } from './library-types.ts';
import { openText, stepSecretKey } from './sequence-bytes.ts';
import { createStepSecrets, sweepAllStepSecrets } from './step-secrets.ts';

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
const password = 'hunter2-very-secret';
const joinStep = (name: string, value: string): string =>
  `<step type="SMS_TaskSequence_JoinDomainWorkgroupAction" name="${name}" description="" runIn="FullOS" successCodeList="0" retryCount="0" runFromNet="false"><action>osdjoin.exe</action><defaultVarList><variable name="OSDJoinPassword" property="DomainPassword">${value}</variable></defaultVarList></step>`;
const sequenceOf = (...steps: string[]): string => `<sequence version="3.10">${steps.join('')}</sequence>\r\n`;

async function importOne(bytes: Uint8Array | string, fileName = 'a.xml') {
  const path = join(files, 'upload');
  writeFileSync(path, bytes);
  const { imported, refused } = await library.importFiles([{ path, fileName }], null);
  expect(refused).toEqual([]);
  const [one] = imported;
  if (one === undefined) throw new Error('nothing came in');
  return one;
}

const printed = async (id: PackageId): Promise<string> => Buffer.from(await library.print(id)).toString();
const editingOf = () => {
  const { site, clock, ids } = temp;
  return plainEditing(
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
};

/** What the engine would get for the secrets of a stored sequence, in document order. */
async function opened(id: PackageId): Promise<(string | null)[]> {
  const stored = await getSequence(temp.site.database.read, id);
  const named = findSecretReferences(openText(stored.document, stored.name).text);
  const steps = createStepSecrets(secrets);
  return Promise.all([...named].map((one) => steps.find(id, writeSecretReference(one))));
}

it('[LIB-8] a secret of a file is printed blank, and no file of the site has it', async () => {
  const xml = sequenceOf(joinStep('Join', password));
  const one = await importOne(buildExport([{ packageId: 'LAB00001', xml, name: 'One' }]), 'f.zip');
  expect(await printed(one.packageId)).toBe(sequenceOf(joinStep('Join', '')));
  expect(one.notes).toEqual([message('notes:secrets-moved', { count: 1 })]);
  expect(await opened(one.packageId)).toEqual([password]);
  expect(filesWithText(temp.site.dir, password)).toEqual([]);
  expect(filesWithText(temp.site.dir, 'SMS_TaskSequence_JoinDomainWorkgroupAction').length).toBeGreaterThan(0);
});

it('[LIB-8] in UTF-16, in rules and beside a text that only looks like a name of a secret', async () => {
  const looks = writeSecretReference('00000000-0000-4000-8000-0000000000aa');
  const rules = `<step type="SMS_TaskSequence_SetDynamicVariablesAction" name="R" description=""><action>x</action><defaultVarList><variable name="OSDSetDynamicVariablesRules" property="Rules">&lt;Rules&gt;&lt;Rule&gt;&lt;Variables&gt;&lt;Variable Name="A" IsSecret="true"&gt;${password}&lt;/Variable&gt;&lt;/Variables&gt;&lt;/Rule&gt;&lt;/Rules&gt;</variable></defaultVarList></step>`;
  const xml = `<?xml version="1.0" encoding="utf-16"?>${sequenceOf(joinStep('Join', looks), rules)}`;
  const one = await importOne(encodeXml(xml, { name: 'utf-16le', bom: true }));
  expect(await opened(one.packageId)).toEqual([looks, password]);
  expect(Buffer.from(await library.print(one.packageId)).toString('utf16le')).toBe(
    `\uFEFF${xml.replace(looks, '').replace(password, '')}`,
  );
  expect(filesWithText(temp.site.dir, password)).toEqual([]);
});

it('[LIB-9] every step has its own, whatever the steps are called', async () => {
  const one = await importOne(sequenceOf(joinStep('Join', 'a-secret'), joinStep('Join', 'b-secret')));
  expect(await opened(one.packageId)).toEqual(['a-secret', 'b-secret']);
  const steps = createStepSecrets(secrets);
  expect(await steps.find(one.packageId, '')).toBeNull();
  expect(await steps.find(one.packageId, writeSecretReference('00000000-0000-4000-8000-0000000000aa'))).toBeNull();
});

it('[LIB-9] secrets go with a copy, and go away for good with their sequence', async () => {
  const { packageId } = await importOne(sequenceOf(joinStep('Join', password)));
  const copy = await library.copy(packageId);
  expect(await opened(copy)).toEqual([password]);
  await library.remove(ofIds([packageId]));
  await temp.clock.advance(day);
  await library.purge();
  expect(await opened(copy)).toEqual([password]);
  await library.undelete(ofIds([packageId]));
  expect(await opened(packageId)).toEqual([password]);
  await library.remove(ofIds([packageId]));
  await temp.clock.advance(31 * day);
  await library.purge();
  const keys = await listSealedKeys(temp.site.database.read, '');
  expect(keys.map((key) => key.split('/')[1])).toEqual([copy]);
});

it('[LIB-10] an export leaves them out and says which', async () => {
  const { packageId } = await importOne(sequenceOf(joinStep('Join', '')));
  const editing = editingOf();
  const { sessionId } = await editing.open(packageId, 'edit', 'keep');
  await editing.setSecret(sessionId, { nodeId: 'n1', property: 'DomainPassword', value: password });
  await editing.save(sessionId, false);
  const { bytes, secretsLeftOut } = await library.exportZip(ofIds([packageId]), '');
  expect(secretsLeftOut).toEqual(['Join: DomainPassword']);
  for (const text of [password, 'waystation-secret']) expect(Buffer.from(bytes).includes(text)).toBe(false);
  expect(await printed(packageId)).toBe(sequenceOf(joinStep('Join', '')));
  expect(
    (await library.exportZip(ofIds([await library.create({ name: 'E', description: '', folderId: null })]), ''))
      .secretsLeftOut,
  ).toEqual([]);
});

it('[LIB-13] what a killed program left in the secret store goes at the next start, and nothing younger', async () => {
  const { packageId } = await importOne(sequenceOf(joinStep('Join', password)));
  const kept = await listSealedKeys(temp.site.database.read, '');
  await secrets.put(stepSecretKey(packageId, 'left-over'), 'x');
  // A sequence that never came to be.
  await secrets.put('sequence/WST000FF/left-over', 'x');
  await secrets.put('device/pin', '4711');
  await temp.clock.advance(day);
  await secrets.put(stepSecretKey(packageId, 'on-its-way'), 'x');
  await library.purge();
  const young = stepSecretKey(packageId, 'on-its-way');
  expect(await listSealedKeys(temp.site.database.read, '')).toEqual(['device/pin', ...[...kept, young].sort()]);
  await sweepAllStepSecrets(temp.site.database, temp.clock.now() + 1);
  expect(await listSealedKeys(temp.site.database.read, '')).toEqual(['device/pin', ...kept]);
});
