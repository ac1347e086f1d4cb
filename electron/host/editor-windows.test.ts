import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClient } from '#shared/contract/client';
import type { ClientMessage, ServerMessage } from '#shared/contract/envelope';
import type { PackageId } from '#shared/model/ids';
import { createTempSite, type TempSite } from '#core/ports/fakes/temp-site';
import { composeHost, type ComposedHost } from './compose.ts';
import { memoryLog } from './fakes/host.ts';
import { createServer, type Server } from './serve.ts';
import { createMemoryPair } from './transports/memory.ts';

let temp: TempSite;
let host: ComposedHost;
let server: Server;
let packageId: PackageId;

function openClient() {
  const { left, right } = createMemoryPair<ServerMessage, ClientMessage>();
  server.connect(left);
  return createClient(right, { build: '1', onFault: (what) => expect.unreachable(what) });
}

beforeEach(async () => {
  temp = await createTempSite();
  const { dir } = temp.site;
  await temp.site.close();
  const log = memoryLog();
  host = await composeHost({ siteDirectory: dir, host: 'command-line', log, isConsole: false });
  server = createServer({ handlers: host.handlers, events: host.events, build: '1', log });
  ({ packageId } = await openClient().call('sequence.create', { name: 'S', description: '', folderId: null }));
});
afterEach(async () => {
  server.close();
  await host.close();
  await temp.remove();
});

test('[HOST-132] what one window changes, saves and discards comes to the other one, and to it alone', async () => {
  const [mine, other] = [openClient(), openClient()];
  const heard = { mine: [] as string[], other: [] as string[] };
  for (const [name, client] of [
    ['mine', mine],
    ['other', other],
  ] as const) {
    client.on('editor.changed', ({ label }) => heard[name].push(label?.code ?? 'saved'));
    client.on('editor.renewed', ({ cause }) => heard[name].push(cause));
  }
  const { sessionId, epoch } = await mine.call('editor.open', { packageId, mode: 'edit', draft: 'keep' });
  const second = await other.call('editor.open', { packageId, mode: 'edit', draft: 'keep' });
  expect(second.sessionId).toBe(sessionId);
  const place = { where: 'into' as const, parentId: null };
  const insert = { kind: 'insert' as const, place, type: null };
  const made = await mine.call('editor.apply', { sessionId, epoch, edits: [insert] });
  expect(made.detail?.id).toBe(made.select[0]);
  await mine.call('editor.save', { sessionId, epoch, overwrite: false });
  await mine.call('editor.apply', { sessionId, epoch, edits: [insert] });
  await mine.call('editor.discard', { sessionId, epoch });
  await expect.poll(() => heard.other).toEqual(['add-group', 'saved', 'add-group', 'discarded']);
  expect(heard.mine).toEqual([]);
  const late = other.call('editor.undo', { sessionId, epoch, steps: 1 });
  await expect(late).rejects.toMatchObject({ code: 'SESSION_RENEWED', details: { expected: 1, actual: 2 } });
});

test('[HOST-132] the views of a window that went are closed, its editor stays for a while', async () => {
  const [gone, stays] = [openClient(), openClient()];
  for (const client of [gone, stays]) await client.call('editor.open', { packageId, mode: 'view', draft: 'keep' });
  await gone.call('editor.open', { packageId, mode: 'edit', draft: 'keep' });
  expect(host.core.editing.size).toBe(3);
  gone.close();
  await expect.poll(() => host.core.editing.size).toBe(2);
});
