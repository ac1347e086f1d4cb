import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Edit } from '#shared/model/edit';
import type { EditorState } from '#shared/model/editor';
import type { NodeId } from '#shared/model/sequence';
import type { PackageId, SessionId } from '#shared/model/ids';
import { findSecretReferences } from '#shared/model/secret-reference';
import { ofIds } from '#shared/model/list';
import { createEnglish } from '../ports/fakes/english.ts';
import { findText } from '../sequence/search.ts';
import { createLibrary } from '../library/library.ts';
import { openText, stepSecretKey } from '../library/sequence-bytes.ts';
import { filesWithText } from '../ports/fakes/clear-text.ts';
import { createSeededIds } from '../ports/fakes/seeded-ids.ts';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { createKeyFileSealer, createSecretStore } from '../ports/secrets.ts';
import { createKeyedQueue } from '../queue/keyed-queue.ts';
import { fileWorkersHere } from '../library/file-workers.ts';
import { createPasteReader } from '../library/paste-reader.ts';
import { openSite, type Site } from '../site/site.ts';
import { listSealedKeys } from '../store/tables/secret.ts';
import { getSequence, saveDocument } from '../store/tables/sequence.ts';
import { createEditing } from './editing.ts';
import { plainEditing, type PlainEditing } from './fakes/plain-editing.ts';

const { sayMessage: say } = createEnglish();

let temp: TempSite;
let site: Site;
let editing: PlainEditing;
let packageId: PackageId;
let seed = 0;

const one = 'S3cret-one-äöü';
const two = 'S3cret-two';
const command = (name: string, password = ''): string =>
  `<step type="SMS_TaskSequence_RunCommandLineAction" name="${name}" description="" runIn="WinPEandFullOS" successCodeList="0 3010" retryCount="0" runFromNet="false"><action>smsswd.exe /run: cmd</action><defaultVarList><variable name="CommandLine" property="CommandLine" hidden="true">cmd</variable><variable name="SMSTSRunCommandLineUserPassword" property="UserPassword">${password}</variable></defaultVarList></step>`;
const sequenceOf = (...steps: string[]): string => `<sequence version="3.10">${steps.join('')}</sequence>\r\n`;

const secretsOf = (on: Site) => createSecretStore(on.database, createKeyFileSealer(on.paths.secretKey), temp.clock);
function portsOf(on: Site) {
  seed += 1;
  const ids = createSeededIds(seed);
  return {
    database: on.database,
    clock: temp.clock,
    ids,
    secrets: secretsOf(on),
    userName: 'me',
    siteCode: 'WST',
    queue: createKeyedQueue(),
    readPaste: createPasteReader(fileWorkersHere, ids),
  };
}

async function create(xml: string): Promise<PackageId> {
  const library = createLibrary({ ...portsOf(site), fileWorkers: fileWorkersHere });
  const id = await library.create({ name: 'S', description: '', folderId: null });
  await site.database.write((transaction) =>
    saveDocument(transaction, {
      packageId: id,
      baseRevision: 1,
      document: Buffer.from(xml),
      stepCount: 1,
      at: 1,
      by: 'x',
    }),
  );
  return id;
}

beforeEach(async () => {
  temp = await createTempSite();
  site = temp.site;
  editing = plainEditing(createEditing(portsOf(site)));
  packageId = await create(sequenceOf(command('A'), command('B')));
});
afterEach(async () => {
  await site.close();
  await temp.remove();
});

/** Closes the site as the end of the program does, and opens it again. */
async function reopen(): Promise<EditorState> {
  await site.close();
  site = await openSite(temp.site.dir, { clock: temp.clock });
  editing = plainEditing(createEditing(portsOf(site)));
  return editing.open(packageId, 'edit', 'keep');
}

const setSecret = (sessionId: SessionId, nodeId: NodeId, value: string | null, property = 'UserPassword') =>
  editing.setSecret(sessionId, { nodeId, property, value });
const isSet = async (sessionId: SessionId, nodeId: NodeId): Promise<boolean> =>
  (await editing.node(sessionId, nodeId)).secretsSet?.includes('UserPassword') ?? false;

/** What the secret store holds for the secrets that a node names, as the engine would get it. */
async function valuesOf(sessionId: SessionId, nodeId: NodeId, id = packageId): Promise<(string | undefined)[]> {
  const { xml } = await editing.copy(sessionId, [nodeId]);
  return Promise.all([...findSecretReferences(xml)].map((name) => secretsOf(site).get(stepSecretKey(id, name))));
}

const keys = () => listSealedKeys(site.database.read, 'sequence/');

it('[EDT-9] set, replace, clear, undo and redo; each is one step, and each gives its own secret', async () => {
  const { sessionId } = await editing.open(packageId, 'edit', 'keep');
  const seen: unknown[] = [];
  const look = async (label: string): Promise<void> => {
    seen.push([label, await isSet(sessionId, 'n1'), await valuesOf(sessionId, 'n1')]);
  };
  await look((await setSecret(sessionId, 'n1', one)).label?.code ?? '');
  await look((await setSecret(sessionId, 'n1', two)).label?.code ?? '');
  await look((await setSecret(sessionId, 'n1', null)).label?.code ?? '');
  expect(seen).toEqual([
    ['secret-set', true, [one]],
    ['secret-replaced', true, [two]],
    ['secret-cleared', false, []],
  ]);
  const back: unknown[] = [];
  for (let count = 0; count < 3; count += 1) {
    await editing.undo(sessionId, 1);
    back.push(await valuesOf(sessionId, 'n1'));
  }
  await editing.redo(sessionId, 2);
  back.push(await valuesOf(sessionId, 'n1'));
  expect(back).toEqual([[two], [one], [], [two]]);
  expect((await editing.node(sessionId, 'n2')).secretsSet).toBeUndefined();
});

it('[EDT-90] an account and its password are one step; when one of them is refused neither is done', async () => {
  const { sessionId } = await editing.open(packageId, 'edit', 'keep');
  const account = (value: string, property = 'UserName'): Edit => ({ kind: 'setVariable', id: 'n1', property, value });
  const secret = { nodeId: 'n1', property: 'UserPassword', value: one };
  const look = async () => {
    const { variables } = await editing.node(sessionId, 'n1');
    return [variables.find(({ property }) => property === 'UserName')?.value, await valuesOf(sessionId, 'n1')];
  };
  const made = await editing.setSecret(sessionId, { ...secret, edits: [account('CONTOSO\\install')] });
  expect([made.history.undoCount, made.label?.code]).toEqual([1, 'secret-set']);
  expect(await look()).toEqual(['CONTOSO\\install', [one]]);
  await editing.undo(sessionId, 1);
  expect(await look()).toEqual([undefined, []]);
  await editing.redo(sessionId, 1);
  expect(await look()).toEqual(['CONTOSO\\install', [one]]);
  const clear = { ...secret, edits: [account('x'), account(two, 'UserPassword')] };
  await expect(editing.setSecret(sessionId, clear)).rejects.toMatchObject({ code: 'EDIT_VALUE_INVALID' });
  await expect(editing.setSecret(sessionId, { ...secret, value: '', edits: [account('x')] })).rejects.toThrow();
  expect(await look()).toEqual(['CONTOSO\\install', [one]]);
  expect(filesWithText(temp.site.dir, two)).toEqual([]);
});

it('[EDT-9] a secret stays with its step through rename, move, save, a restart and another save', async () => {
  const { sessionId } = await editing.open(packageId, 'edit', 'keep');
  await setSecret(sessionId, 'n1', one);
  await editing.apply(sessionId, [{ kind: 'setName', id: 'n1', name: 'B' }]);
  await editing.apply(sessionId, [{ kind: 'move', ids: ['n1'], parentId: null, index: 2 }]);
  /** The secrets of the first and the second row. */
  const shown = async ({ sessionId: id, rows }: EditorState) => Promise.all(rows.map((row) => valuesOf(id, row.id)));
  const draft = await reopen();
  expect([draft.rows.map((row) => row.name), await shown(draft)]).toEqual([
    ['B', 'B'],
    [[], [one]],
  ]);
  await editing.save(draft.sessionId, false);
  await editing.close(draft.sessionId);
  const again = await reopen();
  const moved = again.rows[1]?.id ?? 'n1';
  expect([await shown(again), await isSet(again.sessionId, moved)]).toEqual([[[], [one]], true]);
  await setSecret(again.sessionId, moved, two);
  const { sessionId: last, rows } = await reopen();
  await editing.undo(last, 1);
  expect(await valuesOf(last, rows[1]?.id ?? 'n1')).toEqual([one]);
  await editing.undo(last, 3);
  await editing.save(last, false);
  const stored = await getSequence(site.database.read, packageId);
  expect(Buffer.from(stored.document).toString()).toBe(sequenceOf(command('A'), command('B')));
});

it('[EDT-9] a copied step has the secret too, in its own sequence and in another one', async () => {
  const { sessionId } = await editing.open(packageId, 'edit', 'keep');
  await setSecret(sessionId, 'n1', one);
  const { xml } = await editing.copy(sessionId, ['n1']);
  const paste: Edit = { kind: 'insertRaw', place: { where: 'into', parentId: null }, xml };
  const { select } = await editing.apply(sessionId, [paste]);
  await setSecret(sessionId, 'n1', two);
  expect(await valuesOf(sessionId, select[0] ?? 'n1')).toEqual([one]);
  const other = await create(sequenceOf());
  const { sessionId: there } = await editing.open(other, 'edit', 'keep');
  const pasted = await editing.apply(there, [paste]);
  await editing.save(there, false);
  await editing.discard(sessionId);
  await editing.close(sessionId);
  expect(await valuesOf(there, pasted.select[0] ?? 'n1', other)).toEqual([one]);
  expect((await keys()).map((key) => key.split('/')[1])).toEqual([other]);
  // A name that leads nowhere is no secret.
  const lost = xml.replace(/waystation-secret:.{8}/, 'waystation-secret:ffffffff');
  const { select: made } = await editing.apply(there, [{ ...paste, xml: lost }]);
  expect([await isSet(there, made[0] ?? 'n1'), await valuesOf(there, made[0] ?? 'n1', other)]).toEqual([
    false,
    [undefined],
  ]);
});

it('[EDT-10] no other edit puts a secret into the document', async () => {
  const { sessionId } = await editing.open(packageId, 'edit', 'keep');
  const set: Edit = { kind: 'setVariable', id: 'n1', property: 'UserPassword', value: one };
  const refused = await editing.apply(sessionId, [set]).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'EDIT_VALUE_INVALID' });
  expect(JSON.stringify((refused as { details: unknown }).details)).not.toContain(one);
  const rules =
    '<Rules><Rule><Variables><Variable Name="A" IsSecret="true">S3cret-rule</Variable></Variables></Rule></Rules>';
  await editing.apply(sessionId, [
    { kind: 'insert', place: { where: 'after', id: 'n2' }, type: 'SMS_TaskSequence_SetDynamicVariablesAction' },
  ]);
  await editing.apply(sessionId, [{ kind: 'setVariable', id: 'n3', property: 'Rules', value: rules }]);
  const pasted = await editing.apply(sessionId, [
    { kind: 'insertRaw', place: { where: 'after', id: 'n2' }, xml: command('C', two) },
  ]);
  expect([await valuesOf(sessionId, 'n3'), await valuesOf(sessionId, pasted.select[0] ?? 'n1')]).toEqual([
    ['S3cret-rule'],
    [two],
  ]);
  await editing.save(sessionId, false);
  for (const secret of [one, two, 'S3cret-rule']) expect(filesWithText(temp.site.dir, secret)).toEqual([]);
});

it('[EDT-10] [DOC-30] a value that is not displayed is a secret, wherever the file had it, and never becomes the value', async () => {
  const hidden = `<step type="SMS_TaskSequence_SetVariableAction" name="V" description="" runIn="WinPEandFullOS" successCodeList="0" retryCount="0" runFromNet="false"><action>tsenv.exe "A=" /hiddenflag:True</action><defaultVarList><variable name="DoNotShowVariableValue" property="DoNotShowVariableValue" hidden="true">true</variable><variable name="VariableName" property="VariableName" hidden="true">A</variable><variable name="VariableValue" property="VariableValue" hidden="true">${one}</variable></defaultVarList></step>`;
  const { sessionId } = await editing.open(packageId, 'edit', 'keep');
  const { select } = await editing.apply(sessionId, [
    { kind: 'insertRaw', place: { where: 'into', parentId: null }, xml: hidden },
  ]);
  const id = select[0] ?? 'n1';
  expect([(await editing.node(sessionId, id)).secretsSet, await valuesOf(sessionId, id)]).toEqual([
    ['HiddenVariableValue'],
    [one],
  ]);
  const clear: Edit = { kind: 'setVariable', id, property: 'VariableValue', value: 'x' };
  await expect(editing.apply(sessionId, [clear])).rejects.toMatchObject({ code: 'EDIT_VALUE_INVALID' });
  await setSecret(sessionId, id, two, 'HiddenVariableValue');
  expect(await valuesOf(sessionId, id)).toEqual([two]);
  await editing.undo(sessionId, 1);
  expect(await valuesOf(sessionId, id)).toEqual([one]);
  await editing.apply(sessionId, [{ kind: 'setVariable', id, property: 'DoNotShowVariableValue', value: 'false' }]);
  const { variables, action, secretsSet } = await editing.node(sessionId, id);
  expect(variables.map(({ property, value }) => [property, value])).toEqual([
    ['DoNotShowVariableValue', 'false'],
    ['HiddenVariableValue', ''],
    ['VariableName', 'A'],
    ['VariableValue', ''],
  ]);
  expect([action, secretsSet, await valuesOf(sessionId, id)]).toEqual([
    'tsenv.exe "A=" /hiddenflag:False',
    ['HiddenVariableValue'],
    [one],
  ]);
});

it('[EDT-9] what is no secret, too long, empty or in a view is refused and leaves nothing sealed', async () => {
  const { sessionId } = await editing.open(packageId, 'edit', 'keep');
  const invalid = { code: 'EDIT_VALUE_INVALID' };
  await expect(setSecret(sessionId, 'n1', one, 'CommandLine')).rejects.toMatchObject(invalid);
  await expect(setSecret(sessionId, 'n1', 'x'.repeat(4001))).rejects.toMatchObject(invalid);
  await expect(setSecret(sessionId, 'n1', '')).rejects.toMatchObject(invalid);
  await expect(setSecret(sessionId, 'n1', 'a\0b')).rejects.toMatchObject(invalid);
  await expect(setSecret(sessionId, 'n9', one)).rejects.toMatchObject({ code: 'EDIT_TARGET_MISSING' });
  const view = await editing.open(packageId, 'view', 'keep');
  await expect(setSecret(view.sessionId, 'n1', one)).rejects.toMatchObject({ code: 'EDIT_INVALID' });
  expect([await keys(), (await editing.state(sessionId)).isDirty]).toEqual([[], false]);
});

it('[EDT-9] a secret that the site cannot keep is not in the document either', async () => {
  const { sessionId } = await editing.open(packageId, 'edit', 'keep');
  await setSecret(sessionId, 'n1', one);
  await site.database.write((transaction) => {
    transaction.native.exec(
      "CREATE TRIGGER no_more BEFORE INSERT ON editing_edit BEGIN SELECT RAISE(ABORT, 'no more'); END",
    );
    return Promise.resolve();
  });
  await expect(setSecret(sessionId, 'n1', two)).rejects.toThrow();
  expect([await valuesOf(sessionId, 'n1'), (await keys()).length]).toEqual([[one], 1]);
});

it('[EDT-9] a secret and the edit that names it are one transaction', async () => {
  const { sessionId } = await editing.open(packageId, 'edit', 'keep');
  const seen: number[] = [];
  const stop = site.database.onChanged(({ revision }) => seen.push(revision));
  const write = vi.spyOn(site.database, 'write');
  await setSecret(sessionId, 'n1', one);
  stop();
  expect([write.mock.calls.length, seen.length]).toEqual([1, 1]);
});

it('[LIB-13] a secret goes when no draft, undo step or document names it any more', async () => {
  const { sessionId } = await editing.open(packageId, 'edit', 'keep');
  await setSecret(sessionId, 'n1', one);
  await setSecret(sessionId, 'n1', two);
  await editing.close(sessionId);
  expect(await keys()).toHaveLength(2);
  const { sessionId: again } = await reopen();
  await editing.undo(again, 1);
  await setSecret(again, 'n1', 'third');
  await editing.save(again, false);
  await editing.close(again);
  // The second one could only be redone before the third was set.
  const { sessionId: last } = await reopen();
  expect([await keys(), await valuesOf(last, 'n1')]).toMatchObject([{ length: 2 }, ['third']]);
  await editing.discard(last);
  expect([await keys(), await valuesOf(last, 'n1')]).toMatchObject([{ length: 1 }, ['third']]);
});

it('[LIB-13] a sequence that was deleted while it was open keeps its secrets and can come back', async () => {
  const { sessionId } = await editing.open(packageId, 'edit', 'keep');
  await setSecret(sessionId, 'n1', one);
  const library = createLibrary({ ...portsOf(site), fileWorkers: fileWorkersHere });
  await library.remove(ofIds([packageId]));
  await editing.close(sessionId);
  await library.undelete(ofIds([packageId]));
  const { sessionId: again } = await editing.open(packageId, 'edit', 'keep');
  expect(await valuesOf(again, 'n1')).toEqual([one]);
});

it('[EDT-11] no file of the site and no answer has the value', async () => {
  const { sessionId } = await editing.open(packageId, 'edit', 'keep');
  const said = [
    await setSecret(sessionId, 'n1', one),
    await editing.node(sessionId, 'n1'),
    await editing.undo(sessionId, 1),
    await editing.redo(sessionId, 1),
    await editing.copy(sessionId, ['n1', 'n2']),
    await editing.save(sessionId, false),
    await editing.state(sessionId),
    (await editing.stored(sessionId)).document.print(),
    await editing.read(sessionId, (document) => findText(document, 'e', say)),
  ];
  expect(JSON.stringify(said)).not.toContain('S3cret');
  expect(JSON.stringify(said[1])).not.toContain('waystation-secret');
  expect(filesWithText(temp.site.dir, one)).toEqual([]);
  const stored = await getSequence(site.database.read, packageId);
  expect(findSecretReferences(openText(stored.document, 'S').text).size).toBe(1);
});
