import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Drives } from '#core/ports/drives';
import { computerPath } from '#shared/contract/areas/site';
import { browse, createFolder } from './browse.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waystation-browse-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A disk with a name, a stick without one, and a server that never answers. */
const drives: Drives = {
  list: () => [
    { path: 'C:\\', kind: 'fixed' },
    { path: 'E:\\', kind: 'removable' },
    { path: 'Z:\\', kind: 'network' },
  ],
  label: ({ path }) =>
    path === 'Z:\\' ? new Promise(() => undefined) : Promise.resolve(path === 'C:\\' ? 'Windows' : null),
};
const machine = { drives, patienceMs: 20 };

it('[HOST-86] every drive is a place to begin in, also one that does not answer', async () => {
  const { roots } = await browse(folder, 'folders', machine);
  expect(roots).toEqual([
    { path: homedir(), kind: 'home', name: '' },
    { path: 'C:\\', kind: 'fixed', name: 'Windows' },
    { path: 'E:\\', kind: 'removable', name: '' },
    { path: 'Z:\\', kind: 'network', name: '' },
  ]);
});

it('[HOST-86] above a drive are all of them', async () => {
  const top = await browse(computerPath, 'folders', machine);
  expect([top.path, top.parent]).toEqual([computerPath, null]);
  expect(top.entries.map(({ name, path }) => [name, path])).toEqual([
    ['Windows (C:)', 'C:\\'],
    ['E:', 'E:\\'],
    ['Z:', 'Z:\\'],
  ]);
  const root = await browse(process.platform === 'win32' ? 'C:\\' : '/', 'folders', machine);
  expect(root.parent).toBe(computerPath);
});

it('[HOST-86] without letters the root is the place to begin in and nothing is above it', async () => {
  const { parent, roots } = await browse('/', 'folders', { drives: { ...drives, list: () => [] }, patienceMs: 20 });
  expect([parent, roots.map(({ kind }) => kind)]).toEqual([null, ['home', 'root']]);
});

it.each(['con', 'x.', 'x ', 'a:b', 'nul.txt'])('[HOST-85] no folder “%s” is made on Windows', async (name) => {
  await expect(createFolder(folder, name, 'win32')).rejects.toMatchObject({ code: 'NAME_INVALID' });
  expect(readdirSync(folder)).toEqual([]);
});

it('[HOST-85] elsewhere a name is judged where it lies', async () => {
  // Windows has a device of that name whoever asks for a folder.
  const name = process.platform === 'win32' ? 'x;y' : 'con';
  await createFolder(folder, name, 'linux');
  expect(readdirSync(folder)).toEqual([name]);
});
