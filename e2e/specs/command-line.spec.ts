import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../fixtures/app.ts';
import { waystation, waystationDone } from '../fixtures/host.ts';
import { pathHere } from '../fixtures/windows.ts';
import { asObject, expectedAfterRestore, readProfiles } from '../fixtures/trees.ts';

interface StoreRow {
  readonly id: string;
  readonly path: string;
  readonly fileCount: number;
}

async function onlyStore(site: string): Promise<StoreRow> {
  const listed = JSON.parse(await waystationDone('state', 'list', '--json', '--site', site)) as {
    stateStores: StoreRow[];
  };
  const [store] = listed.stateStores;
  if (store === undefined || listed.stateStores.length !== 1) throw new Error('One state store was expected.');
  return store;
}

/** The data files of a store, the largest first: each holds one file of the person. */
function dataFiles(store: StoreRow): string[] {
  const folder = join(pathHere(store.path), 'data');
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return names
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((left, right) => readFileSync(right).length - readFileSync(left).length);
}

test('[E2E-2] the command line carries everybody’s files from the old computer to the new one, proved by hash', async ({
  site,
}) => {
  const expected = expectedAfterRestore(readProfiles(site, 'OLD-PC'), readProfiles(site, 'NEW-PC'));
  await waystationDone('run', 'start', 'WAY00001', '--device', 'OLD-PC', '--site', site);
  await waystationDone('run', 'start', 'WAY00002', '--device', 'NEW-PC', '--site', site);
  const after = readProfiles(site, 'NEW-PC');
  expect(asObject(after)).toEqual(asObject(expected));
  expect(after.has('anna.kovacs/Desktop/To do(1).txt'), 'the name that was taken').toBe(true);
  const verified = await waystation('state', 'verify', (await onlyStore(site)).id, '--site', site);
  expect([verified.exitCode, verified.stdout]).toEqual([
    0,
    expect.stringMatching(/^\d{3} files checked, 0 damaged\n$/),
  ]);
});

test('[E2E-3] a flipped byte and a deleted file of the store are named, the rest is restored, and the exit code is 3', async ({
  site,
}) => {
  await waystationDone('run', 'start', 'WAY00001', '--device', 'OLD-PC', '--site', site);
  const store = await onlyStore(site);
  const [flipped = '', deleted = ''] = dataFiles(store);
  const bytes = readFileSync(flipped);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  writeFileSync(flipped, bytes);
  rmSync(deleted);

  const verified = await waystation('state', 'verify', store.id, '--site', site);
  expect([verified.exitCode, verified.stdout.split('\n').length]).toEqual([3, 4]);
  expect(verified.stdout).toMatch(/ files checked, 2 damaged\n/);
  const hash = /hash: (.+)/.exec(verified.stdout)?.[1] ?? '';
  const missing = /missing: (.+)/.exec(verified.stdout)?.[1] ?? '';
  expect([hash, missing]).toEqual([expect.stringMatching(/^C:\\Users\\/), expect.stringMatching(/^C:\\Users\\/)]);

  const expected = new Map(expectedAfterRestore(readProfiles(site, 'OLD-PC'), readProfiles(site, 'NEW-PC')));
  const restored = await waystation('run', 'start', 'WAY00002', '--device', 'NEW-PC', '--site', site);
  expect([restored.exitCode, restored.stdout]).toEqual([3, expect.stringContaining('Not complete')]);
  for (const path of [hash, missing]) expected.delete(path.replace('C:\\Users\\', '').replaceAll('\\', '/'));
  expect(asObject(readProfiles(site, 'NEW-PC'))).toEqual(asObject(expected));

  const shown = await waystation('state', 'show', store.id, '--site', site);
  for (const path of [hash, missing]) expect(shown.stdout).toContain(`Missing: ${path} (`);
});
