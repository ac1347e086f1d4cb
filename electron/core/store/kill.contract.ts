import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { verifyCopy } from './backup.ts';
import { buildVersion, readTables, rowsOfVersion10, tablesOfVersion10 } from './fakes/build-version.ts';
import { migrate, migrations, readVersion } from './migrate.ts';
import { createTempSite } from '../ports/fakes/temp-site.ts';
import { openSite } from '../site/site.ts';
import { runStoreChild, startStoreChild } from './fakes/store-child.ts';
import { getSequence } from './tables/sequence.ts';

/**
 * Each round a second process writes and prints what was acknowledged, and is killed after some of it. Then the site
 * is opened: everything printed is there, in its last form, and nothing that was written is half done. Gives how much
 * was acknowledged.
 */
export async function runKillLoop(rounds: number): Promise<{ readonly acknowledged: number }> {
  const temp = await createTempSite();
  const acknowledged = new Map<string, number>();
  try {
    await temp.site.close();
    for (let round = 0; round < rounds; round += 1) {
      const child = startStoreChild(['write-for-ever', temp.site.dir]);
      // Another moment in each round: the kill comes while a later write is somewhere in its transaction.
      let left = 3 + ((round * 37) % 60);
      for await (const line of child.lines()) {
        const { packageId, length } = line as { packageId: string; length: number };
        acknowledged.set(packageId, length);
        left -= 1;
        if (left === 0) child.process.kill('SIGKILL');
      }
      await child.ended;
      await verify(temp.site.dir, acknowledged, temp.clock);
    }
  } finally {
    await temp.remove();
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(rounds * 3);
  return { acknowledged: acknowledged.size };
}

async function verify(
  dir: string,
  acknowledged: ReadonlyMap<string, number>,
  clock: Parameters<typeof openSite>[1]['clock'],
): Promise<void> {
  const site = await openSite(dir, { clock });
  try {
    const columns = ['packageId', 'sizeBytes', 'revision', 'stepCount'] as const;
    const rows = await site.database.read.db.selectFrom('sequence').select(columns).orderBy('packageId').execute();
    const found = new Map(rows.map((row) => [row.packageId, row.sizeBytes]));
    expect([...acknowledged].filter(([id, length]) => found.get(id) !== length)).toEqual([]);
    // Inserting and saving are one transaction: revision 1 alone would be half of it.
    expect(rows.filter((row) => row.revision !== 2 || row.stepCount !== 1)).toEqual([]);
    const last = rows.at(-1);
    if (last !== undefined) {
      const { document, sizeBytes } = await getSequence(site.database.read, last.packageId);
      expect(document.byteLength).toBe(sizeBytes);
    }
    expect(site.database.read.native.pragma('integrity_check', { simple: true })).toBe('ok');
  } finally {
    await site.close();
  }
}

/** Turns of this process's event loop while another opens and migrates a site: about a tenth of a second. */
const longestOpening = 12_000;

/** Kills a process that opens an older site, each round a little later: before, in the middle of and after the migration. */
export async function runMigrationKillLoop(rounds: number): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'waystation-test-'));
  try {
    for (let round = 0; round < rounds; round += 1) {
      await killMigration(join(dir, String(round)), Math.round((longestOpening * round) / rounds));
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The rows of the older site as a version has them when nobody kills its migrations. */
function rowsAt(version: number): Record<string, unknown[]> {
  const native = buildVersion(10);
  try {
    native.exec(rowsOfVersion10);
    migrate(native, version);
    return readTables(native, tablesOfVersion10);
  } finally {
    native.close();
  }
}

async function killMigration(dir: string, turns: number): Promise<void> {
  mkdirSync(dir);
  const file = join(dir, 'site.db');
  const old = buildVersion(10, file);
  old.exec(rowsOfVersion10);
  old.close();
  const child = startStoreChild(['open', dir]);
  for await (const line of child.lines()) {
    if (line !== 'ready') continue;
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    child.process.kill('SIGKILL');
  }
  await child.ended;
  const native = buildVersion(0, file);
  try {
    // Every migration is whole or absent.
    expect(migrations.map(({ version }) => version)).toContain(readVersion(native));
    expect(native.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(readTables(native, tablesOfVersion10)).toEqual(rowsAt(readVersion(native)));
    if (readVersion(native) > 10) expect(readdirSync(join(dir, 'backups'))).not.toEqual([]);
  } finally {
    // An open file would keep its folder from being removed on Windows, and hide what was found.
    native.close();
  }
  // A copy that has its name is whole.
  const backups = join(dir, 'backups');
  const copies = existsSync(backups) ? readdirSync(backups).filter((name) => name.endsWith('.db')) : [];
  for (const name of copies) verifyCopy(join(backups, name));
  expect(await runStoreChild(['open', dir])).toEqual(['ready', 'done']);
}
