import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import { createTempSite } from '../ports/fakes/temp-site.ts';
import type { TempSite } from '../ports/fakes/temp-site.ts';
import { realClock } from '../ports/real.ts';
import { openSite } from '../site/site.ts';
import type { Transaction } from './connection.ts';
import { startStoreChild } from './fakes/store-child.ts';
import { getSetting, putSetting } from './tables/setting.ts';
import { nextPackageId } from './tables/site.ts';

let temp: TempSite;

beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(async () => {
  await temp.remove();
});

const read = (key: string) => getSetting(temp.site.database.read, key);

describe('writer queue', () => {
  it('[STO-10] writes that are asked for together are carried out one after the other', async () => {
    const ids = await Promise.all(Array.from({ length: 50 }, () => temp.site.database.write(nextPackageId)));
    expect(ids).toEqual(
      Array.from({ length: 50 }, (_, index) => `WST${(index + 1).toString(16).toUpperCase().padStart(5, '0')}`),
    );
  });

  it('[STO-11] an error undoes the whole write and the next one goes on', async () => {
    const { database } = temp.site;
    const failing = database.write(async (transaction) => {
      await putSetting(transaction, 'half', 1);
      throw new AppError('INVALID_INPUT', { reason: 'stop' });
    });
    const next = database.write((transaction) => putSetting(transaction, 'next', 2));
    await expect(failing).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await next;
    expect([await read('half'), await read('next')]).toEqual([undefined, 2]);
  });

  it('[STO-11] after an error that ended the transaction by itself there is no second rollback', async () => {
    const { database } = temp.site;
    const failing = database.write(async (transaction) => {
      await putSetting(transaction, 'half', 1);
      transaction.native.exec('ROLLBACK');
      throw new AppError('INVALID_INPUT', { reason: 'the first error' });
    });
    await expect(failing).rejects.toMatchObject({ details: { reason: 'the first error' } });
    await database.write((transaction) => putSetting(transaction, 'next', 2));
    expect(await read('next')).toBe(2);
  });

  it('[STO-12] a transaction does nothing any more after its end', async () => {
    let kept: Transaction | undefined;
    await temp.site.database.write((transaction) => {
      kept = transaction;
      return Promise.resolve();
    });
    await expect((async () => kept && (await putSetting(kept, 'late', 1)))()).rejects.toThrow('has ended');
    expect(await read('late')).toBeUndefined();
  });

  it('[STO-13] a write inside a write fails instead of waiting for itself', async () => {
    const { database } = temp.site;
    await expect(
      database.write(() => database.write((transaction) => putSetting(transaction, 'inner', 1))),
    ).rejects.toThrow('inside a write');
  });

  it('[STO-13] work that a write only started may write on its own later', async () => {
    const { database } = temp.site;
    let started: Promise<void> = Promise.resolve();
    await database.write(async (transaction) => {
      await putSetting(transaction, 'outer', 1);
      started = new Promise<void>((resolve) => setImmediate(resolve)).then(() =>
        database.write((other) => putSetting(other, 'later', 2)),
      );
    });
    await started;
    expect([await read('outer'), await read('later')]).toEqual([1, 2]);
  });

  it('[STO-14] closing waits for what was asked for, and refuses what comes after', async () => {
    const { database } = temp.site;
    const last = database.write((transaction) => putSetting(transaction, 'last', 1));
    const closed = database.close();
    await expect(database.write(nextPackageId)).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    await Promise.all([last, closed]);
    const again = await openSite(temp.site.dir, { clock: temp.clock });
    expect(await getSetting(again.database.read, 'last')).toBe(1);
    await again.close();
  });

  it('[STO-15] while another process holds the lock a write waits, then fails with its code, then works again', async () => {
    const holder = startStoreChild(['hold-lock', temp.site.dir]);
    await holder.lines().next();
    const impatient = await openSite(temp.site.dir, { clock: realClock }, { lockTimeoutMs: 0 });
    await expect(impatient.database.write(nextPackageId)).rejects.toMatchObject({
      code: 'STORE_LOCKED',
      details: { file: temp.site.paths.database },
    });
    const patient = await openSite(temp.site.dir, { clock: realClock });
    const written = patient.database.write(nextPackageId);
    holder.process.stdin.end();
    expect(await written).toBe('WST00001');
    await holder.ended;
    await Promise.all([impatient.close(), patient.close()]);
  });

  it('[STO-16] a full database keeps what was acknowledged and takes more when there is space', async () => {
    const { database } = temp.site;
    let written = 0;
    const setPages = (pages: number) =>
      database.write((transaction) => Promise.resolve(transaction.native.pragma(`max_page_count = ${String(pages)}`)));
    await setPages(Number(database.read.native.pragma('page_count', { simple: true })) + 90);
    const fill = async () => {
      for (;;) {
        await database.write((transaction) => putSetting(transaction, `key${String(written)}`, 'x'.repeat(9000)));
        written += 1;
      }
    };
    await expect(fill()).rejects.toMatchObject({ code: 'STORE_FULL', details: { file: database.file } });
    expect(written).toBeGreaterThan(5);
    expect(await read(`key${String(written)}`)).toBeUndefined();
    for (let key = 0; key < written; key += 1) expect(await read(`key${String(key)}`)).toBe('x'.repeat(9000));
    await setPages(1_000_000);
    await database.write((transaction) => putSetting(transaction, 'after', 1));
    expect(await read('after')).toBe(1);
  });
});
