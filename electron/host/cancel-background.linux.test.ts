import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRunSite, lastingCommand, type RunSite, stepXml } from './fakes/run-site.ts';

/** A daemon: a session of its own, without a parent, and the step that began it succeeds. */
const detached =
  'setsid sh -c \'echo $$ &gt; "$WAYSTATION_DRIVE_C/daemon"; exec sleep 600\' &gt;/dev/null 2&gt;&amp;1 &amp;';

/** What has ended has no command line any more, also while nobody has asked how it ended. */
function isRunning(id: number): boolean {
  try {
    return readFileSync(`/proc/${String(id)}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
}

let site: RunSite;
beforeEach(async () => {
  site = await createRunSite([
    stepXml('RunCommandLineAction', 'Leave', { CommandLine: detached }),
    stepXml('RunCommandLineAction', 'Wait', { CommandLine: lastingCommand }),
  ]);
});
afterEach(() => site.remove());

it('[ENG-170] a cancel ends what an earlier step of the run has left running', async () => {
  const runId = await site.start();
  const [began, daemon] = [join(site.drive, 'began'), join(site.drive, 'daemon')];
  await expect.poll(() => existsSync(began) && existsSync(daemon), { timeout: 30_000, interval: 50 }).toBe(true);
  const left = Number(readFileSync(daemon, 'utf8'));
  expect(isRunning(left)).toBe(true);
  expect(await site.host.core.runs.cancel(runId)).toMatchObject({ state: 'cancelled' });
  expect(isRunning(left)).toBe(false);
}, 60_000);
