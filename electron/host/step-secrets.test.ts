import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClient } from '#shared/contract/client';
import type { ClientMessage, ServerMessage } from '#shared/contract/envelope';
import { filesWithText, holdsText } from '#core/ports/fakes/clear-text';
import { memoryLog } from './fakes/host.ts';
import { createRunSite, packageId, type RunSite, stepXml } from './fakes/run-site.ts';
import { createServer } from './serve.ts';
import { createMemoryPair } from './transports/memory.ts';
import { isWindows, nodeCommand } from '#core/ports/fakes/on-windows';

const secret = 'Pa55-w0rd-der-Größe';
let site: RunSite;
beforeEach(async () => {
  const hidden = { DoNotShowVariableValue: 'true', VariableName: 'Key', VariableValue: '' };
  const keep = nodeCommand(`fs.writeFileSync('key.txt', '%Key%')`);
  const both = `echo %Key% %Key%${isWindows ? '&amp;' : ';'} ${keep}`;
  const command = { CommandLine: both, OutputVariableName: 'Said' };
  site = await createRunSite([
    stepXml('SetVariableAction', 'Set key', hidden),
    stepXml('RunCommandLineAction', 'Use key', command),
  ]);
});
afterEach(() => site.remove());

test('[HOST-37] a secret that is entered in the editor reaches its step and nothing else', async () => {
  const log = memoryLog();
  const { handlers, events, core } = site.host;
  const server = createServer({ handlers, events, build: '1', log });
  const { left, right } = createMemoryPair<ServerMessage, ClientMessage>();
  const answers: string[] = [];
  right.onMessage((message) => answers.push(JSON.stringify(message)));
  server.connect(left);
  const client = createClient(right, { build: '1', onFault: (what) => expect.unreachable(what) });

  const { sessionId, epoch, rows } = await client.call('editor.open', { packageId, mode: 'edit', draft: 'keep' });
  const nodeId = rows[0]?.id ?? 'n0';
  const property = 'HiddenVariableValue';
  await client.call('editor.setSecret', { sessionId, epoch, nodeId, property, value: secret });
  await client.call('editor.apply', { sessionId, epoch, edits: [{ kind: 'setName', id: nodeId, name: 'Renamed' }] });
  const detail = await client.call('editor.node', { sessionId, epoch, nodeId });
  expect([detail.name, detail.secretsSet]).toEqual(['Renamed', [property]]);
  // What the contract does not take says what is wrong, and not with what.
  const tooLong = secret.repeat(1000);
  await expect(
    client.call('editor.setSecret', { sessionId, epoch, nodeId, property, value: tooLong }),
  ).rejects.toThrow();
  await expect(
    client.call('editor.setSecret', { sessionId, epoch, nodeId, property: 'VariableName', value: secret }),
  ).rejects.toMatchObject({ code: 'EDIT_VALUE_INVALID' });
  await client.call('editor.save', { sessionId, epoch, overwrite: false });

  const { runId } = await client.call('run.start', { packageId, deviceId: site.deviceId, variables: [] });
  expect((await core.runs.whenEnded(runId)).state).toBe('succeeded');
  await client.call('run.get', { runId });
  await client.call('sequence.get', { packageId });
  await client.call('sequence.print', { packageId });
  await client.call('editor.copy', { sessionId, epoch, nodeIds: [nodeId] });
  await client.call('editor.undo', { sessionId, epoch, steps: 2 });
  const { bytes } = await core.library.exportZip({ kind: 'ids', ids: [packageId] }, '');
  server.close();

  expect(await readFile(join(site.drive, 'key.txt'), 'utf8')).toBe(secret);
  expect(await readFile(join(core.site.paths.logs, String(runId), 'smsts.log'), 'utf8')).toContain('(hidden) (hidden)');
  expect(answers.length).toBeGreaterThan(10);
  expect(holdsText(Buffer.from([...answers, ...log.lines].join()), secret)).toBe(false);
  expect([holdsText(bytes, secret), holdsText(bytes, 'waystation-secret')]).toEqual([false, false]);
  expect(filesWithText(core.site.dir, secret)).toEqual([]);
});
