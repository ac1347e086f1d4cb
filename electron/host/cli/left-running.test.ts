import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type JournalBody, writeJournalRow } from '#core/engine/journal';
import { realProcesses } from '#core/ports/processes-real';
import { appendJournal, listJournal } from '#core/store/tables/journal';
import {
  type CommandLine,
  createRunSite,
  lastingCommand,
  leavingCommand,
  packageId,
  type RunSite,
  stepXml,
} from '../fakes/run-site.ts';

const command = (name: string, line: string): string =>
  stepXml('RunCommandLineAction', name, { CommandLine: line }, ' continueOnError="true"');
/** Each step before one that lasts leaves a process. */
const steps = [1, 2, 3].flatMap((part) => [
  command(`Leave ${String(part)}`, leavingCommand(`left${String(part)}`)),
  command(`Wait ${String(part)}`, lastingCommand),
]);

let site: RunSite;
/** Somebody else's, with the mark of a run of the same number. */
let stranger: ChildProcess;
beforeEach(async () => {
  site = await createRunSite(steps);
  const env = { ...process.env, WAYSTATION_MARK: 'another-owner.1.1.1' };
  stranger = spawn(process.execPath, ['-e', 'setTimeout(() => 0, 600000)'], { env, stdio: 'ignore' });
});
afterEach(async () => {
  stranger.kill('SIGKILL');
  await site.remove();
});

/** The number that a process has written to a file of C:, when it has. */
async function numberIn(name: string): Promise<number> {
  const file = join(site.drive, name);
  const written = (): number => (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0);
  await expect.poll(written, { timeout: 30_000, interval: 50 }).toBeGreaterThan(0);
  return written();
}

/** What has ended and is fetched by nobody is not alive. */
function isAlive(id: number): boolean {
  if (realProcesses.startOf(id) === '') return false;
  return process.platform !== 'linux' || !readFileSync(`/proc/${String(id)}/stat`, 'utf8').includes(') Z');
}

/** Begins or takes up the run and waits until the step that lasts has begun. */
async function begin(part: number, ...words: string[]): Promise<{ line: CommandLine; left: number; lasting: number }> {
  rmSync(join(site.drive, 'began'), { force: true });
  const line = site.commandLine(...words);
  return { line, left: await numberIn(`left${String(part)}`), lasting: await numberIn('began') };
}

async function killAfter(part: number, ...words: string[]): Promise<number[]> {
  const { line, left, lasting } = await begin(part, ...words);
  line.child.kill('SIGKILL');
  await line.ended;
  return [left, lasting];
}

describe('a cancel after owners were killed', () => {
  it('[ENG-170] ends what any step left, under whichever owner, and nothing else', async () => {
    const first = await killAfter(1, 'run', 'start', packageId, '--device', 'PC');
    const second = await killAfter(2, 'run', 'resume', '1');
    expect([first[0] ?? 0, second[0] ?? 0].filter(isAlive)).toHaveLength(2);
    const cancelled = await site.commandLine('run', 'cancel', '1', '--json').ended;
    expect([cancelled.code, JSON.parse(cancelled.said)]).toEqual([
      0,
      { cancelled: true, state: 'cancelled', left: [] },
    ]);
    expect([...first, ...second].filter(isAlive)).toEqual([]);
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
  }, 120_000);

  it('[ENG-170] also when another process carries the run out by now', async () => {
    const first = await killAfter(1, 'run', 'start', packageId, '--device', 'PC');
    const second = await killAfter(2, 'run', 'resume', '1');
    const third = await begin(3, 'run', 'resume', '1');
    expect([first[0] ?? 0, second[0] ?? 0, third.left].filter(isAlive)).toHaveLength(3);
    const cancelled = await site.commandLine('run', 'cancel', '1', '--json').ended;
    expect([cancelled.code, JSON.parse(cancelled.said)]).toMatchObject([0, { cancelled: true, left: [] }]);
    await third.line.ended;
    expect([...first, ...second, third.left, third.lasting].filter(isAlive)).toEqual([]);
  }, 120_000);
});

it('[ENG-172] what a cancel could not end is said by it and by whoever looks at the run later', async () => {
  const [left = 0, lasting = 0] = await killAfter(1, 'run', 'start', packageId, '--device', 'PC');
  // Another computer with the same site has taken the run up, and began the step again that was under way.
  const bodies: JournalBody[] = [
    { kind: 'run-resumed', owner: { ownerId: 'there', computerId: 'another computer' } },
    { kind: 'step-started', number: 2, attempt: 2 },
  ];
  await site.host.core.site.database.write(async (transaction) => {
    const [last] = (await listJournal(transaction, 1, { afterOrdinal: 0, limit: 100 })).slice(-1);
    const rows = bodies.map((body, index) => {
      const { nodeId, ...row } = writeJournalRow(
        { ordinal: (last?.ordinal ?? 0) + 1 + index, at: Date.now(), body },
        null,
      );
      return { ...row, stepId: nodeId };
    });
    await appendJournal(transaction, 1, rows);
  });
  const said = await site.commandLine('run', 'cancel', '1').ended;
  expect([said.code, said.said]).toEqual([3, expect.stringContaining('begun on another computer')]);
  expect([left, lasting].filter(isAlive)).toEqual([]);
  expect((await site.commandLine('run', 'show', '1').ended).said).toContain('begun on another computer');
  const shown = JSON.parse((await site.commandLine('run', 'show', '1', '--json').ended).said) as unknown;
  expect(shown).toMatchObject({ row: { state: 'cancelled' }, left: [{ code: 'other-computer' }] });
}, 120_000);
