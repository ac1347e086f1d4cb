import { chmodSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { message } from '#shared/contract/message';
import { leaveOutUnlessOrdinary } from '../ports/fakes/ordinary-user.ts';
import { createTempSite } from '../ports/fakes/temp-site.ts';
import type { TempSite } from '../ports/fakes/temp-site.ts';
import { openSite } from '../site/site.ts';
import { runStoreChild } from './fakes/store-child.ts';
import { getSite } from './tables/site.ts';

// By the bits of a mode and the limit to the size of a file, which Windows has not.
let temp: TempSite;
let file: string;
beforeEach(async () => {
  temp = await createTempSite();
  file = temp.site.paths.database;
});
afterEach(async () => {
  await temp.remove();
});

describe('what the system refuses to a site database', () => {
  it('[STO-5] a site that this user may not write is told as read-only', async (context) => {
    leaveOutUnlessOrdinary(context);
    await temp.site.close();
    chmodSync(file, 0o444);
    const found = await runStoreChild(['write-setting', temp.site.dir, 'a', 'b'], { isOrdinary: true });
    expect(found).toMatchObject([{ code: 'STORE_READ_ONLY', details: { file } }]);
  });

  it('[STO-5] a folder that takes no new files is read-only too, an unreadable file is told', async (context) => {
    leaveOutUnlessOrdinary(context);
    await temp.site.close();
    chmodSync(temp.site.dir, 0o555);
    const inFolder = await runStoreChild(['write-setting', temp.site.dir, 'a', 'b'], { isOrdinary: true });
    chmodSync(temp.site.dir, 0o755);
    chmodSync(file, 0);
    const unreadable = await runStoreChild(['write-setting', temp.site.dir, 'a', 'b'], { isOrdinary: true });
    expect([...inFolder, ...unreadable]).toMatchObject([
      { code: 'STORE_READ_ONLY', details: { file } },
      { code: 'FILE_UNREADABLE', details: { file, reason: message('reasons:system.EACCES') } },
    ]);
  });

  it('[STO-16] a write is told as full, and all before it is there', async () => {
    const [first, second] = await runStoreChild(['fill-up', temp.site.dir], {
      shell: 'trap "" XFSZ; ulimit -f 4096',
    });
    expect(second).toMatchObject({ code: 'STORE_FULL' });
    const { written } = first as { written: number };
    expect(written).toBeGreaterThan(10);
    const site = await openSite(temp.site.dir, { clock: temp.clock });
    const rows = await site.database.read.db.selectFrom('setting').select('key').execute();
    expect(rows).toHaveLength(written);
    expect(await getSite(site.database.read)).toMatchObject({ code: 'WST' });
    await site.close();
  });
});
