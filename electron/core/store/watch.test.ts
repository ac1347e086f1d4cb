import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTempSite } from '../ports/fakes/temp-site.ts';
import type { TempSite } from '../ports/fakes/temp-site.ts';
import { openSite } from '../site/site.ts';
import { runStoreChild } from './fakes/store-child.ts';
import { getSetting, putSetting } from './tables/setting.ts';
import { watchDatabase } from './watch.ts';

let temp: TempSite;

beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(async () => {
  await temp.remove();
});

describe('watch', () => {
  it('[STO-35] a write of another process is seen at the next look, once; our own are not', async () => {
    const { database } = temp.site;
    let changes = 0;
    const watch = watchDatabase(
      database,
      temp.clock,
      () => {
        changes += 1;
      },
      500,
    );
    await database.write((transaction) => putSetting(transaction, 'ours', 1));
    await temp.clock.advance(2000);
    expect(changes).toBe(0);
    expect(await runStoreChild(['write-setting', temp.site.dir, 'theirs', 'x'])).toEqual(['written']);
    expect(changes).toBe(0);
    await temp.clock.advance(500);
    expect(changes).toBe(1);
    expect(await getSetting(database.read, 'theirs')).toBe('x');
    await temp.clock.advance(5000);
    expect(changes).toBe(1);
    watch.stop();
    await watch.ended;
    expect(temp.clock.waiting).toBe(0);
  });

  it('[STO-35] nothing is seen after the watch was stopped', async () => {
    let changes = 0;
    const watch = watchDatabase(temp.site.database, temp.clock, () => {
      changes += 1;
    });
    watch.stop();
    await watch.ended;
    const other = await openSite(temp.site.dir, { clock: temp.clock });
    await other.database.write((transaction) => putSetting(transaction, 'theirs', 1));
    await other.close();
    await temp.clock.advance(5000);
    expect(changes).toBe(0);
  });
});
