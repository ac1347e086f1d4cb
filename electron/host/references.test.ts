import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClient, type Client } from '#shared/contract/client';
import type { ClientMessage, ServerMessage } from '#shared/contract/envelope';
import { createTempSite, type TempSite } from '#core/ports/fakes/temp-site';
import { buildExport, buildObject, smallSequence } from '#core/transfer/fakes/build-export';
import { type ComposedHost, composeHost } from './compose.ts';
import { memoryLog } from './fakes/host.ts';
import { createServer } from './serve.ts';
import { createMemoryPair } from './transports/memory.ts';

let temp: TempSite;
let host: ComposedHost;
let client: Client;
let stop: () => void;

beforeEach(async () => {
  temp = await createTempSite();
  await temp.site.close();
  const log = memoryLog();
  host = await composeHost({ siteDirectory: temp.site.dir, host: 'command-line', log, isConsole: false });
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
  await temp.remove();
});

async function bring(): Promise<void> {
  const tools = buildObject(
    { packageId: 'LAB00009', name: 'Tools', xml: '', properties: { Version: '2.1', Manufacturer: 'Lab' } },
    'SMS_Package',
  );
  const zip = buildExport(
    [{ packageId: 'LAB00001', name: 'One', xml: smallSequence }],
    [{ name: 'SMS_Package/LAB00009/object.xml', data: tools }],
  );
  const path = join(temp.site.dir, 'one.zip');
  await writeFile(path, zip);
  await client.call('sequence.import', { sources: [{ kind: 'path', path }], folderId: null });
}

test('[HOST-360] what an import told can be listed and asked for by ID, and every window hears of it', async () => {
  const { promise: told, resolve } = Promise.withResolvers<readonly string[]>();
  client.on('site.changed', ({ changes }) => {
    if (changes.some(({ kind }) => kind === 'references')) resolve(changes.map(({ kind }) => kind).sort());
  });
  expect(await client.call('reference.find', { ids: ['LAB00009'] })).toEqual({ found: [] });
  await bring();
  // What changed a moment before may be told with it.
  expect(await told).toEqual(expect.arrayContaining(['references', 'sequences']));
  const tools = {
    kind: 'package',
    id: 'LAB00009',
    name: 'Tools',
    version: '2.1',
    manufacturer: 'Lab',
    source: 'import',
  };
  expect(await client.call('reference.list', { kinds: ['package'], filter: 'tools lab' })).toEqual({
    ...{ rows: [tools], offset: 0, total: 1 },
  });
  const { found } = await client.call('reference.find', { ids: ['lab00009', 'LAB000FF'] });
  expect(found).toMatchObject([{ ...tools, programs: [], images: [] }]);
});

test('[HOST-361] what no list can be asked for is refused as that', async () => {
  const refused = { code: 'INVALID_INPUT' };
  await expect(client.call('reference.list', { kinds: [] })).rejects.toMatchObject(refused);
  await expect(client.call('reference.list', { kinds: ['package'], limit: 1001 })).rejects.toMatchObject(refused);
  await expect(client.call('reference.find', { ids: ['x'.repeat(1025)] })).rejects.toMatchObject(refused);
});
