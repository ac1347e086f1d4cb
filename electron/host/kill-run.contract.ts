import type { MessageOrText } from '#shared/contract/message-shape';
import { sayMessage } from '#shared/text/say';
import { createWords } from './words.ts';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RunId } from '#shared/model/ids';
import { StateStoreListQuery } from '#shared/model/lists';
import type { RunStepRow, RunView } from '#shared/model/run';
import { createRepeatable, type Repeatable } from '#core/sample/random';
import { listJournal } from '#core/store/tables/journal';
import { listRuns } from '#core/store/tables/run';
import { readRunLog } from '#core/store/tables/run-log';
import { listStateStoreRows } from '#core/store/lists/state-store-list';
import { type CommandLine, createRunSite, packageId, type RunSite, stepXml } from './fakes/run-site.ts';
import { traceCommand } from '#core/ports/fakes/on-windows';

const trace = (word: string): string => traceCommand(word).replaceAll('>', '&gt;');
const command = (word: string): string =>
  stepXml('RunCommandLineAction', word, { CommandLine: trace(word) }).replace(
    'retryCount',
    'continueOnError="true" retryCount',
  );
const steps = [
  stepXml('SetVariableAction', 'Set', { VariableName: 'Phase', VariableValue: 'one' }),
  command('before'),
  stepXml('RequestStateStoreAction', 'Request', { RequestType: 'capture' }),
  stepXml('CaptureUserStateAction', 'Capture', { ContinueOnLockedFiles: 'true', Mode: 'Simple' }),
  stepXml('ReleaseStateStoreAction', 'Release'),
  command('after'),
];

/** Numbers of the capture and of the two commands. */
const captureStep = 4;
const commandSteps = [2, 6];

export interface KillRuns {
  readonly kills: number;
  /** Kills while the capture had started and not finished. */
  readonly inCapture: number;
}

/** What was planted as a person's files: path to hash. */
type Picture = Record<string, string>;

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function plant(drive: string, files: number): Picture {
  const planted: Picture = {};
  for (let index = 0; index < files; index += 1) {
    const name = join('Users', 'anna', 'Documents', `Ordner ${String(index % 20)}`, `Datei ü ${String(index)}.bin`);
    const bytes = Buffer.alloc(1000 + index * 40, `file ${String(index)} `);
    mkdirSync(dirname(join(drive, name)), { recursive: true });
    writeFileSync(join(drive, name), bytes);
    planted[name] = hashOf(bytes);
  }
  return planted;
}

function look(root: string): Picture {
  const below = join(root, 'Users');
  const names = readdirSync(below, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(below, name)).isFile(),
  );
  return Object.fromEntries(names.map((name) => [join('Users', name), hashOf(readFileSync(join(below, name)))]));
}

/**
 * Runs a sequence with a capture in a process of its own, kills it at a place that chance chose, and resumes it, which
 * may be killed again, until it has ended. Throws at the first promise that is not kept: a finished step begins again,
 * a finished step has no log, the store is not complete, a file is not what it was.
 */
export async function killRuns(rounds: number, files: number, seed: number): Promise<KillRuns> {
  const site = await createRunSite(steps);
  const smp = join(site.folder, 'smp');
  mkdirSync(smp);
  const folder = { id: null, path: smp, maximumClients: 99, minimumFreeSpace: 1, minimumFreeSpaceUnit: 'MB' as const };
  await site.host.core.points.create({
    ...{ name: 'SMP', restoreOnly: false, deletion: { kind: 'immediate' }, folders: [folder] },
  });
  const random = createRepeatable(seed);
  const planted = plant(site.drive, files);
  const sum = { kills: 0, inCapture: 0 };
  try {
    for (let round = 0; round < rounds; round += 1) {
      rmSync(join(site.drive, 'trace'), { force: true });
      await killOneRun(site, smp, random, round, sum);
      await checkStore(site, planted);
    }
    return sum;
  } finally {
    await site.remove();
  }
}

async function killOneRun(
  site: RunSite,
  smp: string,
  random: Repeatable,
  round: number,
  sum: { kills: number; inCapture: number },
): Promise<void> {
  const stores = readdirSync(smp).length;
  // Every other first kill is in the middle of the capture, wherever that takes it.
  const first = site.commandLine('run', 'start', packageId, '--device', 'PC');
  if (round % 2 === 0) await killWhen(first, () => readdirSync(smp).length > stores, random.below(120));
  else await killAfterSign(first, random.below(900));
  const runId = await lastRun(site);
  for (let attempt = 0; ; attempt += 1) {
    const before = await checkLog(site, runId);
    if (before.row.state !== 'running' && before.row.state !== 'interrupted') break;
    sum.kills += 1;
    if (before.steps[captureStep - 1]?.state === 'running') sum.inCapture += 1;
    const again = site.commandLine('run', 'resume', String(runId));
    // Each run gets to its end: the third time nobody kills it.
    if (attempt < 2) await killAfterSign(again, random.below(900));
    else await again.ended;
    await checkNotRepeated(site, runId, before);
  }
  const { row } = await site.host.core.runs.view(runId);
  if (row.state !== 'succeeded') throw new Error(`run ${String(runId)} ended as ${row.state}`);
  checkTrace(site, await site.host.core.runs.view(runId));
}

async function lastRun(site: RunSite): Promise<RunId> {
  const [row] = await listRuns(site.host.core.site.database.read, { limit: 1 });
  return RunId.parse(row?.id);
}

/** Kills when the condition holds and a moment has gone by, unless it ends before. */
async function killWhen({ child, ended }: CommandLine, holds: () => boolean, afterMs: number): Promise<void> {
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  while (!isOver() && !holds()) await new Promise((resolve) => setImmediate(resolve));
  AbortSignal.timeout(afterMs + 1).addEventListener('abort', () => child.kill('SIGKILL'));
  await ended;
}

/** Counted from its first word, which the run says when it is durable. */
async function killAfterSign({ child, ended }: CommandLine, afterMs: number): Promise<void> {
  if (child.stderr === null) throw new Error('no standard error');
  await Promise.race([once(child.stderr, 'data'), ended]);
  AbortSignal.timeout(afterMs + 1).addEventListener('abort', () => child.kill('SIGKILL'));
  await ended;
}

const endWords: Partial<Record<RunStepRow['state'], string>> = {
  succeeded: 'succeeded with code',
  'failed-ignored': 'continues on error',
};

const words = createWords();
const wordsOf = (message: MessageOrText): string => sayMessage(words, message);

/** Every step that its journal calls finished has the lines of its end in the log. */
async function checkLog(site: RunSite, runId: RunId): Promise<RunView> {
  const { core } = site.host;
  const view = await core.runs.view(runId);
  const lines = await readRunLog(core.site.database.read, runId, { afterOrdinal: 0, limit: 2000 });
  for (const step of view.steps) {
    const wanted = endWords[step.state];
    if (wanted === undefined) continue;
    const isTold = lines.some((line) => line.stepNumber === step.number && wordsOf(line.message).includes(wanted));
    if (!isTold) throw new Error(`step ${String(step.number)} is ${step.state} and the log does not say so`);
  }
  return view;
}

async function checkNotRepeated(site: RunSite, runId: RunId, before: RunView): Promise<void> {
  const { steps: after } = await site.host.core.runs.view(runId);
  for (const [index, step] of before.steps.entries()) {
    const isFinished = step.state === 'succeeded' || step.state === 'failed-ignored';
    if (isFinished && after[index]?.attempts !== step.attempts) {
      throw new Error(`step ${String(step.number)} had finished and began again`);
    }
  }
  const all = { afterOrdinal: 0, limit: 10_000 };
  const started = (await listJournal(site.host.core.site.database.read, runId, all)).filter((row) =>
    ['run-started', 'run-ended'].includes(row.kind),
  );
  if (started.length > 2) throw new Error('a run began or ended twice');
}

/** A command leaves its word once; one that was interrupted leaves it once or not at all, and counts as failed. */
function checkTrace(site: RunSite, view: RunView): void {
  const file = join(site.drive, 'trace');
  const words = existsSync(file) ? readFileSync(file, 'utf8').split(/\r?\n/) : [];
  for (const number of commandSteps) {
    const step = view.steps[number - 1];
    const count = words.filter((word) => word === step?.name).length;
    if (count > 1 || (count === 0 && step?.state === 'succeeded')) {
      throw new Error(`the command ${String(step?.name)} ran ${String(count)} times`);
    }
  }
}

/** The store is published, every file of it is sound, and what it gives back is what was there. */
async function checkStore(site: RunSite, planted: Picture): Promise<void> {
  const { core } = site.host;
  const { rows } = await listStateStoreRows(core.site.database, StateStoreListQuery.parse({}));
  const [row] = rows;
  if (row?.state !== 'available') throw new Error(`the store is ${String(row?.state)}`);
  const verified = await core.userState.verify({ storePath: row.path, mode: 'summary' }, {});
  if (!verified.isSound) throw new Error('the store is not sound');
  const fresh = join(site.folder, 'fresh');
  mkdirSync(fresh);
  const device = { name: 'NEW', drives: { 'C:': fresh } };
  const order = { device, storePath: row.path, continueOnRestore: false, restoreLocalAccounts: true };
  await core.userState.restore(order, {});
  const restored = look(fresh);
  if (JSON.stringify(Object.entries(restored).sort()) !== JSON.stringify(Object.entries(planted).sort())) {
    throw new Error('what was restored is not what was captured');
  }
  rmSync(fresh, { recursive: true });
}
