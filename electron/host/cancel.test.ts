import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readProcessLife } from '#core/ports/processes-start';
import { createRunSite, lastingCommand, packageId, type RunSite, stepXml } from './fakes/run-site.ts';

let site: RunSite;
beforeEach(async () => {
  site = await createRunSite([stepXml('RunCommandLineAction', 'Wait', { CommandLine: lastingCommand })]);
});
afterEach(() => site.remove());

const began = (): string => join(site.drive, 'began');
const hasBegun = (): Promise<void> =>
  expect.poll(() => existsSync(began()), { timeout: 30_000, interval: 50 }).toBe(true);

describe('cancelling from another process', () => {
  it('[HOST-35] the console ends a run of the command line, which says so', async () => {
    const { ended } = site.commandLine('run', 'start', packageId, '--device', 'PC');
    await hasBegun();
    expect(await site.host.core.runs.cancel(await site.findRun())).toMatchObject({ state: 'cancelled' });
    expect(await ended).toMatchObject({ code: 130 });
  }, 60_000);

  it('[HOST-35] the command line ends a run of the console', async () => {
    const runId = await site.start();
    await hasBegun();
    expect(await site.commandLine('run', 'cancel', String(runId)).ended).toEqual({ code: 0, said: 'Cancelled.\n' });
    expect((await site.host.core.runs.whenEnded(runId)).state).toBe('cancelled');
  }, 60_000);

  it('[HOST-35] [ENG-144] a run whose process was killed is cancelled where it stands, and its command is ended', async () => {
    const { child, ended } = site.commandLine('run', 'start', packageId, '--device', 'PC');
    await hasBegun();
    const command = Number(readFileSync(began(), 'utf8'));
    const isRunning = (): boolean => readProcessLife(command, '') !== 'gone';
    child.kill('SIGKILL');
    // Windows ends with a program what it has started; elsewhere it goes on until the run is ended.
    if (process.platform !== 'win32') expect(isRunning()).toBe(true);
    const runId = await site.findRun();
    expect(await site.commandLine('run', 'cancel', String(runId)).ended).toEqual({ code: 0, said: 'Cancelled.\n' });
    expect((await site.host.core.runs.view(runId)).row.state).toBe('cancelled');
    // What a killed program leaves in the background is ended with its run.
    await expect.poll(isRunning, { timeout: 10_000, interval: 50 }).toBe(false);
    await ended;
    expect((await site.commandLine('run', 'cancel', String(runId)).ended).code).toBe(1);
  }, 60_000);
});
