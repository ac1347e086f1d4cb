import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PackageId } from '#shared/model/ids';
import { createTempSite } from '../../ports/fakes/temp-site.ts';
import type { TempSite } from '../../ports/fakes/temp-site.ts';
import type { Transaction } from '../connection.ts';
import {
  appendEdit,
  deleteEditingSession,
  findEditingSession,
  insertEditingSession,
  listDrafts,
  listEdits,
  replaceLastEdit,
  setPosition,
  setSaved,
  truncateEdits,
} from './editing-session.ts';
import { deleteSequence, insertSequence, listSequences, saveDocument } from './sequence.ts';
import { nextPackageId } from './site.ts';

let temp: TempSite;
let packageId: PackageId;
const document = new TextEncoder().encode('<sequence/>');

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
    await insertEditingSession(transaction, { packageId: id, savedRevision: 1, baseDocument: document, at: 1 });
    return id;
  });
});
afterEach(async () => {
  await temp.remove();
});

const write = <Result>(work: (transaction: Transaction) => Promise<Result>) => temp.site.database.write(work);
const makeEdit = (label: string) => ({ label, mergeKey: null, at: 5, patches: [{ label }], inverse: [label, null] });
const append = (label: string) => write((transaction) => appendEdit(transaction, packageId, makeEdit(label)));
const position = (to: number) => write((transaction) => setPosition(transaction, packageId, to, 6));
const session = () => findEditingSession(temp.site.database.read, packageId);
const labels = async () => (await listEdits(temp.site.database.read, packageId)).map(({ label }) => label);

describe('editing session', () => {
  it('[STO-60] edits come back in order with patches and inverse as they were given', async () => {
    await append('one');
    await append('two');
    expect(await listEdits(temp.site.database.read, packageId)).toEqual(
      ['one', 'two'].map((label, index) => ({ packageId, ordinal: index + 1, ...makeEdit(label) })),
    );
    expect(await session()).toMatchObject({ savedRevision: 1, position: 2, savedPosition: 0, updatedAt: 5 });
    expect(new Uint8Array((await session())?.baseDocument ?? [])).toEqual(document);
  });

  it('[STO-61] a new edit after undos drops what was undone; a saved state among it cannot be reached any more', async () => {
    for (const label of ['one', 'two', 'three']) await append(label);
    await write((transaction) => setSaved(transaction, packageId, 2, 7));
    expect(await session()).toMatchObject({ savedRevision: 2, position: 3, savedPosition: 3 });
    await position(1);
    expect(await labels()).toEqual(['one', 'two', 'three']);
    await append('other');
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

  it('[STO-63] a burst replaces the edit at the position, and what was saved before it is not what is there now', async () => {
    await append('one');
    await append('typing');
    await write((transaction) => setSaved(transaction, packageId, 2, 7));
    await write((transaction) => replaceLastEdit(transaction, packageId, makeEdit('typing more')));
    expect(await labels()).toEqual(['one', 'typing more']);
    expect(await session()).toMatchObject({ position: 2, savedPosition: -1 });
    await position(0);
    await expect(
      write((transaction) => replaceLastEdit(transaction, packageId, makeEdit('none'))),
    ).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' });
  });

  it('[STO-64] drafts are sessions that differ from what was saved, and tell of a save elsewhere', async () => {
    const drafts = () => listDrafts(temp.site.database.read);
    const hasDraft = async () => (await listSequences(temp.site.database.read))[0]?.hasDraft;
    expect([await drafts(), await hasDraft()]).toEqual([[], false]);
    await append('one');
    const draft = { packageId, savedRevision: 1, position: 1, savedPosition: 0, updatedAt: 5, name: 'One' };
    expect([await drafts(), await hasDraft()]).toEqual([[{ ...draft, currentRevision: 1 }], true]);
    await write((transaction) =>
      saveDocument(transaction, { packageId, baseRevision: 1, document, stepCount: 0, at: 9, by: 'y' }),
    );
    expect(await drafts()).toEqual([{ ...draft, currentRevision: 2 }]);
    await write((transaction) => setSaved(transaction, packageId, 2, 8));
    expect([await drafts(), await hasDraft()]).toEqual([[], false]);
    await position(0);
    expect(await hasDraft()).toBe(true);
    await write((transaction) => deleteSequence(transaction, packageId, 1));
    expect(await drafts()).toEqual([]);
  });

  it('[STO-65] a session that ended takes no edits and leaves none', async () => {
    await append('one');
    await write((transaction) => deleteEditingSession(transaction, packageId));
    expect([await session(), await labels()]).toEqual([undefined, []]);
    for (const attempt of [
      () => append('late'),
      () => position(0),
      () => write((transaction) => setSaved(transaction, packageId, 1, 1)),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'SESSION_NOT_OPEN' });
    }
  });

  it('[STO-61] dropping edits by hand keeps the saved position honest', async () => {
    for (const label of ['one', 'two']) await append(label);
    await write((transaction) => setSaved(transaction, packageId, 2, 7));
    await position(1);
    await write((transaction) => truncateEdits(transaction, packageId, 1));
    expect([await labels(), (await session())?.savedPosition]).toEqual([['one'], -1]);
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
        await write((transaction) =>
          insertEditingSession(transaction, { packageId, savedRevision: 1, baseDocument: document, at: 1 }),
        );
        const model = { edits: [] as string[], position: 0, saved: 0 };
        for (const [index, kind] of steps.entries()) {
          if (kind === 'append') {
            const label = `edit ${String(index)}`;
            if (model.saved > model.position) model.saved = -1;
            model.edits = [...model.edits.slice(0, model.position), label];
            model.position += 1;
            await append(label);
          } else if (kind === 'save') {
            model.saved = model.position;
            await write((transaction) => setSaved(transaction, packageId, index, 1));
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
