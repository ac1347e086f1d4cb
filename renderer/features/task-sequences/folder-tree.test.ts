import { expect, it } from 'vitest';
import { FolderId } from '#shared/model/ids';
import { pathTo } from '../../app/nodes.ts';
import { countsBelow, foldersBelow } from './model.ts';

const [a, b, c, d] = [1, 2, 3, 4].map((digit) => FolderId.parse(`00000000-0000-4000-8000-00000000000${String(digit)}`));
const folder = (id: FolderId | undefined, parentId: FolderId | undefined, sequenceCount: number) => {
  const name = String(id).slice(-1);
  return { id: FolderId.parse(id), parentId: parentId ?? null, name, path: [name], sequenceCount };
};

it('[UI-500] a tree whose folders lie below themselves is walked and counted to its end', () => {
  const folders = [folder(a, a, 1), folder(b, c, 2), folder(c, b, 3), folder(d, b, 4)];
  expect([...countsBelow(folders).values()]).toEqual([1, 9, 9, 4]);
  expect([...foldersBelow(folders, String(b))]).toEqual([b, c, d]);
  const children = folders.map(({ id, parentId, name }) => ({ id, parentId, label: name, icon: null as never }));
  const pathOf = (id: FolderId | undefined) => pathTo(children, String(id)).map(({ label }) => label);
  expect([pathOf(a), pathOf(d)]).toEqual([['1'], ['3', '2', '4']]);
});
