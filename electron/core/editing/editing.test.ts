import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EditorState } from '#shared/model/editor';
import type { PackageId } from '#shared/model/ids';
import type { OutlineRow } from '#shared/model/outline';
import { applyOutlinePatch } from '#shared/model/outline';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { createSeededIds } from '../ports/fakes/seeded-ids.ts';
import { createKeyFileSealer, createSecretStore } from '../ports/secrets.ts';
import { createKeyedQueue } from '../queue/keyed-queue.ts';
import { fileWorkersHere } from '../library/file-workers.ts';
import { createPasteReader } from '../library/paste-reader.ts';
import { openSite, type Site } from '../site/site.ts';
import type { Database } from '../store/connection.ts';
import { deleteSequences } from '../store/lists/act-on-selected.ts';
import { failingDatabase } from '../store/fakes/failing-database.ts';
import { deleteEditingSession, findEditingSession } from '../store/tables/editing-session.ts';
import { listSealedKeys } from '../store/tables/secret.ts';
import { getSequence, getSequenceRow, insertSequence, saveDocument } from '../store/tables/sequence.ts';
import { getSite, nextPackageId } from '../store/tables/site.ts';
import { smallSequence } from '../transfer/fakes/build-export.ts';
import { createEditing } from './editing.ts';
import type { EditingPorts } from './editing-types.ts';
import { plainEditing, type PlainEditing } from './fakes/plain-editing.ts';

let temp: TempSite;
let site: Site;
let editing: PlainEditing;
let packageId: PackageId;
const source = Buffer.from(`\uFEFF${smallSequence}`);

const secretsOf = (on: Site) => createSecretStore(on.database, createKeyFileSealer(on.paths.secretKey), temp.clock);

const portsOn = (on: Site, seed: number): EditingPorts => ({
  database: on.database,
  clock: temp.clock,
  ids: createSeededIds(seed),
  secrets: secretsOf(on),
  userName: 'me',
  queue: createKeyedQueue(),
  readPaste: createPasteReader(fileWorkersHere, createSeededIds(seed + 1000)),
});
const editingOn = (on: Site, seed: number): PlainEditing => plainEditing(createEditing(portsOn(on, seed)));

beforeEach(async () => {
  temp = await createTempSite();
  site = temp.site;
  editing = editingOn(site, 1);
  packageId = await site.database.write(async (transaction) => {
    const id = await nextPackageId(transaction);
    const fixed = {
      folderId: null,
      description: '',
      dialect: 'cm' as const,
      carry: null,
      properties: {},
      stepCount: 2,
    };
    await insertSequence(transaction, {
      ...fixed,
      packageId: id,
      name: 'S',
      document: source,
      enabled: true,
      at: 1,
      by: 'x',
    });
    return id;
  });
});
afterEach(async () => {
  if (site !== temp.site) await site.close();
  await temp.remove();
});

/** Closes the site as the end of the program does, and opens it again. */
async function reopen(): Promise<void> {
  await site.close();
  site = await openSite(temp.site.dir, { clock: temp.clock });
  editing = editingOn(site, 2);
}

const stored = async (): Promise<Buffer> => Buffer.from((await getSequence(site.database.read, packageId)).document);
const open = (mode: 'edit' | 'view' = 'edit', draft: 'keep' | 'discard' = 'keep'): Promise<EditorState> =>
  editing.open(packageId, mode, draft);
const names = (state: { rows: readonly OutlineRow[] }): string[] => state.rows.map((row) => row.name);
const rename = (id: string, name: string) => [{ kind: 'setName' as const, id, name }];

/** Somebody else saves the document, past this editor. */
async function saveElsewhere(text: string): Promise<void> {
  await site.database.write(async (transaction) => {
    const { revision } = await getSequence(transaction, packageId);
    const document = Buffer.from(text);
    await saveDocument(transaction, { packageId, baseRevision: revision, document, stepCount: 0, at: 5, by: 'other' });
  });
}

describe('drafts', () => {
  it('[EDT-1] survive the end of the program with undo and redo', async () => {
    const { sessionId } = await open();
    await editing.apply(sessionId, rename('n1', 'Changed'));
    await editing.apply(sessionId, [{ kind: 'remove', ids: ['n2'] }]);
    await editing.apply(sessionId, rename('n3', 'Undone'));
    await editing.undo(sessionId, 1);
    await reopen();
    expect(await editing.drafts()).toMatchObject([
      { packageId, sequenceName: 'S', changeCount: 2, baseRevision: 1, currentRevision: 1 },
    ]);
    const state = await open();
    expect(names(state)).toEqual(['Changed', 'Finish', 'Restart']);
    expect([state.isDirty, state.draftFrom, state.history.undoCount, state.history.redo]).toEqual([
      true,
      temp.clock.now(),
      2,
      [{ code: 'rename', values: { name: 'Undone' } }],
    ]);
    const redone = await editing.redo(state.sessionId, 1);
    expect(redone.patch.changed.map((row) => row.name)).toEqual(['Undone']);
    expect(await stored()).toEqual(source);
  });

  it('[EDT-1] a burst of typing is one undo step, also after reopening', async () => {
    const { sessionId } = await open();
    for (const name of ['F', 'Fi', 'Fir']) await editing.apply(sessionId, rename('n1', name));
    await reopen();
    const state = await open();
    expect([state.history.undoCount, names(state)[0]]).toEqual([1, 'Fir']);
    await editing.undo(state.sessionId, 1);
    expect((await editing.state(state.sessionId)).rows[0]?.name).toBe('Prepare');
  });

  it('[EDT-1] several steps of undo and redo at once give one patch that fits', async () => {
    const { sessionId, rows } = await open();
    await editing.apply(sessionId, rename('n1', 'A'));
    await editing.apply(sessionId, [{ kind: 'remove', ids: ['n2'] }]);
    await editing.apply(sessionId, [{ kind: 'move', ids: ['n4'], parentId: 'n1', index: 0 }]);
    const before = (await editing.state(sessionId)).rows;
    const undone = await editing.undo(sessionId, 3);
    expect(applyOutlinePatch(before, undone.patch)).toEqual((await editing.state(sessionId)).rows);
    expect((await editing.state(sessionId)).rows).toEqual(rows);
    const redone = await editing.redo(sessionId, 3);
    expect(applyOutlinePatch(rows, redone.patch)).toEqual(before);
    expect((await editing.copy(sessionId, ['n4'])).xml).toContain('Restart');
  });
});

describe('saving', () => {
  it('[EDT-2] raises the revision, ends the draft, and undo goes on behind it', async () => {
    const { sessionId } = await open();
    await editing.apply(sessionId, rename('n1', 'Changed'));
    const saved = await editing.save(sessionId, false);
    expect([saved.revision, saved.change.isDirty, await editing.drafts()]).toEqual([2, false, []]);
    expect((await stored()).toString()).toBe(source.toString().replace('Prepare', 'Changed'));
    await editing.undo(sessionId, 1);
    expect(await editing.state(sessionId)).toMatchObject({ isDirty: true, history: { savedDistance: -1 } });
    expect(await editing.drafts()).toMatchObject([{ changeCount: 1 }]);
  });

  it('[EDT-2] undone after saving, reopening and more edits, the very bytes are back', async () => {
    let { sessionId } = await open();
    await editing.apply(sessionId, [{ kind: 'remove', ids: ['n1'] }]);
    await editing.save(sessionId, false);
    await editing.apply(sessionId, [
      { kind: 'insert', place: { where: 'into', parentId: null }, type: 'SMS_TaskSequence_RebootAction' },
    ]);
    await reopen();
    ({ sessionId } = await open());
    await editing.save(sessionId, false);
    await reopen();
    ({ sessionId } = await open());
    await editing.undo(sessionId, 2);
    await editing.save(sessionId, false);
    expect((await stored()).equals(source)).toBe(true);
  });

  it('[EDT-3] over another revision it is refused with both numbers, and done when that is wanted', async () => {
    const { sessionId } = await open();
    await editing.apply(sessionId, rename('n1', 'Mine'));
    await saveElsewhere('<sequence version="3.10"></sequence>');
    await expect(editing.save(sessionId, false)).rejects.toMatchObject({
      code: 'REVISION_CONFLICT',
      details: { expected: 1, actual: 2, modifiedBy: 'other' },
    });
    const { document, ...now } = await editing.stored(sessionId);
    expect([now, document.rows()]).toEqual([{ revision: 2, modifiedAt: 5, modifiedBy: 'other' }, []]);
    expect(await editing.drafts()).toMatchObject([{ baseRevision: 1, currentRevision: 2 }]);
    await reopen();
    const again = await open();
    await expect(editing.save(again.sessionId, false)).rejects.toMatchObject({ code: 'REVISION_CONFLICT' });
    expect((await editing.save(again.sessionId, true)).revision).toBe(3);
    expect((await stored()).toString()).toContain('Mine');
  });

  it('[EDT-3] a save elsewhere between opening and the first change does not harm the draft', async () => {
    const { sessionId } = await open();
    await saveElsewhere('<sequence version="3.10"></sequence>');
    await editing.apply(sessionId, rename('n1', 'Mine'));
    await reopen();
    const again = await open();
    expect(names(again)[0]).toBe('Mine');
    await expect(editing.save(again.sessionId, false)).rejects.toMatchObject({ code: 'REVISION_CONFLICT' });
    await editing.undo(again.sessionId, 1);
    await editing.save(again.sessionId, true);
    expect((await stored()).equals(source)).toBe(true);
  });

  it('[EDT-4] discarding goes back to what is stored now', async () => {
    const { sessionId } = await open();
    await editing.apply(sessionId, rename('n1', 'Mine'));
    await saveElsewhere(smallSequence.replace('Prepare', 'Theirs'));
    const state = await editing.discard(sessionId);
    expect([names(state)[0], state.isDirty, state.revision, state.history.undoCount]).toEqual(['Theirs', false, 2, 0]);
    expect([await editing.drafts(), await findEditingSession(site.database.read, packageId)]).toEqual([[], undefined]);
    await editing.apply(sessionId, rename('n1', 'Again'));
    await reopen();
    expect(names(await open('edit', 'discard'))[0]).toBe('Theirs');
  });

  it('[EDT-8] a copy takes the edited document, and the one that was opened keeps draft and text', async () => {
    const { sessionId } = await open();
    await editing.apply(sessionId, rename('n1', 'Mine'));
    await editing.setSecret(sessionId, { nodeId: 'n2', property: 'UserPassword', value: 'pass' });
    const copy = await editing.saveCopy(sessionId, 'S mine');
    const [sealed, ...others] = await listSealedKeys(site.database.read, `sequence/${copy}/`);
    expect([await secretsOf(site).get(sealed ?? ''), others]).toEqual(['pass', []]);
    expect(Buffer.from((await getSequence(site.database.read, copy)).document).toString()).toContain('Mine');
    expect([await stored(), (await editing.drafts()).length]).toEqual([source, 1]);
    const rows = [await getSequenceRow(site.database.read, packageId), await getSequenceRow(site.database.read, copy)];
    expect(rows.map((row) => [row.name, row.stepCount])).toEqual([
      ['S', 2],
      ['S mine', 2],
    ]);
  });

  it('[UI-581] what is shown of a sequence that was deleted meanwhile is saved as a copy', async () => {
    const { sessionId } = await open();
    await editing.apply(sessionId, rename('n1', 'Mine'));
    await site.database.write((transaction) =>
      deleteSequences(transaction, { kind: 'ids', ids: [packageId] }, temp.clock.now()),
    );
    const copy = await editing.saveCopy(sessionId, 'S mine');
    expect(Buffer.from((await getSequence(site.database.read, copy)).document).toString()).toContain('Mine');
    await expect(getSequence(site.database.read, packageId)).rejects.toMatchObject({ code: 'SEQUENCE_NOT_FOUND' });
  });

  it('[EDT-8] a copy is there with its number, secrets and row, or nothing of it, whichever query fails', async () => {
    const { sessionId } = await open();
    await editing.setSecret(sessionId, { nodeId: 'n2', property: 'UserPassword', value: 'pass' });
    await editing.close(sessionId);
    const left = async () => [
      (await listSealedKeys(site.database.read, 'sequence/')).length,
      (await getSite(site.database.read)).nextPackageNumber,
    ];
    const before = await left();
    const counting = failingDatabase(site.database, 0);
    const tryOn = async (database: Database) => {
      const other = plainEditing(createEditing({ ...portsOn(site, 7), database }));
      const { sessionId: id } = await other.open(packageId, 'edit', 'keep');
      return { id, other };
    };
    const opened = await tryOn(counting.database);
    const first = counting.calls() + 1;
    await opened.other.saveCopy(opened.id, 'Counted');
    const [keys = 0, number = 0] = await left();
    expect([keys, number]).toEqual([(before[0] ?? 0) + 1, (before[1] ?? 0) + 1]);
    for (let failAt = first; failAt <= counting.calls(); failAt += 1) {
      const { id, other } = await tryOn(failingDatabase(site.database, failAt).database);
      await expect(other.saveCopy(id, 'Never')).rejects.toMatchObject({ code: 'STORE_FULL' });
      expect(await left()).toEqual([keys, number]);
    }
  });
});

describe('windows', () => {
  it('[EDT-5] share one session, also when they open at the same moment, and the last one closes it', async () => {
    const [first, second] = await Promise.all([open(), open()]);
    expect(second.sessionId).toBe(first.sessionId);
    await editing.apply(first.sessionId, rename('n1', 'Seen by both'));
    expect(names(await editing.state(second.sessionId))[0]).toBe('Seen by both');
    expect((await open()).sessionId).toBe(first.sessionId);
    for (let left = 3; left > 0; left -= 1) await editing.close(first.sessionId);
    await expect(editing.state(first.sessionId)).rejects.toThrow(/SESSION_NOT_OPEN/);
    expect(names(await open())[0]).toBe('Seen by both');
  });

  it('[EDT-5] a view shows what is stored and changes nothing', async () => {
    const editor = await open();
    await editing.apply(editor.sessionId, rename('n1', 'Draft'));
    const view = await open('view');
    expect([view.sessionId === editor.sessionId, names(view)[0], view.mode]).toEqual([false, 'Prepare', 'view']);
    for (const change of [
      () => editing.apply(view.sessionId, rename('n1', 'x')),
      () => editing.undo(view.sessionId, 1),
      () => editing.save(view.sessionId, true),
      () => editing.discard(view.sessionId),
    ]) {
      await expect(change()).rejects.toMatchObject({ code: 'EDIT_INVALID' });
    }
  });

  it('[EDT-6] who only looks leaves no session', async () => {
    const { sessionId } = await open();
    expect(await editing.node(sessionId, 'n2')).toMatchObject({ name: 'Say', successCodes: '0 3010' });
    await editing.close(sessionId);
    expect(await findEditingSession(site.database.read, packageId)).toBeUndefined();
    expect((await open()).draftFrom).toBeNull();
  });

  it('[EDT-6] a saved history is left when somebody else saved since', async () => {
    const { sessionId } = await open();
    await editing.apply(sessionId, rename('n1', 'Mine'));
    await editing.save(sessionId, false);
    await saveElsewhere(smallSequence.replace('Prepare', 'Theirs'));
    await reopen();
    const state = await open();
    expect([names(state)[0], state.history.undoCount, state.revision]).toEqual(['Theirs', 0, 3]);
    await editing.apply(state.sessionId, rename('n1', 'New'));
    await reopen();
    expect(names(await open())[0]).toBe('New');
  });

  it('[EDT-7] a change that the site cannot keep is taken back', async () => {
    const { sessionId } = await open();
    await editing.apply(sessionId, rename('n1', 'Kept'));
    await site.database.write((transaction) => {
      const pages = transaction.native.pragma('page_count', { simple: true }) as number;
      transaction.native.pragma(`max_page_count = ${String(pages)}`);
      return Promise.resolve();
    });
    const big = [
      { kind: 'setVariable' as const, id: 'n2', property: 'Other', name: 'Other', value: 'x'.repeat(200_000) },
    ];
    await expect(editing.apply(sessionId, big)).rejects.toMatchObject({ code: 'STORE_FULL' });
    expect((await editing.node(sessionId, 'n2')).variables.map((one) => one.name)).toEqual([
      'CommandLine',
      'SuccessCodes',
    ]);
    expect((await editing.state(sessionId)).history.undoCount).toBe(1);
  });

  it('[EDT-7] a burst that grows too large for the site loses only what could not be kept', async () => {
    const { sessionId } = await open();
    const type = (value: string) => [
      { kind: 'setVariable' as const, id: 'n2', property: 'Other', name: 'Other', value },
    ];
    await editing.apply(sessionId, type('kept'));
    await site.database.write((transaction) => {
      const pages = transaction.native.pragma('page_count', { simple: true }) as number;
      transaction.native.pragma(`max_page_count = ${String(pages)}`);
      return Promise.resolve();
    });
    await expect(editing.apply(sessionId, type('x'.repeat(200_000)))).rejects.toMatchObject({ code: 'STORE_FULL' });
    const shown = (await editing.node(sessionId, 'n2')).variables;
    expect(shown.find((one) => one.name === 'Other')?.value).toBe('kept');
    await reopen();
    const { sessionId: again } = await open();
    expect((await editing.node(again, 'n2')).variables).toEqual(shown);
  });

  it('[EDT-7] undo that the site cannot keep is taken back', async () => {
    const { sessionId } = await open();
    await editing.apply(sessionId, rename('n1', 'A'));
    await editing.apply(sessionId, [{ kind: 'remove', ids: ['n2'] }]);
    const shown = await editing.state(sessionId);
    // Another process takes the session away under the editor.
    await site.database.write((transaction) => deleteEditingSession(transaction, packageId));
    await expect(editing.undo(sessionId, 2)).rejects.toMatchObject({
      code: 'REVISION_CONFLICT',
      details: { of: 'draft' },
    });
    const { changeNumber, ...now } = await editing.state(sessionId);
    expect({ ...now, changeNumber: changeNumber - 1 }).toEqual({ ...shown, isBehind: true });
  });

  it('[EDT-7] more steps of undo or redo than there are change nothing', async () => {
    const { sessionId } = await open();
    await expect(editing.undo(sessionId, 1)).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' });
    await editing.apply(sessionId, rename('n1', 'A'));
    await expect(editing.undo(sessionId, 2)).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' });
    await expect(editing.redo(sessionId, 1)).rejects.toMatchObject({ code: 'NOTHING_TO_REDO' });
    const shown = names(await editing.state(sessionId));
    await reopen();
    expect(names(await open())).toEqual(shown);
  });
});
