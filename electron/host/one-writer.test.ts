import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, type Client } from '#shared/contract/client';
import type { ClientMessage, ServerMessage } from '#shared/contract/envelope';
import { DeviceId } from '#shared/model/ids';
import { makeSite } from './cli/session.ts';
import { type ComposedHost, composeHost } from './compose.ts';
import { memoryLog } from './fakes/host.ts';
import { createServer } from './serve.ts';
import { createMemoryPair } from './transports/memory.ts';

/** One process of a site with one client. */
interface Process {
  readonly host: ComposedHost;
  readonly client: Client;
  close(): Promise<void>;
}

let folder: string;
let here: Process;
let there: Process;

async function open(): Promise<Process> {
  const log = memoryLog();
  const host = await composeHost({ siteDirectory: join(folder, 'site'), host: 'browser', log, isConsole: false });
  const server = createServer({ handlers: host.handlers, events: host.events, build: '0', log });
  const { left, right } = createMemoryPair<ServerMessage, ClientMessage>();
  server.connect(left);
  const client = createClient(right, { build: '0', onFault: (what) => expect.unreachable(what) });
  const close = async (): Promise<void> => {
    client.close();
    server.close();
    await host.close();
  };
  return { host, client, close };
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waystation-writer-'));
  await makeSite(join(folder, 'site'), 'WAY', 'Lab');
  [here, there] = [await open(), await open()];
});
afterEach(async () => {
  await here.close();
  await there.close();
  await rm(folder, { recursive: true, force: true });
});

const device = (name: string) => ({
  ...{ name, connection: { kind: 'none' as const }, macAddress: '', smbiosGuid: '', description: '' },
  ...{ allowHostCommands: false, environment: 'FullOS' as const, facts: {} },
});
const secretsOf = ({ host }: Process): unknown[] =>
  host.core.site.database.read.native.prepare('SELECT key FROM secret ORDER BY key').pluck().all();

describe('one writer', () => {
  it('[HOST-140] two changes of different fields of one device at once are both kept', async () => {
    const { deviceId } = await here.client.call('device.create', device('LAB-1'));
    await Promise.all([
      here.client.call('device.set', { deviceId, description: 'by the window' }),
      here.client.call('device.set', { deviceId, macAddress: '02:00:00:00:00:01' }),
      there.client.call('device.set', { deviceId, smbiosGuid: '5A3C0C5E-0B8E-4A39-9C6B-3D1C8E1F0001' }),
    ]);
    expect(await here.client.call('device.get', { deviceId })).toMatchObject({
      ...{ description: 'by the window', macAddress: '02:00:00:00:00:01' },
      smbiosGuid: '5A3C0C5E-0B8E-4A39-9C6B-3D1C8E1F0001',
    });
  });

  it('[HOST-141] two settings changed at once are both kept', async () => {
    await Promise.all([
      here.client.call('setting.set', { theme: 'dark' }),
      here.client.call('setting.set', { railLabels: false }),
      there.client.call('setting.set', { welcomeDismissed: true }),
      here.client.call('setting.set', { panes: { details: 200 } }),
      there.client.call('setting.set', { panes: { tree: 300 } }),
    ]);
    expect(await here.client.call('setting.get', {})).toMatchObject({
      ...{ theme: 'dark', railLabels: false, welcomeDismissed: true, panes: { details: 200, tree: 300 } },
    });
  });

  it('[HOST-142] no secret is kept for a device that does not exist', async () => {
    const deviceId = DeviceId.parse('5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2a01');
    const secret = { deviceId, name: 'Password', value: 'x', isSecret: true };
    await expect(here.client.call('device.setVariable', secret)).rejects.toMatchObject({ code: 'DEVICE_NOT_FOUND' });
    expect(secretsOf(here)).toEqual([]);
  });

  it('[HOST-143] a device that is deleted while its secret is set leaves none behind', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { deviceId } = await here.client.call('device.create', device(`LAB-${String(round)}`));
      await Promise.allSettled([
        here.client.call('device.delete', { devices: { kind: 'ids', ids: [deviceId] }, withAssociations: false }),
        here.client.call('device.setVariable', { deviceId, name: 'Password', value: 'x', isSecret: true }),
        there.client.call('device.setVariable', { deviceId, name: 'Other', value: 'y', isSecret: true }),
      ]);
    }
    expect(secretsOf(here)).toEqual([]);
  });
});
