import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRunSite, lastingCommand, packageId, type RunSite, stepXml } from '../fakes/run-site.ts';

let site: RunSite;
beforeEach(async () => {
  site = await createRunSite([stepXml('RunCommandLineAction', 'Wait', { CommandLine: lastingCommand })]);
});
afterEach(() => site.remove());

const began = (): Promise<void> =>
  expect.poll(() => existsSync(join(site.drive, 'began')), { timeout: 30_000, interval: 50 }).toBe(true);
const commandId = (): number => Number(readFileSync(join(site.drive, 'began'), 'utf8'));

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

describe('a run whose process is gone', () => {
  it('[HOST-260] is interrupted wherever somebody looks, and its command ends', async () => {
    const killed = site.commandLine('run', 'start', packageId, '--device', 'PC');
    await began();
    killed.child.kill('SIGKILL');
    await killed.ended;
    const { said } = await site.commandLine('run', 'list', '--json').ended;
    expect(JSON.parse(said)).toMatchObject({ runs: [{ id: 1, state: 'interrupted' }] });
    await expect.poll(() => isAlive(commandId()), { timeout: 10_000 }).toBe(false);
    const cancelled = await site.commandLine('run', 'cancel', '1', '--json').ended;
    expect([cancelled.code, JSON.parse(cancelled.said)]).toMatchObject([0, { cancelled: true, left: [] }]);
  }, 60_000);

  it('[HOST-260] is interrupted in a console that is open, by itself', async () => {
    const killed = site.commandLine('run', 'start', packageId, '--device', 'PC');
    await began();
    killed.child.kill('SIGKILL');
    await killed.ended;
    const { runs } = site.host.core;
    const runId = await site.findRun();
    await expect.poll(async () => (await runs.view(runId)).row.state, { timeout: 15_000 }).toBe('interrupted');
  }, 60_000);
});

it('[HOST-261] a command that follows a run ends when another process has taken it', async () => {
  const first = site.commandLine('run', 'start', packageId, '--device', 'PC');
  await began();
  await site.host.core.site.database.write((transaction) =>
    transaction.db.updateTable('runClaim').set({ fence: 77, ownerId: 'another' }).execute(),
  );
  const { code, said } = await first.ended;
  expect([code, said]).toEqual([1, expect.stringContaining('taken over by another process')]);
}, 60_000);
