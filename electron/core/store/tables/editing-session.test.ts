import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PackageId } from '#shared/model/ids';
import { ofIds } from '#shared/model/list';
import { createTempSite } from '../../ports/fakes/temp-site.ts';
import type { TempSite } from '../../ports/fakes/temp-site.ts';
import type { Transaction } from '../connection.ts';
import { deleteSequences } from '../lists/act-on-selected.ts';
import { findSequenceRow } from '../lists/sequence-list.ts';
import { listDrafts, listEdits } from './editing-lists.ts';
import {
  appendEdit,
  type Checkpoint,
  deleteEditingSession,
  type DraftVersion,
  findDraftVersion,
  findEditingSession,
  type HistoryLimits,
  insertEditingSession,
  replaceLastEdit,
  setCheckpoint,
  setPosition,
  setSaved,
} from './editing-session.ts';
import { insertSequence, saveDocument } from './sequence.ts';
import { nextPackageId } from './site.ts';

let temp: TempSite;
let packageId: PackageId;
const document = new TextEncoder().encode('<sequence/>');
const begin = (id: PackageId, generation = 'g') => ({
  packageId: id,
  generation,
  savedRevision: 1,
  baseDocument: document,
  at: 1,
});

beforeEach(async () => {
  temp = await createTempSite();
  packageId = await temp.site.database.write(async (transaction) => {
    const id = await nextPackageId(transaction);
    const fixed = {
      folderId: null,
      description: '',
      dialect: 'cm',
      carry: null,
      properties: {},
      enabled: true,
    } as const;
    await insertSequence(transaction, { ...fixed, packageId: id, name: 'One', document, stepCount: 0, at: 1, by: 'x' });
    await insertEditingSession(transaction, begin(id));
    return id;
  });
});
afterEach(async () => {
  await temp.remove();
});

const write = <Result>(work: (transaction: Transaction) => Promise<Result>) => temp.site.database.write(work);
const named = (text: string) => ({ code: 'text' as const, values: { text } });
const makeEdit = (label: string) => ({ label: named(label), mergeKey: null, at: 5, patches: [{ label }] });
/** As who knows the draft as it is now: the tests of conflicts say otherwise. */
const current = async (transaction: Transaction): Promise<DraftVersion> =>
  (await findDraftVersion(transaction, packageId)) ?? { generation: 'none', revision: 0 };
const append = (label: string, checkpoint?: Checkpoint, limits?: HistoryLimits) =>
  write(async (transaction) =>
    appendEdit(transaction, packageId, await current(transaction), makeEdit(label), checkpoint, limits),
  );
const replace = (label: string) =>
  write(async (transaction) => replaceLastEdit(transaction, packageId, await current(transaction), makeEdit(label)));
const position = (to: number) =>
  write(async (transaction) => setPosition(transaction, packageId, await current(transaction), to, 6));
const save = (revision: number, at = 7) =>
  write(async (transaction) =>
    setSaved(transaction, packageId, await current(transaction), { revision, document, at }),
  );
const session = () => findEditingSession(temp.site.database.read, packageId);
const labels = async () => (await listEdits(temp.site.database.read, packageId)).map(({ label }) => label.values.text);

describe('editing session', () => {
  it('[STO-60] edits come back in order with patches as they were given', async () => {
    await append('one');
    await append('two');
    expect(await listEdits(temp.site.database.read, packageId)).toEqual(
      ['one', 'two'].map((label, index) => ({ ordinal: index + 1, sizeBytes: 17, ...makeEdit(label) })),
    );
    expect(await session()).toMatchObject({ savedRevision: 1, position: 2, savedPosition: 0, updatedAt: 5 });
    expect(new Uint8Array((await session())?.baseDocument ?? [])).toEqual(document);
  });

  it('[STO-61] a new edit after undos drops what was undone; a saved state among it cannot be reached any more', async () => {
    for (const label of ['one', 'two', 'three']) await append(label);
    await save(2, 7);
    expect(await session()).toMatchObject({ savedRevision: 2, position: 3, savedPosition: 3 });
    await position(1);
    expect(await labels()).toEqual(['one', 'two', 'three']);
    await append('other', { position: 1, document });
    expect(await labels()).toEqual(['one', 'other']);
    expect(await session()).toMatchObject({ position: 2, savedPosition: -1 });
  });

  it('[STO-62] the position stays among the edits', async () => {
    await append('one');
    await expect(position(2)).rejects.toMatchObject({ code: 'NOTHING_TO_REDO' });
    await expect(position(-1)).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' });
    await position(0);
    await position(1);
    expect(await session()).toMatchObject({ position: 1, updatedAt: 6 });
  });

  it('[STO-63] a burst replaces the edit at the position, and never one that was saved', async () => {
    await append('one');
    await append('typing');
    await replace('typing more');
    expect(await labels()).toEqual(['one', 'typing more']);
    expect(await session()).toMatchObject({ position: 2, savedPosition: 0 });
    await position(0);
    await expect(replace('none')).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' });
    // What was saved holds the step as it was: nothing joins it.
    await position(2);
    await save(2);
    await expect(replace('later')).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' });
  });

  it('[STO-64] drafts are sessions that differ from what was saved, and tell of a save elsewhere', async () => {
    const drafts = () => listDrafts(temp.site.database.read);
    const hasDraft = () => findSequenceRow(temp.site.database.read, packageId)?.hasDraft;
    expect([await drafts(), hasDraft()]).toEqual([[], false]);
    await append('one');
    const draft = { packageId, savedRevision: 1, position: 1, savedPosition: 0, updatedAt: 5, name: 'One' };
    expect([await drafts(), hasDraft()]).toMatchObject([[{ ...draft, currentRevision: 1 }], true]);
    await write((transaction) =>
      saveDocument(transaction, { packageId, baseRevision: 1, document, stepCount: 0, at: 9, by: 'y' }),
    );
    expect(await drafts()).toMatchObject([{ ...draft, currentRevision: 2 }]);
    await save(2, 8);
    expect([await drafts(), hasDraft()]).toEqual([[], false]);
    await position(0);
    expect(hasDraft()).toBe(true);
    await write((transaction) => deleteSequences(transaction, ofIds([packageId]), 1));
    expect(await drafts()).toEqual([]);
  });

  it('[STO-65] a session that ended takes no edits and leaves none', async () => {
    await append('one');
    await write((transaction) => deleteEditingSession(transaction, packageId));
    expect([await session(), await labels()]).toEqual([undefined, []]);
    for (const attempt of [() => append('late'), () => position(0), () => save(1)]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'REVISION_CONFLICT', details: { of: 'draft' } });
    }
  });

  it('[EDT-22] a change of a draft that is not as it was known is refused with both sides, and changes nothing', async () => {
    await append('one');
    const known = { generation: 'g', revision: 0 };
    const attempts: ((transaction: Transaction) => Promise<unknown>)[] = [
      (transaction) => appendEdit(transaction, packageId, known, makeEdit('late')),
      (transaction) => replaceLastEdit(transaction, packageId, known, makeEdit('late')),
      (transaction) => setPosition(transaction, packageId, known, 0, 6),
      (transaction) => setSaved(transaction, packageId, known, { revision: 2, document, at: 7 }),
      (transaction) => setCheckpoint(transaction, packageId, known, { position: 0, document }),
      (transaction) => deleteEditingSession(transaction, packageId, known),
      (transaction) => deleteEditingSession(transaction, packageId, null),
      (transaction) => insertEditingSession(transaction, begin(packageId)),
      (transaction) => appendEdit(transaction, packageId, { generation: 'other', revision: 1 }, makeEdit('late')),
    ];
    const before = await session();
    for (const attempt of attempts) {
      await expect(write(attempt)).rejects.toMatchObject({
        code: 'REVISION_CONFLICT',
        details: { of: 'draft', actual: 1, storedSteps: 1 },
      });
    }
    expect([await session(), await labels()]).toEqual([before, ['one']]);
  });

  it('[EDT-26] beyond the limits the oldest steps go, and the saved state among them cannot be reached', async () => {
    const limits = { steps: 2, bytes: 1000 };
    for (const label of ['one', 'two']) await append(label, undefined, limits);
    await append('three', { position: 2, document }, limits);
    expect(await labels()).toEqual(['two', 'three']);
    expect(await session()).toMatchObject({ firstPosition: 1, position: 3, savedPosition: -1, historyBytes: 36 });
    await expect(position(0)).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' });
    // By size: the last one always stays, and so does what reading begins with.
    await append('x'.repeat(2000), { position: 3, document }, limits);
    expect(await labels()).toEqual(['x'.repeat(2000)]);
    expect(await session()).toMatchObject({ firstPosition: 3, basePosition: 3, position: 4, lastPosition: 4 });
    await append('no checkpoint', undefined, limits);
    expect(await session()).toMatchObject({ firstPosition: 3, basePosition: 3 });
  });

  it('[EDT-27] reading begins at the document that was kept last: of a save, or of a checkpoint', async () => {
    for (const label of ['one', 'two', 'three']) await append(label);
    await position(2);
    await save(2);
    expect(await session()).toMatchObject({ basePosition: 2 });
    await position(1);
    // The document that is kept would lie in what is dropped: one of before has to come with the edit.
    await expect(append('other')).rejects.toThrow('document of the draft');
    const other = new TextEncoder().encode('<other/>');
    await append('other', { position: 1, document: other });
    expect(await session()).toMatchObject({ basePosition: 1, position: 2, savedPosition: -1 });
    expect(new Uint8Array((await session())?.baseDocument ?? [])).toEqual(other);
  });

  it('[STO-66] any row of appends, undos, redos and saves is kept as a list would keep it', async () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.constant('append' as const) },
      { weight: 2, arbitrary: fc.constant('undo' as const) },
      fc.constant('redo' as const),
      fc.constant('save' as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        await write((transaction) => insertEditingSession(transaction, begin(packageId), 'any'));
        const model = { edits: [] as string[], position: 0, saved: 0 };
        for (const [index, kind] of steps.entries()) {
          if (kind === 'append') {
            const label = `edit ${String(index)}`;
            if (model.saved > model.position) model.saved = -1;
            const at = model.position;
            model.edits = [...model.edits.slice(0, at), label];
            model.position += 1;
            await append(label, { position: at, document });
          } else if (kind === 'save') {
            model.saved = model.position;
            await save(index, 1);
          } else {
            const next = model.position + (kind === 'undo' ? -1 : 1);
            const isPossible = next >= 0 && next <= model.edits.length;
            const moved = await position(next).then(
              () => true,
              () => false,
            );
            expect(moved).toBe(isPossible);
            if (isPossible) model.position = next;
          }
        }
        expect(await labels()).toEqual(model.edits);
        expect(await session()).toMatchObject({ position: model.position, savedPosition: model.saved });
      }),
      { numRuns: 25 },
    );
  });
});
