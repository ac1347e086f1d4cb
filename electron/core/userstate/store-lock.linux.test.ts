import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Files } from '../ports/files.ts';
import { realFiles } from '../ports/files-real.ts';
import { lockStore, lockToDelete, shareStore } from './stores/store-lock.ts';
import { lockPath } from './stores/store-paths.ts';

type Lock = ReturnType<Files['openDatabase']>;
type Moment = 'opened' | 'journal_mode = MEMORY' | 'ROLLBACK';

let folder: string;
let store: string;
let ends: (() => void)[];
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waystation-lock-'));
  store = path.join(folder, 'store');
  fs.mkdirSync(store);
  ends = [];
});
afterEach(() => {
  for (const end of ends) end();
  fs.rmSync(folder, { recursive: true, force: true });
});

const inUse = 'STATE_STORE_IN_USE';
const hold = (lock = lockStore): void => void ends.push(lock(realFiles, store));
const letGo = (): void => ends.shift()?.();
const isFree = (): boolean => {
  try {
    lockStore(realFiles, store)();
    return true;
  } catch {
    return false;
  }
};

/** Files with which others act once at such a moment of whoever uses them. */
function filesWith(moment: Moment, act: () => void): Files {
  let isDone = false;
  const at = (now: string): void => {
    if (isDone || now !== moment) return;
    isDone = true;
    act();
  };
  const watch = (lock: Lock): Lock => {
    const [pragma, exec] = [lock.pragma.bind(lock), lock.exec.bind(lock)];
    lock.pragma = (text) => {
      at(text);
      return pragma(text);
    };
    lock.exec = (text) => {
      const done = exec(text);
      at(text);
      return done;
    };
    at('opened');
    return lock;
  };
  return { ...realFiles, openDatabase: (...given) => watch(realFiles.openDatabase(...given)) };
}

const ways = { lockStore, lockToDelete, shareStore };
const each = (['opened', 'journal_mode = MEMORY'] as const).flatMap((moment) =>
  (Object.keys(ways) as (keyof typeof ways)[]).map((way) => [way, moment] as const),
);

it.each(each)('[MIG-203] %s has no lock that its holder removed while it was opened: %s', (way, moment) => {
  hold();
  const end = ways[way](filesWith(moment, letGo), store);
  expect(isFree()).toBe(false);
  end();
  expect([isFree(), fs.readdirSync(folder)]).toEqual([true, ['store']]);
});

it.each(each)(
  '[MIG-203] %s is refused when a third came after the holder, and leaves that one its lock: %s',
  (way, moment) => {
    hold();
    const files = filesWith(moment, () => {
      letGo();
      hold();
    });
    expect(() => ways[way](files, store)).toThrow(inUse);
    expect(isFree()).toBe(false);
    letGo();
    expect([isFree(), fs.readdirSync(folder)]).toEqual([true, ['store']]);
  },
);

it('[MIG-203] the last one who reads takes no lock away that another one made meanwhile', () => {
  const files = filesWith('ROLLBACK', () => {
    hold();
    letGo();
    hold();
  });
  shareStore(files, store)();
  expect([fs.existsSync(lockPath(store)), isFree()]).toEqual([true, false]);
});

it('[MIG-203] a lock that is another one each time is in use after some attempts', () => {
  let opened = 0;
  const files = {
    ...realFiles,
    openDatabase: (...given: Parameters<Files['openDatabase']>) => {
      const lock = realFiles.openDatabase(...given);
      opened += 1;
      fs.rmSync(lockPath(store));
      return lock;
    },
  };
  expect(() => lockStore(files, store)).toThrow(inUse);
  expect(opened).toBeGreaterThan(1);
});
