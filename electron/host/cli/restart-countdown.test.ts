import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openThisComputer } from '#core/local/local-computer';
import { type Client, createClient } from '#shared/contract/client';
import type { ClientMessage, ServerMessage } from '#shared/contract/envelope';
import { PackageId } from '#shared/model/ids';
import { type ComposedHost, composeHost } from '../compose.ts';
import { memoryLog } from '../fakes/host.ts';
import { createServer } from '../serve.ts';
import type { EndRequest } from '../signals.ts';
import { createMemoryPair } from '../transports/memory.ts';
import type { CommandContext } from './command.ts';
import { runCommands } from './run-commands.ts';
import { makeSite } from './session.ts';
import { createWords } from '../words.ts';
import { renderLines } from './output.ts';

const packageId = PackageId.parse('WAY00001');
const relaunch = ['node', 'open.js', '--site', 'x'];
let folder: string;
let host: ComposedHost;
let client: Client;
let entries: Map<string, readonly string[]>;
let asked: string[];
const say = createWords();
let said: string[];
let abort: AbortController;
let close: () => Promise<void>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waystation-countdown-'));
  [entries, asked, said, abort] = [new Map(), [], [], new AbortController()];
  await makeSite(join(folder, 'site'), 'WAY', 'Lab');
  const restart = {
    startedAt: () => 0,
    restart: (reason: string) => Promise.resolve(void asked.push(reason)),
    registerRunOnce: (name: string, command: readonly string[]) => entries.set(name, command).size > 0,
    removeRunOnce: (name: string) => void entries.delete(name),
  };
  const log = memoryLog();
  host = await composeHost({
    ...{ siteDirectory: join(folder, 'site'), host: 'command-line', log, isConsole: false, relaunch },
    computer: { ...openThisComputer(), restart },
  });
  const server = createServer({ handlers: host.handlers, events: host.events, build: '0', log });
  const { left, right } = createMemoryPair<ServerMessage, ClientMessage>();
  server.connect(left);
  client = createClient(right, { build: '0', onFault: (what) => expect.unreachable(what) });
  await client.call('device.create', {
    ...{ name: 'HERE', connection: { kind: 'local' }, macAddress: '', smbiosGuid: '', description: '' },
    ...{ allowHostCommands: false, environment: 'FullOS', facts: {} },
  });
  close = async () => {
    client.close();
    server.close();
    await host.close();
  };
});
afterEach(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

/** `run start` of a sequence that restarts this computer; gives its exit code. */
async function start(seconds: number): Promise<number> {
  const values = [
    ['SMSRebootTarget', 'Target', 'HD'],
    ['SMSRebootMessage', 'Message', 'Save your work.'],
    ['SMSRebootTimeout', 'MessageTimeout', String(seconds)],
  ].map(
    ([name = '', property = '', value = '']) => `<variable name="${name}" property="${property}">${value}</variable>`,
  );
  const xml =
    '<sequence version="3.10"><step type="SMS_TaskSequence_RebootAction" name="Restart" runIn="WinPEandFullOS" ' +
    `successCodeList="0"><action>x</action><defaultVarList>${values.join('')}</defaultVarList></step></sequence>`;
  await host.core.library.importSample([{ name: 'R', description: '', folder: null, xml, originalId: packageId }]);
  const context: CommandContext = {
    say,
    ...{ words: [packageId], options: { device: 'HERE' }, siteDirectory: folder, signal: abort.signal },
    output: {
      isJson: false,
      result: (_value, lines) => void said.push(...renderLines(say, lines)),
      raw: () => undefined,
      progress: (line) => void said.push(...renderLines(say, [line])),
    },
    site: (work) => work(client),
    readSecrets: () => Promise.resolve([]),
  };
  return runCommands['run start'].run(context);
}

const hasSaid = (part: string): Promise<void> =>
  expect.poll(() => said.join('\n'), { timeout: 20_000, interval: 20 }).toContain(part);

describe('a restart that a run of the command line announces', () => {
  it('[HOST-120] is counted down, and Ctrl+C stops it and keeps the run', async () => {
    const ended = start(6);
    await hasSaid('This computer restarts in 6 seconds. Save your work.');
    await hasSaid('This computer restarts in 5 seconds. Ctrl+C stops the restart.');
    abort.abort('stop' satisfies EndRequest);
    expect(await ended).toBe(1);
    expect(said.join('\n')).toContain('Run 1 is interrupted. Go on with: waystation run resume 1');
    expect([asked, entries.size]).toEqual([[], 0]);
    const { rows: runs } = await client.call('run.list', {});
    expect(runs.map(({ state }) => state)).toEqual(['interrupted']);
  }, 40_000);

  it('[HOST-120] leaves the entry that opens the console, until the run goes on or is over', async () => {
    const ended = start(0);
    await hasSaid('This computer restarts now.');
    await expect.poll(() => asked).toEqual(['Save your work.']);
    expect([...entries.values()]).toEqual([relaunch]);
    abort.abort('leave' satisfies EndRequest);
    expect(await ended).toBe(1);
    await close();
    expect([...entries.values()]).toEqual([relaunch]);
  }, 40_000);
});
