import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeProcesses } from '#core/ports/fakes/fake-processes';
import { realClock } from '#core/ports/real';
import { openSite, type Site } from '#core/site/site';
import { RunId } from '#shared/model/ids';
import type { PendingRestart } from '#shared/model/local-computer';
import { makeSite } from './cli/session.ts';
import { memoryLog } from './fakes/host.ts';
import { createSharedRestarts, type SharedRestarts } from './shared-restarts.ts';

let folder: string;
let sites: Site[];
let alive: Map<number, string>;
let told: (string | null)[];
let [commandLine, console]: SharedRestarts[] = [];
const runId = RunId.parse(3);
const counting: PendingRestart = {
  ...{ runId, sequenceName: 'S', message: 'Save', announcedAt: 1000, restartsAt: 61_000, state: 'counting' },
};
const nobody = { stop: () => expect.unreachable(), hasten: () => expect.unreachable() };

/** One of two processes on one site. */
async function open(id: number, onChange: (restart: PendingRestart | null) => void): Promise<SharedRestarts> {
  const site = await openSite(join(folder, 'site'), { clock: realClock });
  sites.push(site);
  alive.set(id, String(id));
  const processes = {
    ownId: () => id,
    startOf: (other: number) => alive.get(other) ?? '',
    isAlive: (other: number, start: string) => alive.get(other) === start,
  };
  return createSharedRestarts({ database: site.database, processes, log: memoryLog(), onChange });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waystation-shared-restart-'));
  await makeSite(join(folder, 'site'), 'WAY', 'Lab');
  [sites, alive, told] = [[], createFakeProcesses().alive, []];
  commandLine = await open(11, () => undefined);
  console = await open(12, (restart) => void told.push(restart?.state ?? null));
});
afterEach(async () => {
  for (const one of [commandLine, console]) await one?.close();
  for (const site of sites) await site.close();
  await rm(folder, { recursive: true, force: true });
});

async function announce(restart: PendingRestart | null): Promise<void> {
  commandLine?.tell(restart);
  await commandLine?.close();
  await console?.heed(nobody);
}

describe('a restart that another process counts down', () => {
  it('[HOST-121] is shown, once for each change, and gone when it is taken back', async () => {
    await announce(counting);
    await console?.heed(nobody);
    expect([await console?.pending(), await commandLine?.pending()]).toEqual([counting, null]);
    await announce({ ...counting, state: 'restarting' });
    await announce(null);
    expect([told, await console?.pending()]).toEqual([['counting', 'restarting', null], null]);
  });

  it.each([
    ['stop', 'stop'],
    ['now', 'hasten'],
  ] as const)('[HOST-121] is asked for %s, which its process does', async (what, done) => {
    await announce(counting);
    await console?.ask(runId, what);
    const asked: unknown[] = [];
    const own = {
      stop: (id: RunId) => void asked.push('stop', id),
      hasten: (id: RunId) => void asked.push('hasten', id),
    };
    await commandLine?.heed(own);
    expect(asked).toEqual([done, runId]);
  });

  it('[HOST-121] cannot be asked when it is another run’s, has begun, or is nobody’s', async () => {
    const refused = { code: 'RESTART_NOT_PENDING' };
    await expect(console?.ask(runId, 'stop')).rejects.toMatchObject(refused);
    await announce(counting);
    await expect(console?.ask(RunId.parse(4), 'stop')).rejects.toMatchObject(refused);
    await announce({ ...counting, state: 'restarting' });
    await expect(console?.ask(runId, 'stop')).rejects.toMatchObject(refused);
  });

  it('[HOST-121] ends with its process', async () => {
    await announce(counting);
    alive.delete(11);
    await expect.poll(() => told, { timeout: 5000 }).toEqual(['counting', null]);
    await expect(console?.ask(runId, 'stop')).rejects.toMatchObject({ code: 'RESTART_NOT_PENDING' });
  });
});
