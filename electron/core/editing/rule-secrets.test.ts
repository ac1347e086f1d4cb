import { afterEach, beforeEach, expect, it } from 'vitest';
import { isAppError } from '#shared/contract/errors';
import type { DynamicRule, RuleVariable } from '#shared/model/dynamic-rules';
import type { Edit } from '#shared/model/edit';
import type { PackageId, SessionId } from '#shared/model/ids';
import { findSecretReferences } from '#shared/model/secret-reference';
import { fileWorkersHere } from '../library/file-workers.ts';
import { createLibrary } from '../library/library.ts';
import { createPasteReader } from '../library/paste-reader.ts';
import { stepSecretKey } from '../library/sequence-bytes.ts';
import { filesWithText } from '../ports/fakes/clear-text.ts';
import { createSeededIds } from '../ports/fakes/seeded-ids.ts';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { createKeyFileSealer, createSecretStore } from '../ports/secrets.ts';
import { createKeyedQueue } from '../queue/keyed-queue.ts';
import { saveDocument } from '../store/tables/sequence.ts';
import { createEditing } from './editing.ts';
import { plainEditing, type PlainEditing } from './fakes/plain-editing.ts';

const secret = 'S3cret-one-äöü';
const source =
  '<sequence version="3.10"><step type="SMS_TaskSequence_SetDynamicVariablesAction" name="D"><action>OSDSetDynamicVariables.exe</action>' +
  '<defaultVarList><variable name="OSDSetDynamicVariablesRules" property="Rules">&lt;Rules&gt;&lt;Rule&gt;&lt;Variables&gt;' +
  `&lt;Variable Name="A" IsSecret="false"&gt;${secret}&lt;/Variable&gt;&lt;/Variables&gt;&lt;/Rule&gt;&lt;/Rules&gt;\r\n` +
  '</variable></defaultVarList></step></sequence>\r\n';

let temp: TempSite;
let editing: PlainEditing;
let packageId: PackageId;
let sessionId: SessionId;

const secrets = () => createSecretStore(temp.site.database, createKeyFileSealer(temp.site.paths.secretKey), temp.clock);

beforeEach(async () => {
  temp = await createTempSite();
  const { database } = temp.site;
  const ids = createSeededIds(1);
  const ports = {
    database,
    clock: temp.clock,
    ids,
    secrets: secrets(),
    userName: 'me',
    siteCode: 'WST',
    queue: createKeyedQueue(),
    readPaste: createPasteReader(fileWorkersHere, ids),
  };
  editing = plainEditing(createEditing(ports));
  const library = createLibrary({ ...ports, fileWorkers: fileWorkersHere });
  packageId = await library.create({ name: 'S', description: '', folderId: null });
  const document = Buffer.from(source);
  await database.write((transaction) =>
    saveDocument(transaction, { packageId, baseRevision: 1, document, stepCount: 1, at: 1, by: 'x' }),
  );
  ({ sessionId } = await editing.open(packageId, 'edit', 'keep'));
});
afterEach(async () => {
  await temp.site.close();
  await temp.remove();
});

async function rules(): Promise<DynamicRule[]> {
  const { dynamicRules } = await editing.node(sessionId, 'n1');
  if (dynamicRules?.state !== 'read') throw new Error('no rules were read');
  return dynamicRules.rules;
}

async function change(more: Partial<RuleVariable>) {
  const [rule] = await rules();
  const [variable] = rule?.variables ?? [];
  if (rule === undefined || variable === undefined) throw new Error('no variable');
  const edit: Edit = {
    kind: 'setRules',
    id: 'n1',
    field: null,
    rules: [{ ...rule, variables: [{ ...variable, ...more }] }],
  };
  return editing.apply(sessionId, [edit]);
}

const text = () => editing.read(sessionId, (document) => document.print());
async function sealed(): Promise<(string | undefined)[]> {
  const names = [...findSecretReferences(await text())];
  return Promise.all(names.map((name) => secrets().get(stepSecretKey(packageId, name))));
}
const place = { nodeId: 'n1', property: 'Rules', inRules: { rule: 0, variable: 0 } };

it('[STEP-40] a value that is hidden is sealed with the same step, and undo gives back the very bytes', async () => {
  await change({ isSecret: true });
  expect(await text()).not.toContain(secret);
  expect(await sealed()).toEqual([secret]);
  expect((await rules())[0]?.variables[0]).toMatchObject({ isSecret: true, isSet: true, value: '' });
  await editing.undo(sessionId, 1);
  expect(await text()).toBe(source);
});

it('[STEP-40] a secret of a rule is set, replaced and cleared as one step each, and nowhere in clear', async () => {
  await change({ isSecret: true, value: '' });
  const { label } = await editing.setSecret(sessionId, { ...place, value: 'first-47' });
  expect([label?.code, await sealed()]).toEqual(['secret-set', ['first-47']]);
  await change({ name: 'Renamed' });
  expect(await sealed()).toEqual(['first-47']);
  const again = await editing.setSecret(sessionId, { ...place, value: 'second-48' });
  expect([again.label?.code, await sealed()]).toEqual(['secret-replaced', ['second-48']]);
  expect(['first-47', 'second-48'].flatMap((one) => filesWithText(temp.site.dir, one))).toEqual([]);
  expect((await editing.setSecret(sessionId, { ...place, value: null })).label?.code).toBe('secret-cleared');
  expect([await sealed(), (await rules())[0]?.variables[0]?.isSet]).toEqual([[], false]);
  await editing.undo(sessionId, 1);
  expect(await sealed()).toEqual(['second-48']);
});

it('[STEP-40] what is no secret of a rule is set as none, and what is one is never shown again', async () => {
  const refused = async (work: Promise<unknown>): Promise<string> => {
    try {
      await work;
    } catch (error) {
      if (isAppError(error)) return error.code;
      throw error;
    }
    throw new Error('it was taken');
  };
  expect(await refused(editing.setSecret(sessionId, { ...place, value: 'x' }))).toBe('EDIT_VALUE_INVALID');
  await change({ isSecret: true });
  expect(await refused(change({ isSecret: false, isSet: false }))).toBe('EDIT_VALUE_INVALID');
  expect(await refused(change({ value: 'v'.repeat(4001) }))).toBe('EDIT_VALUE_INVALID');
  const beyond = { ...place, inRules: { rule: 3, variable: 0 } };
  expect(await refused(editing.setSecret(sessionId, { ...beyond, value: 'x' }))).toBe('EDIT_VALUE_INVALID');
});
