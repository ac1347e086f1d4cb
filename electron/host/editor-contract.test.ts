import { afterEach, expect } from 'vitest';
import { createClient } from '#shared/contract/client';
import { describeEditing } from '#shared/contract/editor.contract';
import type { ClientMessage, ServerMessage } from '#shared/contract/envelope';
import { createTempSite } from '#core/ports/fakes/temp-site';
import { composeHost } from './compose.ts';
import { memoryLog } from './fakes/host.ts';
import { createServer } from './serve.ts';
import { createMemoryPair } from './transports/memory.ts';

let close: () => Promise<void> = () => Promise.resolve();
afterEach(() => close());

describeEditing('the core', '[CON-40]', async () => {
  const temp = await createTempSite();
  const { dir } = temp.site;
  await temp.site.close();
  const log = memoryLog();
  const host = await composeHost({ siteDirectory: dir, host: 'command-line', log, isConsole: false });
  const server = createServer({ handlers: host.handlers, events: host.events, build: '1', log });
  close = async () => {
    server.close();
    await host.close();
    await temp.remove();
  };
  const { left, right } = createMemoryPair<ServerMessage, ClientMessage>();
  server.connect(left);
  const client = createClient(right, { build: '1', onFault: (what) => expect.unreachable(what) });
  return { client, ...(await client.call('sequence.create', { name: 'S', description: '', folderId: null })) };
});
