import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RunId } from '#shared/model/ids';
import { createEnglish } from '../ports/fakes/english.ts';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import type { Database } from '../store/connection.ts';
import { failingDatabase } from '../store/fakes/failing-database.ts';
import { insertRun, listRuns } from '../store/tables/run.ts';
import { listSealedKeys, putSealed } from '../store/tables/secret.ts';
import { createRunHistory, type RunHistory } from './run-history.ts';

let temp: TempSite;
beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(() => temp.remove());

const historyOn = (database: Database): RunHistory =>
  createRunHistory({ database, say: createEnglish().sayMessage, logs: temp.site.paths.logs });

/** A run that ended with something sealed for it, and its log file. */
async function addRun(history: RunHistory): Promise<RunId> {
  const id = await temp.site.database.write(async (transaction) => {
    const row = await insertRun(transaction, {
      ...{ packageId: 'WST00001', sequenceName: 'One', sequenceRevision: 1, document: new Uint8Array() },
      ...{ deviceId: null, deviceName: 'PC', startedAt: 1, startedBy: 'me', stepTotal: 0, engineVersion: 1 },
    });
    await putSealed(transaction, `run/${String(row.id)}/variable`, new Uint8Array([1]), 1);
    return row.id;
  });
  mkdirSync(dirname(history.logFile(id)), { recursive: true });
  writeFileSync(history.logFile(id), 'begins');
  return id;
}

it('[STO-96] a run goes with what was sealed for it in one, whichever query fails; its log files follow', async () => {
  const history = historyOn(temp.site.database);
  const [one, other, kept] = [await addRun(history), await addRun(history), await addRun(history)];
  const there = async () => {
    const ids = (await listRuns(temp.site.database.read, { limit: 9 })).map(({ id }) => `run/${String(id)}/variable`);
    return [ids.sort(), await listSealedKeys(temp.site.database.read, 'run/')] as const;
  };
  for (let failAt = 1; (await there())[0].length === 3; failAt += 1) {
    const { database } = failingDatabase(temp.site.database, failAt);
    const error: unknown = await historyOn(database)
      .remove({ kind: 'ids', ids: [one, other, one] })
      .then(
        () => null,
        (reason: unknown) => reason,
      );
    if (error !== null) expect(error).toMatchObject({ code: 'STORE_FULL' });
    const [runs, sealed] = await there();
    expect(sealed).toEqual(runs);
    expect(existsSync(history.logFile(one))).toBe(error !== null);
  }
  await expect(history.remove({ kind: 'ids', ids: [kept, RunId.parse(999)] })).rejects.toMatchObject({
    code: 'RUN_NOT_FOUND',
  });
  expect([(await there())[0].length, existsSync(history.logFile(kept))]).toEqual([1, true]);
});

it('[STO-96] what is sealed for another run stays, also when its number begins alike', async () => {
  const history = historyOn(temp.site.database);
  const runs: RunId[] = [];
  for (let count = 0; count < 12; count += 1) runs.push(await addRun(history));
  await temp.site.database.write((transaction) => putSealed(transaction, 'run/1/other', new Uint8Array([1]), 1));
  expect(await history.remove({ kind: 'ids', ids: [RunId.parse(1), RunId.parse(12)] })).toEqual([1, 12]);
  const kept = runs.slice(1, -1).map((id) => `run/${String(id)}/variable`);
  expect(await listSealedKeys(temp.site.database.read, 'run/')).toEqual(kept.sort());
});
