import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClient, type Client } from '#shared/contract/client';
import type { ClientMessage, ServerMessage } from '#shared/contract/envelope';
import type { JobId } from '#shared/model/ids';
import type { Job } from '#shared/model/job';
import { realClock, realIds } from '#core/ports/real';
import { createSite } from '#core/site/site';
import { type ComposedHost, composeHost } from './compose.ts';
import { memoryLog } from './fakes/host.ts';
import { createServer } from './serve.ts';
import { createMemoryPair } from './transports/memory.ts';

let folder: string;
let host: ComposedHost;
let client: Client;
let stop: () => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waystation-imports-'));
  const site = await createSite(
    join(folder, 'site'),
    { code: 'IMP', name: 'Imports' },
    { clock: realClock, ids: realIds },
  );
  await site.close();
  const log = memoryLog();
  host = await composeHost({ siteDirectory: join(folder, 'site'), host: 'browser', log, isConsole: false });
  const server = createServer({ handlers: host.handlers, events: host.events, build: '0', log });
  const { left, right } = createMemoryPair<ServerMessage, ClientMessage>();
  server.connect(left);
  client = createClient(right, { build: '0', onFault: (what) => expect.unreachable(what) });
  stop = () => {
    client.close();
    server.close();
  };
});
afterEach(async () => {
  stop();
  await host.close();
  await rm(folder, { recursive: true });
});

const group = '<group name="a" description=""></group>';
const small = `<sequence version="3.10">${group}</sequence>\r\n`;

async function write(name: string, text: string): Promise<{ kind: 'path'; path: string }> {
  const path = join(folder, name);
  await writeFile(path, text);
  return { kind: 'path', path };
}

async function ended(jobId: JobId): Promise<Job> {
  await host.core.jobs.finished(jobId);
  const { rows: jobs } = await client.call('job.list', {});
  const job = jobs.find(({ id }) => id === jobId);
  if (job === undefined) throw new Error('the job is gone');
  return job;
}

const names = async (): Promise<string[]> => (await client.call('sequence.list', {})).rows.map(({ name }) => name);

test('[HOST-60] [MIG-173] an import is a job: progress in bytes, then its result, and the upload is gone', async () => {
  const good = await write('good.xml', small);
  const bad = await write('bad.xml', '<sequence>');
  const { transferId } = await client.call('transfer.begin', { fileName: 'sent.xml', sizeBytes: small.length });
  const chunk = Buffer.from(small).toString('base64');
  await client.call('transfer.write', { transferId, offset: 0, chunk });
  const sources = [good, bad, { kind: 'transfer' as const, transferId }];
  const { jobId } = await client.call('sequence.startImport', { sources, folderId: null });
  const job = await ended(jobId);
  expect([job.kind, job.title, job.count, job.state, job.total]).toEqual([
    'import',
    '',
    3,
    'incomplete',
    small.length * 2 + '<sequence>'.length,
  ]);
  const result = await client.call('sequence.importResult', { jobId });
  expect([result.imported.map(({ name }) => name), result.refused.map(({ code }) => code)]).toEqual([
    ['good', 'sent'],
    ['XML_MALFORMED'],
  ]);
  await expect(client.call('transfer.read', { transferId, offset: 0 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('[HOST-60] cancelled in the middle: what came before stays, of the file at hand nothing comes in', async () => {
  const first = await write('first.xml', small);
  const large = await write('large.xml', `<sequence version="3.10">${group.repeat(150_000)}</sequence>\r\n`);
  const { jobId } = await client.call('sequence.startImport', { sources: [first, large], folderId: null });
  const textNow = async () => (await host.core.jobs.list()).find(({ id }) => id === jobId)?.text ?? '';
  await expect.poll(textNow, { interval: 5, timeout: 20_000 }).toMatch(/large\.xml$/);
  await client.call('job.cancel', { jobId });
  expect((await ended(jobId)).state).toBe('cancelled');
  const result = await client.call('sequence.importResult', { jobId });
  expect([result.imported.map(({ name }) => name), result.refused, await names()]).toEqual([['first'], [], ['first']]);
});

test('[HOST-60] an import of which nothing came in has failed, with the first reason, and its result says the rest', async () => {
  const sources = [await write('one.xml', '<sequence>'), await write('two.xml', '<shopping/>')];
  const { jobId } = await client.call('sequence.startImport', { sources, folderId: null });
  const job = await ended(jobId);
  expect([job.state, job.error?.code]).toEqual(['failed', 'XML_MALFORMED']);
  const codes = ['XML_MALFORMED', 'XML_NOT_A_SEQUENCE'];
  expect((await client.call('sequence.importResult', { jobId })).refused.map(({ code }) => code)).toEqual(codes);
  const waited = await client.call('sequence.import', { sources, folderId: null });
  expect(waited.refused.map(({ code }) => code)).toEqual(codes);
});

test('[HOST-60] a caller that waits gets the result, or calls the job off', async () => {
  const good = await write('good.xml', small);
  const { imported } = await client.call('sequence.import', { sources: [good], folderId: null });
  expect(imported.map(({ name }) => name)).toEqual(['good']);
  const large = await write('large.xml', `<sequence version="3.10">${group.repeat(60_000)}</sequence>\r\n`);
  const abort = new AbortController();
  const asked = client.call('sequence.import', { sources: [large], folderId: null }, { signal: abort.signal });
  abort.abort();
  await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
  await host.core.jobs.close();
  expect(await names()).toEqual(['good']);
});

test('[HOST-60] a source that is not there is refused before there is a job', async () => {
  const transferId = '00000000-0000-4000-8000-000000000000';
  const start = client.call('sequence.startImport', { sources: [{ kind: 'transfer', transferId }], folderId: null });
  await expect(start).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await client.call('job.list', {})).rows).toEqual([]);
});
