import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { realFiles } from '../ports/files-real.ts';
import { removeStore } from '../state-migration/remove-store.ts';
import { CATALOG_COPY_FILE, CATALOG_FILE, DATA_FOLDER } from './stores/catalog-format.ts';
import { restoreState } from './restore.ts';
import { openCatalog } from './stores/catalog.ts';
import { beginStore } from './stores/store-folder.ts';
import { lockStore, lockToDelete, shareStore } from './stores/store-lock.ts';
import { testWork } from './test-device.contract.ts';
import { verifyStore } from './verify.ts';

let folder: string;
let store: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waystation-lock-'));
  store = path.join(folder, 'store');
  fs.mkdirSync(path.join(store, DATA_FOLDER), { recursive: true });
  fs.writeFileSync(path.join(store, CATALOG_FILE), 'catalog');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const besides = (): string[] => fs.readdirSync(folder);
const inUse = 'STATE_STORE_IN_USE';

it('[UST-242] a store that is read is neither deleted nor written, and is whole after', async () => {
  const ends = [shareStore(realFiles, store), shareStore(realFiles, store)];
  for (const end of ends) {
    await expect(removeStore(store)).rejects.toMatchObject({ code: inUse, details: { path: store } });
    expect(() => beginStore(realFiles, store, true, {})).toThrow(inUse);
    expect(fs.existsSync(path.join(store, CATALOG_FILE))).toBe(true);
    end();
  }
  expect(besides()).toEqual(['store']);
  await removeStore(store);
  expect(besides()).toEqual([]);
});

it('[UST-242] a store that is deleted or written is not read', () => {
  for (const lock of [lockToDelete, lockStore]) {
    const end = lock(realFiles, store);
    expect(() => shareStore(realFiles, store)).toThrow(inUse);
    expect(() => verifyStore({ storePath: store, mode: 'summary' }, testWork().work)).toThrow(inUse);
    const order = { storePath: store, device: { name: 'NEW-PC', drives: {} }, continueOnRestore: false };
    expect(() => restoreState({ ...order, restoreLocalAccounts: false }, testWork().work)).toThrow(inUse);
    end();
    shareStore(realFiles, store)();
  }
  expect(besides()).toEqual(['store']);
});

it('[UST-242] who looks into a store puts nothing back while a capture replaces it, and nothing away', () => {
  const replaced = `${store}.replaced`;
  fs.renameSync(store, replaced);
  const looks = [
    () => void openCatalog(realFiles, store),
    () => void shareStore(realFiles, store),
    () => void verifyStore({ storePath: store, mode: 'summary' }, testWork().work),
  ];
  const end = lockStore(realFiles, store);
  for (const look of looks) expect(look).toThrow(inUse);
  expect([fs.existsSync(store), fs.existsSync(replaced)]).toEqual([false, true]);
  fs.cpSync(replaced, store, { recursive: true });
  // Whole again, and the old one is on its way: what it is can be said already.
  expect(() => void openCatalog(realFiles, store)).toThrow('STATE_STORE_DAMAGED');
  expect(fs.existsSync(replaced)).toBe(true);
  end();
  expect(() => void openCatalog(realFiles, store)).toThrow('STATE_STORE_DAMAGED');
  expect(besides()).toEqual(['store']);
});

it('[UST-270] a first capture that goes on is in use for who reads, and one that was killed is incomplete', () => {
  fs.renameSync(store, `${store}.partial`);
  const order = { storePath: store, device: { name: 'NEW-PC', drives: {} }, continueOnRestore: false };
  const reads = [
    () => verifyStore({ storePath: store, mode: 'summary' }, testWork().work),
    () => restoreState({ ...order, restoreLocalAccounts: false }, testWork().work),
  ];
  const end = lockStore(realFiles, store);
  for (const read of reads) expect(read).toThrow(inUse);
  end();
  for (const left of [false, true]) {
    if (left) fs.writeFileSync(`${store}.lock`, '');
    for (const read of reads) expect(read).toThrow('STATE_STORE_INCOMPLETE');
  }
  expect(besides()).toEqual(['store.partial']);
});

it('[UST-242] what a killed capture left between its two renames is put back under the lock, and read with it', () => {
  fs.renameSync(store, `${store}.replaced`);
  const end = shareStore(realFiles, store);
  expect(fs.existsSync(store)).toBe(true);
  expect(() => lockStore(realFiles, store)).toThrow(inUse);
  end();
  expect(besides()).toEqual(['store']);
});

it('[UST-242] a restore and a verification that fail leave no lock', () => {
  const order = { storePath: store, device: { name: 'NEW-PC', drives: {} }, continueOnRestore: false };
  const reads = [
    () => verifyStore({ storePath: store, mode: 'summary' }, testWork().work),
    () => restoreState({ ...order, restoreLocalAccounts: false }, testWork().work),
  ];
  for (const read of reads) {
    expect(read).toThrow('STATE_STORE_DAMAGED');
    expect(besides()).toEqual(['store']);
  }
  lockStore(realFiles, store)();
});

it('[UST-242] where no lock can be made a store is read without, and its deletion itself says why it is refused', () => {
  const files = {
    ...realFiles,
    openDatabase: () => {
      throw Object.assign(new Error('unable to open'), { code: 'SQLITE_CANTOPEN' });
    },
  };
  shareStore(files, store)();
  lockToDelete(files, store)();
  expect(() => lockStore(files, store)).toThrow('unable to open');
});

it('[UST-242] nothing is made beside a store that is not there', () => {
  const end = shareStore(realFiles, path.join(folder, 'none'));
  expect(besides()).toEqual(['store']);
  end();
  expect(besides()).toEqual(['store']);
});

it.each([
  ['whole', ''],
  ['being written', '.partial'],
  ['being replaced', '.replaced'],
  ['being deleted', '.deleting'],
])('[UST-240] nothing is written into a store that is %s', (_what, end) => {
  fs.renameSync(store, `${store}${end}`);
  for (const at of [path.join(store, 'inner'), path.join(`${store}${end}`, DATA_FOLDER, 'deep', 'inner')]) {
    expect(() => beginStore(realFiles, at, true, {})).toThrow('STATE_STORE_INSIDE');
  }
  expect(besides()).toEqual([`store${end}`]);
});

it.each(['partial', 'replaced', 'deleting', 'lock', 'PARTIAL'])(
  '[UST-240] a name that another store gives to what lies beside it is none for a store: .%s',
  (end) => {
    expect(() => beginStore(realFiles, path.join(folder, `other.${end}`), false, {})).toThrow('INVALID_INPUT');
    expect(besides()).toEqual(['store']);
  },
);

it('[UST-240] a folder with a catalog.db of something else keeps no store from being written below', () => {
  fs.rmSync(path.join(store, DATA_FOLDER), { recursive: true });
  const writing = beginStore(realFiles, path.join(store, 'inner'), false, {});
  writing.abandon();
  writing.release();
});

it('[UST-241] a store with another one in it is neither replaced nor deleted', async () => {
  const inner = path.join(store, DATA_FOLDER, 'x');
  fs.mkdirSync(inner);
  fs.writeFileSync(path.join(inner, CATALOG_FILE), '');
  expect(() => beginStore(realFiles, store, true, {})).toThrow('STATE_STORE_HOLDS');
  const refused = { code: 'STATE_STORE_HOLDS', details: { path: store, store: inner } };
  await expect(removeStore(store)).rejects.toMatchObject(refused);
  expect([besides(), fs.existsSync(inner)]).toEqual([['store'], true]);
});

it('[UST-241] a store that came into another one while that was written is not replaced with it', () => {
  fs.rmSync(store, { recursive: true });
  const writing = beginStore(realFiles, store, false, {});
  fs.mkdirSync(path.join(store, 'inner'), { recursive: true });
  expect(() => writing.publish()).toThrow('STATE_STORE_EXISTS');
  expect(fs.existsSync(path.join(store, 'inner'))).toBe(true);
  writing.abandon();
  writing.release();
});

it.each([
  ['', 'x', CATALOG_COPY_FILE],
  ['', 'x.deleting', DATA_FOLDER],
  ['.partial', 'x', CATALOG_FILE],
  ['.replaced', 'x', CATALOG_FILE],
  ['.deleting', 'x', CATALOG_FILE],
])('[UST-241] nothing goes with “store%s” that has another store in it: %s with %s', async (end, name, content) => {
  const inner = path.join(`${store}${end}`, 'deep', name);
  fs.mkdirSync(path.join(inner, content), { recursive: true });
  const refused = { code: 'STATE_STORE_HOLDS', details: { path: store, store: inner } };
  await expect(removeStore(store)).rejects.toMatchObject(refused);
  expect([fs.existsSync(inner), fs.existsSync(path.join(store, CATALOG_FILE))]).toEqual([true, true]);
});
