import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWindowsFiles } from './fakes/windows-files.ts';
import { leaveOutOnWindows, reasons } from './fakes/on-windows.ts';
import type { Files } from './files.ts';
import { realFiles } from './files-real.ts';
import { createHeldFolders } from './held-folders.ts';

let root: string;
let outside: string;
beforeEach(() => {
  const made = fs.realpathSync.native(fs.mkdtempSync(path.join(os.tmpdir(), 'waystation-held-')));
  root = path.join(made, 'root');
  outside = path.join(made, 'outside');
  fs.mkdirSync(root);
  fs.mkdirSync(outside);
});
afterEach(() => {
  fs.rmSync(path.dirname(root), { recursive: true, force: true });
});

const manners: [string, () => Files][] = [
  ['this system', () => realFiles],
  ['the manner of Windows', () => createWindowsFiles().files],
];

/** Makes, swaps and writes in any order; everything that is written must lie below the root. */
type Act = { readonly kind: 'write' | 'swap' | 'back'; readonly folder: string };
const folders = fc
  .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
  .map((names) => names.join('/'));
const act = (kind: Act['kind']): Act => ({ kind, folder: 'c' });
const acts = fc.array(
  fc.record({ kind: fc.constantFrom('write' as const, 'swap' as const, 'back' as const), folder: folders }),
  {
    maxLength: 25,
  },
);

describe.each(manners)('folders that are held, in %s', (_name, filesOf) => {
  it('[PORT-150] lead to what lies below them, make what is missing, and are let go', () => {
    const files = filesOf();
    const held = createHeldFolders(files);
    for (const name of ['a/1', 'a/b/2', 'a/b/c/3', 'a/4', 'd/e/5']) {
      const place = held.reachNew(path.join(root, name));
      files.closeSync(files.openSync(place, 'wx'));
      held.demandSame();
    }
    expect(files.readdirSync(held.reach(`${root}${path.sep}`)).sort()).toEqual(['a', 'd']);
    expect(() => held.reach(path.join(root, 'none', 'x'))).toThrow('ENOENT');
    held.close();
    expect(held.swapped).toEqual([]);
    expect(fs.readdirSync(path.join(root, 'a/b')).sort()).toEqual(['2', 'c']);
  });

  it('[PORT-151] [PORT-152] whatever is swapped for a link, nothing is written outside, and it is told', (context) => {
    leaveOutOnWindows(context, reasons.links);
    fc.assert(
      fc.property(acts, (all) => {
        for (const folder of [root, outside]) fs.rmSync(folder, { recursive: true, force: true });
        fs.mkdirSync(root);
        // What lies outside has folders of the same names, so that a link leads somewhere.
        fs.mkdirSync(path.join(outside, 'a/b/c'), { recursive: true });
        const files = filesOf();
        const held = createHeldFolders(files);
        const aside = new Map<string, string>();
        run(all, (act: Act, index) => {
          const folder = path.join(root, act.folder);
          if (act.kind === 'write') write(files, held, path.join(folder, `file-${index}`));
          else if (act.kind === 'swap') swap(folder, aside, index);
          else swapBack(folder, aside);
        });
        held.close();
        const written = fs.readdirSync(outside, { recursive: true, encoding: 'utf8' });
        expect(written.filter((name) => path.basename(name).startsWith('file-'))).toEqual([]);
      }),
      { numRuns: 150, examples: [[[act('write'), act('swap'), act('write')]]] },
    );
  });
});

function run(all: readonly Act[], take: (act: Act, index: number) => void): void {
  for (const [index, act] of all.entries()) take(act, index);
}

function write(files: Files, held: ReturnType<typeof createHeldFolders>, file: string): void {
  let place: string;
  try {
    place = held.reachNew(file);
  } catch (error) {
    if (!['ELOOP', 'ENOTDIR', 'ENOENT'].includes(String((error as NodeJS.ErrnoException).code))) throw error;
    return;
  }
  files.closeSync(files.openSync(place, 'wx'));
  held.demandSame();
}

function swap(folder: string, aside: Map<string, string>, index: number): void {
  if (fs.lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true || aside.has(folder)) return;
  aside.set(folder, `${folder}-aside-${index}`);
  fs.renameSync(folder, `${folder}-aside-${index}`);
  fs.symlinkSync(path.join(path.dirname(rootOf(folder)), 'outside', 'a'), folder);
}

function rootOf(folder: string): string {
  return folder.slice(0, folder.indexOf(`${path.sep}root${path.sep}`) + 5);
}

function swapBack(folder: string, aside: Map<string, string>): void {
  const from = aside.get(folder);
  if (from === undefined || !fs.existsSync(from) || !fs.lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink())
    return;
  fs.rmSync(folder);
  fs.renameSync(from, folder);
  aside.delete(folder);
}

it('[PORT-152] a folder that was made behind a link is taken away again', (context) => {
  leaveOutOnWindows(context, reasons.links);
  const { files } = createWindowsFiles();
  const above = path.join(root, 'a');
  fs.mkdirSync(above);
  const swapping = {
    ...files,
    mkdirSync: ((folder: string, options: fs.MakeDirectoryOptions) => {
      fs.renameSync(above, `${above}-aside`);
      fs.symlinkSync(outside, above);
      return files.mkdirSync(folder, options);
    }) as typeof files.mkdirSync,
  };
  expect(() => createHeldFolders(swapping).reachNew(path.join(above, 'new', 'x'))).toThrow('ELOOP');
  expect([fs.readdirSync(outside), fs.readdirSync(`${above}-aside`)]).toEqual([[], []]);
});

it('[PORT-153] a folder that somebody moved away is told when it is left', (context) => {
  leaveOutOnWindows(context, reasons.links);
  const held = createHeldFolders(realFiles);
  fs.closeSync(fs.openSync(held.reachNew(path.join(root, 'a/b/1')), 'wx'));
  fs.renameSync(path.join(root, 'a/b'), path.join(root, 'moved'));
  fs.symlinkSync(outside, path.join(root, 'a/b'));
  held.close();
  expect(held.swapped).toEqual([path.join(root, 'a/b')]);
  expect(() => createHeldFolders(realFiles).reach(path.join(root, 'a/b/1'))).toThrow('ELOOP');
});
