import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSeededIds } from '../ports/fakes/seeded-ids.ts';
import { createSimulatedClock } from '../ports/fakes/simulated-clock.ts';
import { getSite, nextPackageId } from '../store/tables/site.ts';
import { createSite, openSite } from './site.ts';

let dir: string;
const clock = createSimulatedClock();

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'waystation-test-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const ports = () => ({ clock, ids: createSeededIds() });
const values = { code: 'WST', name: 'Lab' };

describe('site folder', () => {
  it('[SITE-1] a new site has its folders, its row and a database under its name only', async () => {
    const site = await createSite(join(dir, 'new', 'site'), values, ports());
    try {
      expect(await getSite(site.database.read)).toEqual({
        id: '00000000-0000-4000-8000-000000000001',
        ...values,
        createdAt: clock.now(),
        nextPackageNumber: 1,
      });
    } finally {
      await site.close();
    }
    expect(readdirSync(site.dir).sort()).toEqual(['backups', 'content', 'devices', 'logs', 'site.db', 'smp']);
  });

  it('[SITE-2] a second site is not made over the first', async () => {
    const site = await createSite(dir, values, ports());
    await site.database.write(nextPackageId);
    await site.close();
    await expect(createSite(dir, { code: 'TWO', name: 'Second' }, ports())).rejects.toMatchObject({
      code: 'SITE_EXISTS',
      details: { path: dir },
    });
    const again = await openSite(dir, { clock });
    expect(await getSite(again.database.read)).toMatchObject({ code: 'WST', nextPackageNumber: 2 });
    await again.close();
  });

  it('[SITE-2] two that make a site at the same time: one is made, the other refused', async () => {
    const results = await Promise.allSettled([
      createSite(dir, values, { clock, ids: createSeededIds(1) }),
      createSite(dir, { code: 'TWO', name: 'Second' }, { clock, ids: createSeededIds(2) }),
    ]);
    const made = results.filter((result) => result.status === 'fulfilled');
    const refused = results.filter((result) => result.status === 'rejected');
    expect(made).toHaveLength(1);
    expect(refused.map((result) => result.reason as unknown)).toMatchObject([{ code: 'SITE_EXISTS' }]);
    await made[0]?.value.close();
  });

  it.each(['ab', 'ABCD', 'abc', 'A-C', ''])(
    '[SITE-3] the site code %j is refused and nothing is made',
    async (code) => {
      await expect(createSite(join(dir, 'x'), { code, name: 'n' }, ports())).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      });
      expect(existsSync(join(dir, 'x'))).toBe(false);
    },
  );

  it('[SITE-4] opening where no site is names the folder and makes nothing', async () => {
    await expect(openSite(dir, { clock })).rejects.toMatchObject({ code: 'SITE_NOT_FOUND', details: { path: dir } });
    await expect(openSite(join(dir, 'absent'), { clock })).rejects.toMatchObject({ code: 'SITE_NOT_FOUND' });
    expect(readdirSync(dir)).toEqual([]);
  });

  it('[SITE-5] a folder of the site that was removed is made again at opening', async () => {
    await (await createSite(dir, values, ports())).close();
    rmSync(join(dir, 'logs'), { recursive: true });
    await (await openSite(dir, { clock })).close();
    expect(statSync(join(dir, 'logs')).isDirectory()).toBe(true);
  });

  it('[SITE-1] a site that cannot be made leaves no partial database', async () => {
    writeFileSync(join(dir, 'content'), 'in the way');
    await expect(createSite(dir, values, ports())).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    expect(readdirSync(dir)).toEqual(['content']);
  });
});
