import { leftMessage } from '#shared/text/left-of-run';
import { sayMessage } from '#shared/text/say';
import { readFile } from 'node:fs/promises';
import { AppError, isAppError } from '#shared/contract/errors';
import { readAll, readList } from '#shared/contract/read-all';
import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { Client } from '#shared/contract/client';
import type { Input } from '#shared/contract/contract';
import { RunId } from '#shared/model/ids';
import { hasShellCharacters } from '#shared/model/shell-characters';
import type { RunRow, RunStepRow, RunView } from '#shared/model/run';
import {
  type Command,
  type CommandContext,
  type Commands,
  flag,
  hasOption,
  listOption,
  readPair,
  text,
  textOption,
  texts,
} from './command.ts';
import type { EndRequest } from '../signals.ts';
import { commandLineWords } from './error-words.ts';
import { findDevice, toPackageId } from './lookup.ts';
import { showRestarts } from './restart-countdown.ts';
import { type ExitCode, exitCodes, formatTime, type Line, Refusal, table } from './output.ts';
import { printList } from './print-list.ts';
import { wrongUse } from './wrong-use.ts';

function toRunId(word: string | undefined): RunId {
  const parsed = RunId.safeParse(Number(word));
  if (!parsed.success) throw wrongUse('not-a-run', { word: word ?? '' });
  return parsed.data;
}

function exitOf(row: RunRow): ExitCode {
  if (row.state === 'cancelled') return exitCodes.cancelled;
  if (row.state !== 'succeeded') return exitCodes.failed;
  return row.incomplete ? exitCodes.incomplete : exitCodes.success;
}

const shown = new Set<RunStepRow['state']>(['succeeded', 'failed', 'failed-ignored', 'skipped', 'cancelled']);

interface RunHearer {
  id(): RunId | undefined;
  look(row: RunRow, steps: readonly RunStepRow[]): void;
  lost(): void;
  reject(error: unknown): void;
}

/** Hears of a run what this process does, and what others do to it: they may end it without a word (HOST-261). */
function hearOfRun(client: Client, { id, look, lost, reject }: RunHearer): (() => void)[] {
  const heed = async (runId: RunId): Promise<void> => {
    const [row] = (await client.call('run.list', { ids: [runId], limit: 1 })).rows;
    if (row === undefined || row.state === 'running') return;
    const view = await client.call('run.get', { runId });
    look(view.row, view.steps);
  };
  return [
    client.on('run.advanced', ({ row, steps }) => look(row, steps)),
    client.on('run.lost', ({ runId }) => (runId === id() ? lost() : undefined)),
    client.on('site.changed', ({ changes }) => {
      const runId = id();
      const isOurs = changes.some(({ kind, ids }) => kind === 'runs' && (ids?.includes(String(runId)) ?? true));
      if (runId !== undefined && isOurs) heed(runId).catch(reject);
    }),
  ];
}

/**
 * Follows a run to its end. Ctrl+C cancels the run, and the command ends when the run has; while a restart is counted
 * down it stops the restart instead, and the run is left before it. When the terminal goes away
 * or the system shuts down the run is left as it stands, to be resumed.
 */
async function follow(context: CommandContext, client: Client, begin: () => Promise<RunId>): Promise<ExitCode> {
  const { promise, resolve, reject } = Promise.withResolvers<RunRow | 'left' | 'lost'>();
  const said = new Map<string, string>();
  const begun: { runId?: RunId } = {};
  const look = (row: RunRow, steps: readonly RunStepRow[]): void => {
    if (row.id !== begun.runId) return;
    for (const step of steps) {
      if (!shown.has(step.state) || said.get(step.nodeId) === step.state) continue;
      said.set(step.nodeId, step.state);
      const { number, name } = step;
      context.output.progress(message('command-line:run.step-is', { number, name, state: stepState(step) }));
    }
    if (row.state !== 'running') resolve(row);
  };
  const ofRun = { id: () => begun.runId, look, lost: () => resolve('lost'), reject };
  const stops = hearOfRun(client, ofRun);
  const restarts = showRestarts(client, context.output);
  const runId = await begin();
  begun.runId = runId;
  context.output.progress(message('command-line:run.number', { run: runId }));
  let asked: Promise<unknown> = Promise.resolve();
  const stopOrCancel = async (): Promise<unknown> =>
    (await restarts.stop(runId)) ? undefined : client.call('run.cancel', { runId });
  const end = (): void => {
    if (context.signal.reason === ('leave' satisfies EndRequest)) resolve('left');
    // Its answer comes after the end of the run, and has to be waited for before the session is closed.
    else asked = stopOrCancel().catch(ignoreEnded).catch(reject);
  };
  if (context.signal.aborted) end();
  context.signal.addEventListener('abort', end, { once: true });
  const first = await client.call('run.get', { runId });
  look(first.row, first.steps);
  const row = await promise;
  for (const stop of stops) stop();
  restarts.end();
  if (row === 'lost') {
    context.output.progress(message('command-line:run.lost', { run: runId }));
    return exitCodes.failed;
  }
  if (row === 'left' || row.state === 'interrupted') {
    context.output.progress(message('command-line:run.left-interrupted', { run: runId }));
  }
  if (row === 'left') return exitCodes.failed;
  await asked;
  const view = await client.call('run.get', { runId });
  context.output.result(view, describe({ ...view, row }));
  return exitOf(row);
}

/** The run ended by itself just before. */
function ignoreEnded(error: unknown): void {
  if (!isAppError(error, 'RUN_ALREADY_ENDED')) throw error;
}

/** A step that left something out is no success. */
function stepState({ state, isIncomplete }: RunStepRow): Message {
  return state === 'succeeded' && isIncomplete ? message('command-line:state.incomplete') : stateOf(state);
}

function runStateOf({ state, incomplete, failedSteps, isCancelling }: RunRow): Message {
  if (state === 'running' && isCancelling) return message('command-line:state.cancelling');
  if (state !== 'succeeded') return stateOf(state);
  if (incomplete) return message('command-line:state.incomplete');
  return failedSteps > 0 ? message('command-line:state.with-errors') : stateOf(state);
}

function stateOf(state: RunRow['state'] | RunStepRow['state']): Message {
  return message(`command-line:state.${state}`);
}

function describe({ row, steps, left }: RunView): Line[] {
  const lines: Line[] = [
    message('command-line:run.total', {
      ...{ run: row.id, sequence: row.sequenceName, device: row.deviceName },
      ...{ state: runStateOf(row), done: row.stepDone, count: row.stepTotal },
    }),
    ...table(
      ['', 'step', 'state', 'start'],
      steps.map((step) => [
        String(step.number),
        `${'  '.repeat(step.depth)}${step.name}`,
        step.skipReason === null
          ? stepState(step)
          : message('command-line:run.state-because', {
              state: stateOf(step.state),
              reason: message(`command-line:skip.${step.skipReason}`),
            }),
        formatTime(step.startedAt),
      ]),
    ),
  ];
  if (row.incomplete) lines.push(message('command-line:run.incomplete'));
  lines.push(...left.map(leftMessage));
  if (row.error !== null) {
    const words = commandLineWords(row.error.code, row.error.details);
    lines.push(words.sentence, words.remedy, `(${row.error.code})`);
  }
  return lines;
}

/** Names what cannot act, and goes on only when the person has said so beforehand (ENG-188). */
async function nameRefusals(context: CommandContext, client: Client, order: Input<'run.start'>, device: string) {
  const { refusals } = await client.call('run.lookAhead', order);
  if (refusals.length === 0) return;
  const steps = refusals.map(({ number, name, code, details, isConditional }) => {
    const { sentence: reason } = commandLineWords(code, details);
    return message(`command-line:run.cannot-act-${isConditional ? 'maybe' : 'step'}`, { number, name, reason });
  });
  const lines = [message('command-line:run.cannot-act', { count: refusals.length, device }), ...steps];
  if (hasOption(context, 'yes')) {
    for (const line of lines) context.output.progress(line);
    return;
  }
  const words = { sentence: lines, remedy: message('command-line:run.not-run') };
  throw new Refusal('INVALID_INPUT', words, {
    steps: refusals.map(({ number, code }) => `${String(number)} ${code}`).join(', '),
  });
}

const start: Command = {
  usage: 'run start ID --device NAME [--var N=V]… [--yes]',
  note: message('command-line:help.shell-characters'),
  needs: 1,
  most: 1,
  options: { device: text, var: texts, yes: flag },
  run: (context) => {
    const device = textOption(context, 'device');
    if (device === undefined) throw wrongUse('say-where-to-run');
    const packageId = toPackageId(context.words[0]);
    const variables = listOption(context, 'var').map(readPair);
    return context.site((client) =>
      follow(context, client, async () => {
        const { id: deviceId, allowHostCommands } = await findDevice(client, device);
        const acting = variables.filter(({ value }) => hasShellCharacters(value)).map(({ name }) => name);
        if (allowHostCommands && acting.length > 0) {
          context.output.progress(message('command-line:run.shell-characters', { names: acting.join(', ') }));
        }
        const order = { packageId, deviceId, variables };
        await nameRefusals(context, client, order, device);
        const made = await client.call('run.start', order);
        return made.runId;
      }),
    );
  },
};

const resume: Command = {
  usage: 'run resume RUN',
  needs: 1,
  most: 1,
  run: (context) =>
    context.site((client) =>
      follow(context, client, async () => {
        const runId = toRunId(context.words[0]);
        await client.call('run.resume', { runId });
        return runId;
      }),
    ),
};

const cancelWords: Partial<Record<RunRow['state'], Message>> = {
  cancelled: message('command-line:run.cancelled'),
  running: message('command-line:run.cancel-asked'),
};

const cancel: Command = {
  usage: 'run cancel RUN',
  needs: 1,
  most: 1,
  run: ({ site, words, output }) =>
    site(async (client) => {
      const { state, left } = await client.call('run.cancel', { runId: toRunId(words[0]) });
      const sentence = cancelWords[state] ?? message('command-line:run.ended-before', { state: stateOf(state) });
      output.result({ cancelled: state === 'cancelled', state, left }, [sentence, ...left.map(leftMessage)]);
      if (state !== 'cancelled') return state === 'running' ? exitCodes.incomplete : exitCodes.failed;
      return left.length > 0 ? exitCodes.incomplete : exitCodes.success;
    }),
};

const list: Command = {
  usage: 'run list',
  needs: 0,
  most: 0,
  run: ({ site, output }) =>
    site(async (client) => {
      const { rows: runs, unreadable } = await readList(client, 'run.list', {});
      const rows = runs.map((row) => [
        String(row.id),
        runStateOf(row),
        `${String(row.stepDone)}/${String(row.stepTotal)}`,
        formatTime(row.startedAt),
        row.deviceName,
        row.sequenceName,
      ]);
      printList(
        output,
        { runs },
        table(['run', 'state', 'steps', 'started', 'device', 'task-sequence'], rows),
        unreadable,
      );
      return exitCodes.success;
    }),
};

const show: Command = {
  usage: 'run show RUN',
  needs: 1,
  most: 1,
  run: ({ site, output, words }) =>
    site(async (client) => {
      const view = await client.call('run.get', { runId: toRunId(words[0]) });
      output.result(view, describe(view));
      return exitCodes.success;
    }),
};

const remove: Command = {
  usage: 'run delete RUN… --yes',
  needs: 1,
  options: { yes: flag },
  run: (context) =>
    context.site(async (client) => {
      const runIds = context.words.map(toRunId);
      const runs = await readAll(client, 'run.list', { ids: runIds });
      const lines = runIds.map((id) => {
        const row = runs.find((one) => one.id === id);
        if (row === undefined) throw new AppError('RUN_NOT_FOUND', { run: id });
        const named = { run: id, sequence: row.sequenceName, device: row.deviceName };
        return message('command-line:run.one', { ...named, state: runStateOf(row) });
      });
      if (!hasOption(context, 'yes')) {
        const sentence = [message('command-line:lost-for-good'), ...lines];
        throw new Refusal('INVALID_INPUT', { sentence, remedy: message('command-line:add-yes') }, {});
      }
      await client.call('run.delete', { runs: { kind: 'ids', ids: runIds } });
      context.output.result({ deleted: runIds }, [...lines, message('command-line:run.deleted')]);
      return exitCodes.success;
    }),
};

const log: Command = {
  usage: 'run log RUN [--cmtrace]',
  needs: 1,
  most: 1,
  options: { cmtrace: flag },
  run: ({ site, output, words, options, say }) =>
    site(async (client) => {
      const runId = toRunId(words[0]);
      if (options['cmtrace'] === true) {
        const { path } = await client.call('run.logFile', { runId });
        output.raw(await readFile(path));
        return exitCodes.success;
      }
      const all = [];
      for (let after = 0; ;) {
        const page = await client.call('run.log', {
          runId,
          after,
          limit: 2000,
          severities: ['information', 'warning', 'error'],
          text: '',
        });
        all.push(...page.lines);
        const last = page.lines.at(-1);
        if (last === undefined || last.ordinal >= page.lastOrdinal) break;
        after = last.ordinal;
      }
      const lines = all.map((line) =>
        message('command-line:run.log-line', {
          ...{ time: new Date(line.at).toISOString(), component: line.component, message: line.message },
          severity: message(`command-line:severity.${line.severity}`),
        }),
      );
      output.result({ lines: all.map((line) => ({ ...line, words: sayMessage(say, line.message) })) }, lines);
      return exitCodes.success;
    }),
};

export const runCommands = {
  'run start': start,
  'run resume': resume,
  'run cancel': cancel,
  'run list': list,
  'run show': show,
  'run log': log,
  'run delete': remove,
} satisfies Commands;
