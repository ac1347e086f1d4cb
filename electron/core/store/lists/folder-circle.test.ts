import { afterEach, beforeEach, expect, it } from 'vitest';
import { FolderListQuery, SequenceListQuery } from '#shared/model/lists';
import { createTempSite, type TempSite } from '../../ports/fakes/temp-site.ts';
import { openNative } from '../connection.ts';
import { deleteFolder, insertFolder, moveFolder } from '../tables/folder.ts';
import { insertSequence } from '../tables/sequence.ts';
import { nextPackageId } from '../tables/site.ts';
import { findMisplacedFolders, listFolderRows } from './folder-list.ts';
import { listSequenceRows } from './sequence-list.ts';

let temp: TempSite;
/** By name: A is its own parent, B and C are each other's, D lies in B, E at the top. */
const ids: Record<string, string> = {};
beforeEach(async () => {
  temp = await createTempSite();
  await temp.site.database.write(async (transaction) => {
    for (const name of ['A', 'B', 'C', 'D', 'E']) {
      ids[name] = temp.ids.uuid();
      await insertFolder(transaction, { id: ids[name], parentId: null, name, kind: 'task-sequence' });
    }
    const packageId = await nextPackageId(transaction);
    const fixed = { description: '', enabled: true, folderId: ids['D'] ?? null, document: new Uint8Array(3) };
    const counted = { dialect: 'cm' as const, carry: null, properties: {}, stepCount: 0, at: 1, by: 'test' };
    await insertSequence(transaction, { ...fixed, ...counted, packageId, name: 'In D' });
    // No program does this: a database that was made or changed by hand.
    for (const [name, parent] of Object.entries({ A: 'A', B: 'C', C: 'B', D: 'B' })) {
      transaction.native.prepare('UPDATE folder SET parent_id = ? WHERE name = ?').run(ids[parent], name);
    }
  });
});
afterEach(() => temp.remove());

const list = async () => (await listFolderRows(temp.site.database, FolderListQuery.parse({}))).rows;

it('[STO-220] a folder that lies below itself is at the top of the list, with what lies in it', async () => {
  const rows = await list();
  const places = rows.map(({ name, parentId, path }) => [name, parentId, path.join('/')]);
  expect(places).toEqual([
    ['A', null, 'A'],
    ['B', null, 'B'],
    ['D', ids['B'], 'B/D'],
    ['C', null, 'C'],
    ['E', null, 'E'],
  ]);
  expect(await findMisplacedFolders(temp.site.database)).toEqual([
    { id: ids['A'], name: 'A', why: 'below-itself' },
    { id: ids['B'], name: 'B', why: 'below-itself' },
    { id: ids['C'], name: 'C', why: 'below-itself' },
  ]);
  const query = SequenceListQuery.parse({ folderId: ids['B'] });
  expect((await listSequenceRows(temp.site.database, query)).rows.map(({ name }) => name)).toEqual(['In D']);
});

it('[STO-220] [STO-222] so is one that lies in a folder that is not there, and the check names it', async () => {
  const native = openNative(temp.site.paths.database, {});
  native.exec(`PRAGMA foreign_keys = OFF; UPDATE folder SET parent_id = '${temp.ids.uuid()}' WHERE name = 'E'`);
  native.close();
  expect((await list()).filter(({ name }) => name === 'E')).toMatchObject([{ parentId: null, path: ['E'] }]);
  expect(await findMisplacedFolders(temp.site.database)).toContainEqual({
    ...{ id: ids['E'], name: 'E', why: 'parent-missing' },
  });
});

it('[STO-221] a folder that lies below itself can be moved away, and others into it; the look above ends', async () => {
  const move = (name: string, parent: string | null) =>
    temp.site.database.write((transaction) =>
      moveFolder(transaction, ids[name] ?? '', parent === null ? null : (ids[parent] ?? '')),
    );
  await move('E', 'A');
  await move('E', 'B');
  await expect(move('B', 'D')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await move('B', null);
  await move('A', null);
  expect(await findMisplacedFolders(temp.site.database)).toEqual([]);
  expect((await list()).map(({ path }) => path.join('/'))).toEqual(['A', 'B', 'B/C', 'B/D', 'B/E']);
});

it('[STO-221] a folder that is its own parent is empty when nothing else lies in it', async () => {
  await temp.site.database.write((transaction) => deleteFolder(transaction, ids['A'] ?? ''));
  expect((await list()).map(({ name }) => name)).toEqual(['B', 'D', 'C', 'E']);
});
