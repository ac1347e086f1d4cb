import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, type Client } from '#shared/contract/client';
import type { ClientMessage, ServerMessage } from '#shared/contract/envelope';
import { type DeviceId, JobId, RunId } from '#shared/model/ids';
import type { LocalComputer } from '#core/local/ports';
import { createPosixComputer } from '#core/local/posix/posix-computer';
import { realFiles } from '#core/ports/files-real';
import { makeSite } from './cli/session.ts';
import { type ComposedHost, composeHost, type ComposeOptions } from './compose.ts';
import { memoryLog } from './fakes/host.ts';
import { createServer } from './serve.ts';
import { createMemoryPair } from './transports/memory.ts';

let folder: string;
let root: string;
let host: ComposedHost;
let client: Client;
let stop: () => Promise<void>;
const noPowerShell: LocalComputer['powerShell'] = {
  program: null,
  run: () => Promise.resolve({ kind: 'not-started', reason: { say: 'reasons:unknown' } }),
};
const computerOf = (machineId: string, more: Partial<LocalComputer> = {}): LocalComputer => ({
  ...createPosixComputer({ platform: 'linux', files: realFiles, powerShell: noPowerShell, root, hostName: 'lab-7' }),
  id: () => machineId,
  ...more,
});

async function open(more: Partial<ComposeOptions> = {}): Promise<void> {
  const log = memoryLog();
  const computer = computerOf('one');
  host = await composeHost({
    siteDirectory: join(folder, 'site'),
    host: 'browser',
    log,
    isConsole: false,
    computer,
    ...more,
  });
  const server = createServer({ handlers: host.handlers, events: host.events, build: '0', log });
  const { left, right } = createMemoryPair<ServerMessage, ClientMessage>();
  server.connect(left);
  client = createClient(right, { build: '0', onFault: (what) => expect.unreachable(what) });
  stop = async () => {
    client.close();
    server.close();
    await host.close();
  };
}

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'waystation-computer-')));
  root = join(folder, 'root');
  await mkdir(join(root, 'etc'), { recursive: true });
  await mkdir(join(root, 'home/anna/Desktop'), { recursive: true });
  await writeFile(join(root, 'etc/passwd'), 'anna:x:1000:1000::/home/anna:/bin/sh\n');
  await writeFile(join(root, 'home/anna/Desktop/a.txt'), 'abc');
  await makeSite(join(folder, 'site'), 'WAY', 'Lab');
  await open();
});
afterEach(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
});

const device = (name: string, connection: { kind: 'local' | 'none' } = { kind: 'local' }) => ({
  ...{ name, connection, macAddress: '', smbiosGuid: '', description: '', allowHostCommands: false },
  ...{ environment: 'WinPE' as const, facts: {} },
});

async function previewed(deviceId: DeviceId | null) {
  const { jobId } = await client.call('device.previewCapture', { deviceId });
  await host.core.jobs.finished(jobId);
  return (await client.call('device.previewResult', { jobId })).preview;
}

describe('this computer', () => {
  it('[HOST-100] is described with its device, which is made once and gets its facts', async () => {
    expect(await client.call('device.thisComputer', {})).toMatchObject({
      ...{ name: 'lab-7', platform: 'linux', deviceId: null, canRestart: false, canStartElevated: false },
      profiles: [{ name: 'anna', path: 'C:\\home\\anna' }],
    });
    const { deviceId } = await client.call('device.create', device('LAB-7'));
    expect(await client.call('device.get', { deviceId })).toMatchObject({
      ...{ connection: { kind: 'local' }, environment: 'FullOS' },
      facts: { platform: 'linux' },
    });
    expect((await client.call('device.thisComputer', {})).deviceId).toBe(deviceId);
    await expect(client.call('device.create', device('OTHER'))).rejects.toMatchObject({
      code: 'LOCAL_DEVICE_EXISTS',
      details: { name: 'LAB-7' },
    });
    const { drives } = await client.call('device.check', { deviceId });
    expect(drives).toMatchObject([{ drive: 'C:', path: root, state: 'usable' }]);
  });

  it('[HOST-101] previews what a capture would take, of a device and of none, and writes nothing', async () => {
    expect(await previewed(null)).toMatchObject({
      ...{ deviceName: 'lab-7', deviceId: null, files: 1, bytes: 3, missingCount: 0 },
      ...{ perUser: [{ user: 'anna', files: 1 }], profiles: [{ name: 'anna' }] },
    });
    const { deviceId } = await client.call('device.create', device('LAB-7'));
    expect(await previewed(deviceId)).toMatchObject({ deviceName: 'LAB-7', deviceId });
    const bare = await client.call('device.create', device('BARE', { kind: 'none' }));
    await expect(client.call('device.previewCapture', { deviceId: bare.deviceId })).rejects.toMatchObject({
      code: 'DEVICE_NOT_RUNNABLE',
    });
    const unknown = JobId.parse('0b6f9a0e-6b3e-4b59-8f3b-0a6f8f1d2c3e');
    await expect(client.call('device.previewResult', { jobId: unknown })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('[DEV-23] [HOST-101] a preview leaves out the site and the folders of its migration points', async () => {
    const site = join(root, 'home/anna/site');
    await stop();
    await makeSite(site, 'WAY', 'Lab');
    await open({ siteDirectory: site });
    expect(await previewed(null)).toMatchObject({ files: 1 });
  });

  it('[DEV-21] [HOST-102] a device of another computer is read and run on nowhere else', async () => {
    const { deviceId } = await client.call('device.create', device('LAB-7'));
    await stop();
    await open({ computer: computerOf('two') });
    const refused = { code: 'DEVICE_ELSEWHERE', details: { name: 'LAB-7' } };
    await expect(client.call('device.refreshFacts', { deviceId })).rejects.toMatchObject(refused);
    await expect(client.call('device.check', { deviceId })).rejects.toMatchObject(refused);
    await expect(client.call('device.previewCapture', { deviceId })).rejects.toMatchObject(refused);
    await client.call('device.set', { deviceId, description: 'still the other one' });
    expect(await client.call('device.create', device('HERE'))).toHaveProperty('deviceId');
  });

  it('[HOST-102] facts are read again and kept; of another kind of device there are none', async () => {
    const { deviceId } = await client.call('device.create', device('LAB-7'));
    await writeFile(join(root, 'etc/os-release'), 'PRETTY_NAME="Lab OS 2"\n');
    const { facts, sources } = await client.call('device.refreshFacts', { deviceId });
    expect([facts['operating-system'], sources]).toEqual([
      'Lab OS 2',
      [{ source: 'system', state: 'read', detail: '' }],
    ]);
    expect((await client.call('device.get', { deviceId })).facts).toEqual(facts);
    const bare = await client.call('device.create', device('BARE', { kind: 'none' }));
    await expect(client.call('device.refreshFacts', bare)).rejects.toMatchObject({ code: 'DEVICE_NOT_LOCAL' });
  });

  it('[HOST-103] without an announced restart there is none to stop or to hasten', async () => {
    expect(await client.call('restart.pending', {})).toEqual({ restart: null });
    for (const method of ['restart.stop', 'restart.now'] as const) {
      await expect(client.call(method, { runId: RunId.parse(4) })).rejects.toMatchObject({
        code: 'RESTART_NOT_PENDING',
      });
    }
  });

  it('[HOST-104] an elevated start gets the site of this console, which then ends; without a way it is refused', async () => {
    const started: string[][] = [];
    const ended = Promise.withResolvers<string>();
    const elevation = (outcome: 'started' | 'declined'): LocalComputer['elevation'] => ({
      ...{ isElevated: () => false, canStart: true },
      start(program, parameters) {
        started.push([program, ...parameters]);
        return Promise.resolve(outcome);
      },
    });
    for (const outcome of ['declined', 'started'] as const) {
      await stop();
      const computer = computerOf('one', { elevation: elevation(outcome) });
      await open({ computer, relaunch: ['node', 'open.js'], end: () => ended.resolve('ended') });
      expect(await client.call('program.startElevated', {})).toEqual({ outcome });
    }
    expect(started).toEqual(Array(2).fill(['node', 'open.js', '--after', String(process.pid)]));
    expect(await ended.promise).toBe('ended');
    const { canStartElevated } = await client.call('device.thisComputer', {});
    expect(canStartElevated).toBe(true);
    for (const part of [{}, { relaunch: ['node', 'open.js'] }, { end: () => undefined }]) {
      await stop();
      await open({ computer: computerOf('one', { elevation: elevation('started') }), ...part });
      expect((await client.call('device.thisComputer', {})).canStartElevated).toBe(false);
    }
    await expect(client.call('program.startElevated', {})).rejects.toMatchObject({ code: 'ELEVATION_NOT_POSSIBLE' });
  });
});
