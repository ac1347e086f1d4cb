import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRunSite, lastingCommand, packageId, type RunSite, stepXml } from '../fakes/run-site.ts';
import type { EndRequest } from '../signals.ts';
import { runCommandLine } from './main.ts';

let site: RunSite;
beforeEach(async () => {
  site = await createRunSite([stepXml('RunCommandLineAction', 'Wait', { CommandLine: lastingCommand })]);
});
afterEach(() => site.remove());

const hasBegun = (): Promise<void> =>
  expect.poll(() => existsSync(join(site.drive, 'began')), { timeout: 30_000, interval: 50 }).toBe(true);

/** The command line in this process, and what it said. */
async function interrupted(request: EndRequest): Promise<{ code: number; said: string }> {
  const abort = new AbortController();
  const parts: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      parts.push(chunk.toString());
      done();
    },
  });
  const words = ['run', 'start', packageId, '--device', 'PC', '--site', join(site.folder, 'site')];
  const ended = runCommandLine(words, { out: stream, err: stream }, abort.signal);
  await hasBegun();
  abort.abort(request);
  return { code: await ended, said: parts.join('') };
}

describe('a run of the command line that is interrupted', () => {
  it('[HOST-82] Ctrl+C cancels the run, with exit code 130 and no trace of calls', async () => {
    const { code, said } = await interrupted('stop');
    expect([code, said]).toEqual([130, expect.stringContaining('cancelled, 0 of 1 step\n')]);
    expect(said).not.toMatch(/CONNECTION_LOST|\n {4}at /);
  }, 60_000);

  it('[HOST-92] a terminal that goes away leaves the run to be resumed', async () => {
    const { code, said } = await interrupted('leave');
    expect([code, said]).toEqual([1, expect.stringContaining('waystation run resume 1')]);
    const { runs } = site.host.core;
    expect(await runs.view(await site.findRun())).toMatchObject({ row: { state: 'interrupted' }, canResume: true });
  }, 60_000);
});
