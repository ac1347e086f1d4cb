import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createTempSite } from '../../ports/fakes/temp-site.ts';
import type { TempSite } from '../../ports/fakes/temp-site.ts';
import { realClock } from '../../ports/real.ts';
import { openSite } from '../../site/site.ts';
import type { Site } from '../../site/site.ts';
import { deleteFolder, getFolder, insertFolder, moveFolder, renameFolder } from './folder.ts';
import { getSequence, getSequenceRow, insertSequence, purgeDeleted, saveDocument, updateSequence } from './sequence.ts';
import { nextPackageId } from './site.ts';
import type { PackageId } from '#shared/model/ids';
import { ofIds } from '#shared/model/list';
import { SequenceListQuery } from '#shared/model/lists';
import type { Transaction } from '../connection.ts';
import { deleteSequences } from '../lists/act-on-selected.ts';
import { listSequenceRows } from '../lists/sequence-list.ts';

let temp: TempSite;
const bytes = (text: string) => new TextEncoder().encode(text);

beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(async () => {
  await temp.remove();
});

function addSequence(name: string, folderId: string | null = null, site: Site = temp.site): Promise<PackageId> {
  return site.database.write(async (transaction) => {
    const packageId = await nextPackageId(transaction);
    const fixed = { description: 'd', dialect: 'cm', carry: '<Object/>', stepCount: 3, enabled: true } as const;
    const properties = { BootImageID: 'WST00099' };
    const document = bytes(`\uFEFF<sequence name="${name}"/>\r\n`);
    await insertSequence(transaction, {
      ...fixed,
      packageId,
      folderId,
      name,
      document,
      properties,
      at: 10,
      by: 'anna',
    });
    return packageId;
  });
}

const deleteAt = (transaction: Transaction, packageId: PackageId, at: number) =>
  deleteSequences(transaction, ofIds([packageId]), at);
const bringBack = (transaction: Transaction, packageId: PackageId) =>
  deleteSequences(transaction, ofIds([packageId]), null);
const listed = async (deleted: boolean) =>
  (await listSequenceRows(temp.site.database, SequenceListQuery.parse({ deleted }))).rows;

describe('package IDs', () => {
  it('[STO-50] site code and five hexadecimal digits in upper case, never twice', async () => {
    const { database } = temp.site;
    await database.write((transaction) =>
      transaction.db.updateTable('site').set({ nextPackageNumber: 0xabcde }).execute(),
    );
    expect(await database.write(nextPackageId)).toBe('WSTABCDE');
    const first = await addSequence('gone');
    await database.write(async (transaction) => {
      await deleteAt(transaction, first, 1);
      await purgeDeleted(transaction, 2);
    });
    expect([first, await database.write(nextPackageId)]).toEqual(['WSTABCDF', 'WSTABCE0']);
  });

  it('[STO-50] the last number is given, the one after it refused', async () => {
    const { database } = temp.site;
    await database.write((transaction) =>
      transaction.db.updateTable('site').set({ nextPackageNumber: 0xfffff }).execute(),
    );
    expect(await database.write(nextPackageId)).toBe('WSTFFFFF');
    await expect(database.write(nextPackageId)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('folders', () => {
  const add = (name: string, parentId: string | null = null) =>
    temp.site.database.write((transaction) =>
      insertFolder(transaction, { id: temp.ids.uuid(), parentId, kind: 'task-sequence', name }),
    );

  it('[STO-51] a name is unique in its parent without regard to case, in every script', async () => {
    const one = await add('Größe');
    await expect(add('GRÖSSE')).resolves.toMatchObject({ name: 'GRÖSSE' });
    await expect(add('GRÖßE')).rejects.toMatchObject({ code: 'NAME_TAKEN', details: { name: 'GRÖßE' } });
    await expect(add('größe', one.id)).resolves.toMatchObject({ parentId: one.id });
    await expect(add('  ')).rejects.toMatchObject({ code: 'NAME_INVALID' });
    await temp.site.database.write((transaction) => renameFolder(transaction, one.id, 'GRÖßE'));
    expect((await getFolder(temp.site.database.read, one.id)).name).toBe('GRÖßE');
  });

  it('[STO-52] a folder does not move into itself or below, nor onto a taken name', async () => {
    const top = await add('top');
    const below = await add('below', top.id);
    const lowest = await add('lowest', below.id);
    const clash = await add('lowest');
    const move = (id: string, parentId: string | null) =>
      temp.site.database.write((transaction) => moveFolder(transaction, id, parentId));
    await expect(move(top.id, top.id)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(move(top.id, lowest.id)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(move(clash.id, below.id)).rejects.toMatchObject({ code: 'NAME_TAKEN' });
    await expect(move(below.id, temp.ids.uuid())).rejects.toMatchObject({ code: 'FOLDER_NOT_FOUND' });
    await move(below.id, null);
    expect((await getFolder(temp.site.database.read, below.id)).parentId).toBeNull();
  });

  it('[STO-53] only an empty folder is deleted; a deleted sequence in it comes back at the top', async () => {
    const { database } = temp.site;
    const top = await add('top');
    const below = await add('below', top.id);
    const packageId = await addSequence('one', below.id);
    const remove = (id: string) => database.write((transaction) => deleteFolder(transaction, id));
    await expect(remove(top.id)).rejects.toMatchObject({ code: 'FOLDER_NOT_EMPTY', details: { name: 'top' } });
    await expect(remove(below.id)).rejects.toMatchObject({ code: 'FOLDER_NOT_EMPTY' });
    await database.write((transaction) => deleteAt(transaction, packageId, 5));
    await remove(below.id);
    await remove(top.id);
    await database.write((transaction) => bringBack(transaction, packageId));
    expect(await getSequenceRow(database.read, packageId)).toMatchObject({ folderId: null, deletedAt: null });
  });
});

describe('sequences', () => {
  it('[STO-54] a document comes back byte for byte, and the list goes without it', async () => {
    const packageId = await addSequence('One');
    const row = {
      packageId,
      folderId: null,
      name: 'One',
      description: 'd',
      dialect: 'cm',
      revision: 1,
      stepCount: 3,
      sizeBytes: 27,
      enabled: true,
      createdAt: 10,
      modifiedAt: 10,
      modifiedBy: 'anna',
      deletedAt: null,
    };
    expect(await listed(false)).toEqual([{ ...row, folderPath: [], hasDraft: false }]);
    const stored = await getSequence(temp.site.database.read, packageId);
    expect({ ...stored, document: new Uint8Array(stored.document) }).toEqual({
      ...row,
      sourceFile: '',
      document: bytes('\uFEFF<sequence name="One"/>\r\n'),
      carry: '<Object/>',
      properties: { BootImageID: 'WST00099' },
    });
  });

  it('[STO-54] any bytes are carried', async () => {
    const packageId = await addSequence('One');
    const { database } = temp.site;
    let revision = 1;
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (document) => {
        const save = { packageId, baseRevision: revision, document, stepCount: 0, at: 1, by: 'x' };
        revision = await database.write((transaction) => saveDocument(transaction, save));
        const stored = await getSequence(database.read, packageId);
        expect([Buffer.compare(stored.document, document), stored.sizeBytes]).toEqual([0, document.length]);
      }),
      { numRuns: 30 },
    );
  });

  it('[STO-55] of two clients that save from the same revision one is told what the other did', async () => {
    const packageId = await addSequence('One');
    // The one waits for the other's lock by the clock: it must go on by itself.
    const one = await openSite(temp.site.dir, { clock: realClock });
    const other = await openSite(temp.site.dir, { clock: realClock });
    const save = (site: Site, by: string) =>
      site.database.write((transaction) =>
        saveDocument(transaction, {
          packageId,
          baseRevision: 1,
          document: bytes(by),
          stepCount: 9,
          at: 20,
          by,
          name: by,
        }),
      );
    const results = await Promise.allSettled([save(one, 'anna'), save(other, 'ben')]);
    await Promise.all([one.close(), other.close()]);
    const saved = results.findIndex((result) => result.status === 'fulfilled');
    const winner = ['anna', 'ben'][saved] ?? '';
    expect(results[saved]).toMatchObject({ value: 2 });
    expect(results[1 - saved]).toMatchObject({
      reason: {
        code: 'REVISION_CONFLICT',
        details: { packageId, expected: 1, actual: 2, modifiedBy: winner, modifiedAt: 20 },
      },
    });
    const stored = await getSequence(temp.site.database.read, packageId);
    expect([stored.name, stored.revision, new TextDecoder().decode(stored.document)]).toEqual([winner, 2, winner]);
  });

  it('[STO-55] whatever the order of saves, each revision is one save that knew the one before', async () => {
    const packageId = await addSequence('One');
    const { database } = temp.site;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(2), { minLength: 1, maxLength: 12 }), async (behind) => {
        const start = (await getSequenceRow(database.read, packageId)).revision;
        let expected = start;
        for (const lag of behind) {
          const save = { packageId, baseRevision: expected - lag, document: bytes('x'), stepCount: 0, at: 1, by: 'x' };
          const saved = await database.write((transaction) => saveDocument(transaction, save)).catch(() => null);
          expect(saved).toBe(lag === 0 ? expected + 1 : null);
          if (saved !== null) expected = saved;
        }
        expect((await getSequenceRow(database.read, packageId)).revision).toBe(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('[STO-56] renaming, moving and disabling keep the revision and everything else', async () => {
    const { database } = temp.site;
    const packageId = await addSequence('One');
    const folder = await database.write((transaction) =>
      insertFolder(transaction, { id: temp.ids.uuid(), parentId: null, kind: 'task-sequence', name: 'f' }),
    );
    const before = await getSequence(database.read, packageId);
    const change = { name: 'Two', folderId: folder.id, enabled: false, at: 30, by: 'ben' };
    await database.write((transaction) => updateSequence(transaction, packageId, change));
    expect(await getSequence(database.read, packageId)).toEqual({
      ...before,
      name: 'Two',
      folderId: folder.id,
      enabled: false,
      modifiedAt: 30,
      modifiedBy: 'ben',
    });
    await expect(
      database.write((transaction) => updateSequence(transaction, packageId, { name: ' ', at: 1, by: 'x' })),
    ).rejects.toMatchObject({ code: 'NAME_INVALID' });
    await expect(
      database.write((transaction) =>
        updateSequence(transaction, packageId, { folderId: temp.ids.uuid(), at: 1, by: 'x' }),
      ),
    ).rejects.toMatchObject({ code: 'FOLDER_NOT_FOUND' });
  });

  it('[STO-57] a deleted sequence is gone from use, can be restored, and is purged by its time', async () => {
    const { database } = temp.site;
    const [early, late] = [await addSequence('Early'), await addSequence('Late')];
    const before = await getSequence(database.read, early);
    await database.write((transaction) => deleteAt(transaction, early, 100));
    await expect(getSequence(database.read, early)).rejects.toMatchObject({
      code: 'SEQUENCE_NOT_FOUND',
      details: { packageId: early },
    });
    await expect(database.write((transaction) => deleteAt(transaction, early, 101))).rejects.toMatchObject({
      code: 'SEQUENCE_NOT_FOUND',
    });
    expect((await listed(false)).map((row) => row.packageId)).toEqual([late]);
    expect((await listed(true)).map((row) => row.packageId)).toEqual([early]);
    await database.write((transaction) => bringBack(transaction, early));
    expect(await getSequence(database.read, early)).toEqual(before);
    await database.write(async (transaction) => {
      await deleteAt(transaction, early, 100);
      await deleteAt(transaction, late, 200);
    });
    expect(await database.write((transaction) => purgeDeleted(transaction, 200))).toEqual([early]);
    await expect(database.write((transaction) => bringBack(transaction, early))).rejects.toMatchObject({
      code: 'SEQUENCE_NOT_FOUND',
    });
    await database.write((transaction) => bringBack(transaction, late));
  });
});
