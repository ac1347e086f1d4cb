import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createWindowsFiles } from '../ports/fakes/windows-files.ts';
import { isWindows, leaveOutOnWindows, reasons } from '../ports/fakes/on-windows.ts';
import type { Files } from '../ports/files.ts';
import { realFiles } from '../ports/files-real.ts';
import { capture, device, makePlace, plant, restore, testWork } from './test-device.contract.ts';

const place = makePlace();
let outside: string;
beforeEach(() => {
  outside = path.join(place.folder, 'outside');
  fs.mkdirSync(outside);
});

/** Looking and listing change nothing and are asked often: the swaps come before what opens, makes and moves. */
const watched: readonly (keyof Files)[] = [
  ...(['openSync', 'writeSync', 'mkdirSync', 'renameSync', 'linkSync', 'unlinkSync', 'closeSync'] as const),
  ...(['lutimesSync', 'utimesSync', 'readdirSync', 'fstatSync'] as const),
];

interface Swapping {
  readonly files: Files;
  calls(): number;
  /** Of files below the folder that the link leads to, which bytes were written into; looked at on Linux only. */
  readonly filled: string[];
  hasSwapped(): boolean;
}

/** Before the call of that number a folder, once it is there, goes aside, and a link to `outside` takes its name. */
function swapping(base: Files, folder: string, at: number, to: string): Swapping {
  let calls = 0;
  let hasSwapped = false;
  const filled: string[] = [];
  const swap = (): void => {
    if (hasSwapped || fs.lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return;
    hasSwapped = true;
    fs.renameSync(folder, `${folder}-aside`);
    fs.symlinkSync(to, folder);
  };
  const files = new Proxy(base, {
    get(target, name): unknown {
      const original = target[name as keyof Files] as (...parameters: unknown[]) => unknown;
      if (!watched.includes(name as keyof Files)) return original;
      return (...parameters: unknown[]): unknown => {
        calls += 1;
        if (calls >= at && at > 0) swap();
        if (name === 'writeSync' && process.platform === 'linux') {
          const file = fs.readlinkSync(`/proc/self/fd/${String(parameters[0])}`);
          if (file.startsWith(`${to}${path.sep}`)) filled.push(file);
        }
        return original(...parameters);
      };
    },
  });
  return { files, filled, calls: () => calls, hasSwapped: () => hasSwapped };
}

const manners: [string, () => Files][] = [
  ['this system', () => ({ ...realFiles, syncFileSystem: () => true })],
  // On Windows the first is in that manner by itself.
  ...(isWindows ? [] : [['the manner of Windows', () => createWindowsFiles().files] satisfies [string, () => Files]]),
];

function plantSome(): void {
  plant(place.old, {
    'Users/Anna/Documents/deep/a.txt': 'a',
    'Users/Anna/Documents/deep/b.txt': 'bb',
    'Users/Anna/Documents/deep/er/c.txt': 'ccc',
    'Users/Anna/Documents/d.txt': 'dddd',
  });
}

describe.each(manners)('a folder that is swapped for a link, in %s', (_name, filesOf) => {
  const deep = (): string => path.join(place.fresh, 'Users/Anna/Documents/deep');

  it.for([false, true])(
    '[UST-170] [UST-171] leads a restore nowhere, whenever it happens; what is not in its place is named (this computer: %s)',
    (isThisComputer, context) => {
      leaveOutOnWindows(context, reasons.links);
      plantSome();
      capture(place);
      const accounts = [{ userName: 'Anna', accountKind: 'domain' as const, profilePath: 'C:\\Users\\Anna' }];
      let at = 1;
      let swaps = 0;
      for (; at < 400; at += 1) {
        const { files, filled, calls, hasSwapped } = swapping(filesOf(), deep(), at, outside);
        const target = device(place.fresh, { accounts, isThisComputer });
        const result = restore(place, { device: target }, testWork(files).work);
        expect(fs.readdirSync(outside, { recursive: true }), `at call ${at}`).toEqual([]);
        expect(filled, `at call ${at}`).toEqual([]);
        const there = ['a.txt', 'b.txt', 'er/c.txt'].filter((name) => fs.existsSync(path.join(deep(), name)));
        // The swap may come when all is over but the end of it.
        if (hasSwapped()) swaps += 1;
        if (hasSwapped() && result.isComplete) expect(calls() - at, `at call ${at}`).toBeLessThan(30);
        if (!hasSwapped()) expect([there.length, result.isComplete]).toEqual([3, true]);
        fs.rmSync(place.fresh, { recursive: true });
        fs.mkdirSync(place.fresh);
        if (calls() < at) break;
      }
      expect([at > 20, at < 400, swaps > 10]).toEqual([true, true, true]);
    },
  );

  it('[UST-172] gives a capture nothing of what lies behind the link', (context) => {
    leaveOutOnWindows(context, reasons.links);
    plantSome();
    plant(outside, { 'a.txt': 'SECRET', 'b.txt': 'SECRET', 'x.txt': 'SECRET', 'er/c.txt': 'SECRET' });
    const folder = path.join(place.old, 'Users/Anna/Documents/deep');
    let at = 1;
    for (; at < 400; at += 1) {
      const { files, calls } = swapping(filesOf(), folder, at, outside);
      capture(place, {}, testWork(files).work);
      const data = fs.readdirSync(place.store, { recursive: true, encoding: 'utf8' });
      const stored = data.map((name) => path.join(place.store, name)).filter((file) => fs.statSync(file).isFile());
      expect(
        stored.some((file) => fs.readFileSync(file).includes('SECRET')),
        `at call ${at}`,
      ).toBe(false);
      fs.rmSync(place.store, { recursive: true });
      fs.rmSync(place.old, { recursive: true });
      fs.mkdirSync(place.old);
      plantSome();
      if (calls() < at) break;
    }
    expect([at > 20, at < 400]).toEqual([true, true]);
  });
});

it('[UST-175] a store whose place was named through a link is written behind it', (context) => {
  leaveOutOnWindows(context, reasons.links);
  plantSome();
  fs.mkdirSync(path.join(place.folder, 'elsewhere'));
  fs.symlinkSync(path.join(place.folder, 'elsewhere'), path.join(place.folder, 'linked'));
  const storePath = path.join(place.folder, 'linked', 'store');
  expect(capture(place, { storePath }).files).toBe(4);
  expect(restore(place, { storePath }).isComplete).toBe(true);
});

describe('links that lie in the way of a restore', () => {
  it('[UST-173] whatever names of ours are links, nothing behind them is written or removed', (context) => {
    leaveOutOnWindows(context, reasons.links);
    plantSome();
    capture(place);
    const names = ['.waystation-restore', '.waystation-attributes.json.new', '.waystation-planned-accounts.json'];
    const links = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 });
    fc.assert(
      fc.property(links, fc.boolean(), (chosen, toFolder) => {
        plant(outside, { 'victim.txt': 'precious', 'inner/1': 'kept' });
        const to = toFolder ? outside : path.join(outside, 'victim.txt');
        for (const name of chosen) fs.symlinkSync(to, path.join(place.fresh, name));
        const result = restore(place, { device: device(place.fresh, { accounts: [] }) });
        expect(result.isComplete).toBe(true);
        expect(fs.readFileSync(path.join(outside, 'victim.txt'), 'utf8')).toBe('precious');
        expect(fs.readdirSync(outside, { recursive: true }).sort()).toEqual(['inner', 'inner/1', 'victim.txt']);
        fs.rmSync(place.fresh, { recursive: true });
        fs.mkdirSync(place.fresh);
      }),
      { numRuns: 20 },
    );
  });

  it('[UST-174] a file that somebody makes under the name meanwhile stays, and ours gets the next number', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'captured' });
    capture(place);
    let isMade = false;
    const theirs = path.join(place.fresh, 'Users/Anna/a.txt');
    const files: Files = {
      ...realFiles,
      lutimesSync: (...given) => {
        if (!isMade) fs.writeFileSync(theirs, 'of somebody else');
        isMade = true;
        realFiles.lutimesSync(...given);
      },
    };
    const result = restore(place, {}, testWork(files).work);
    expect([fs.readFileSync(theirs, 'utf8'), result.renamed.map(({ targetPath }) => targetPath)]).toEqual([
      'of somebody else',
      ['C:\\Users\\Anna\\a(1).txt'],
    ]);
    expect(fs.readdirSync(place.fresh)).toEqual(['Users']);
  });
});
