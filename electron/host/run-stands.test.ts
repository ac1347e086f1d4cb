import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import { RunListQuery } from '#shared/model/lists';
import { createRunSite, lastingCommand, type RunSite, stepXml } from './fakes/run-site.ts';

let site: RunSite;
beforeEach(async () => {
  site = await createRunSite([stepXml('RunCommandLineAction', 'Wait', { CommandLine: lastingCommand })]);
});
afterEach(() => site.remove());

it('[STO-233] the list and the page of a run that a full disk has stopped say so, and the site does when there is room', async () => {
  const { core, handlers } = site.host;
  const { database } = core.site;
  const context = { signal: new AbortController().signal, connection: 'page' };
  const list = async () => (await handlers['run.list'](RunListQuery.parse({ limit: 1 }), context)).rows[0];
  const runId = await site.start();
  const began = join(site.drive, 'began');
  await expect.poll(() => existsSync(began), { timeout: 30_000, interval: 50 }).toBe(true);
  const { write } = database;
  Object.assign(database, { write: () => Promise.reject(new AppError('STORE_FULL', { file: 'site.db', reason: '' })) });
  process.kill(Number(readFileSync(began, 'utf8')));
  await core.runs.whenEnded(runId);
  expect(await list()).toMatchObject({ state: 'interrupted', error: { code: 'STORE_FULL' } });
  expect((await core.runs.view(runId)).row.state).toBe('interrupted');
  Object.assign(database, { write });
  await core.runs.recover();
  expect(await list()).toMatchObject({ state: 'interrupted', error: { code: 'STORE_FULL' } });
}, 60_000);
