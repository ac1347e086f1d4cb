import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryLog } from '#core/ports/fakes/memory-log';
import { listDeviceRows } from '#core/store/lists/device-list';
import { DeviceListQuery } from '#shared/model/lists';
import { makeSite } from './cli/session.ts';
import { composeHost } from './compose.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waystation-slow-'));
  await makeSite(join(folder, 'site'), 'WAY', 'Lab');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** What is logged of the read of a list when reads of so many milliseconds are slow. */
async function readsLogged(slowMs: string | undefined): Promise<string[]> {
  vi.stubEnv('WAYSTATION_SLOW_MS', slowMs);
  const log = createMemoryLog();
  const host = await composeHost({ siteDirectory: join(folder, 'site'), host: 'browser', log, isConsole: false });
  await listDeviceRows(host.core.site.database, DeviceListQuery.parse({ filter: 'typed-by-someone' }));
  await host.close();
  return log.entries.map(({ message }) => message).filter((message) => message.includes('SELECT'));
}

it('[HOST-210] reads that took as long as WAYSTATION_SLOW_MS are logged with time and text, never with values', async () => {
  const [slow = '', ...others] = await readsLogged('0.0001');
  expect(slow).toMatch(/^\d+\.\d ms: SELECT .* FROM list_device l .*; SELECT /);
  expect([others, slow.includes('typed-by-someone')]).toEqual([[], false]);
  expect(await readsLogged('600000')).toEqual([]);
  expect(await readsLogged(undefined)).toEqual([]);
});
