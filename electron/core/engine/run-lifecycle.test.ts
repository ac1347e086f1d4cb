import { createEnglish } from '../ports/fakes/english.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import type { RunStepRow } from '#shared/model/run';
import { createFakeProcesses } from '../ports/fakes/fake-processes.ts';
import { realClock } from '../ports/real.ts';
import { createRunService } from './run-service.ts';
import { createHarness, deviceId, packageId, type Harness, type HarnessOptions } from './fakes/harness.ts';
import { command, failing, group, makeModel, setVariable, step, when } from './fakes/model.ts';
import type { RunAdvanced } from './run-contract.ts';
import { parseCmTrace } from './smsts-log.ts';

const open: Harness[] = [];
function harness(options: HarnessOptions = {}): Harness {
  const made = createHarness(options);
  open.push(made);
  return made;
}
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});

const brief = (steps: readonly RunStepRow[]): string[] =>
  steps.map((row) => `${row.number} ${row.state}${row.skipReason === null ? '' : ` ${row.skipReason}`}`);

describe('hidden values', () => {
  const secret = 'Tr0ub4dor&3';
  const everything = async (h: Harness, runId: Parameters<Harness['service']['view']>[0], events: RunAdvanced[]) =>
    [
      JSON.stringify(h.journal.rows.get(runId)),
      JSON.stringify(h.logSink.entries),
      [...h.logFiles.texts.values()].join(''),
      JSON.stringify(await h.service.view(runId)),
      JSON.stringify(h.runs.kept.get(runId)?.row),
      new TextDecoder().decode(h.runs.kept.get(runId)?.document),
      JSON.stringify(events),
    ].join('\n');

  it('[ENG-32] a hidden value reaches the command and is in no journal, log, view, event or kept document', async () => {
    const processes = createFakeProcesses((request) => {
      request.onOutput?.('output', `the password is ${request.environment['PW'] ?? 'missing'}\nTr0ub`);
      request.onOutput?.('output', '4dor&3 in two pieces\n');
      return { kind: 'exited', exitCode: 9 };
    });
    const h = harness({ processes, device: { variables: [{ name: 'DEV', value: 'D3vice-Secret', isSecret: true }] } });
    const events: RunAdvanced[] = [];
    h.service.onAdvanced((payload) => events.push(payload));
    const properties = { variableName: 'PW', doNotShowVariableValue: 'true', variableValue: secret };
    const runId = await h.carryOut(
      makeModel([
        step('set-task-sequence-variable', properties, { action: `tsenv.exe "PW=${secret}"` }),
        setVariable('COPY', 'x%PW%y%DEV%', { condition: when('PW', 'equals', secret.toLowerCase()) }),
        step('run-command-line', { commandLine: 'echo %PW% %DEV%', outputVariableName: 'OUT' }),
      ]),
    );
    expect(processes.requests[0]?.command).toBe(`echo ${secret} D3vice-Secret`);
    expect(processes.requests[0]?.environment['COPY']).toBe(`x${secret}yD3vice-Secret`);
    const all = await everything(h, runId, events);
    expect(all).toContain('the password is (hidden)');
    for (const hidden of [secret, 'D3vice-Secret']) expect(all).not.toContain(hidden);
    const { variables } = await h.service.view(runId);
    const hiddenNames = variables.filter((one) => one.isHidden).map((one) => [one.name, one.value]);
    expect(hiddenNames).toEqual([
      ['COPY', null],
      ['DEV', null],
      ['OUT', null],
      ['PW', null],
    ]);
    expect([...h.secrets.values.keys()]).toEqual([]);
  });

  it('[ENG-31] a hidden value is there again after a resumption', async () => {
    let isFirst = true;
    const processes = createFakeProcesses(async (request, signal) => {
      if (isFirst) {
        isFirst = false;
        await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
        return { kind: 'cancelled', left: [] };
      }
      return { kind: 'exited', exitCode: request.environment['PW'] === secret ? 0 : 1 };
    });
    const h = harness({ processes });
    const properties = { variableName: 'PW', doNotShowVariableValue: 'true', hiddenVariableValue: secret };
    const runId = await h.start(
      makeModel([
        step('set-task-sequence-variable', properties),
        group('g', [command('one')], { continueOnError: true }),
        command('two'),
      ]),
    );
    await until(() => processes.requests.length === 1);
    await h.service.close();
    expect((await h.service.view(runId)).row.state).toBe('interrupted');
    const second = h.secondService();
    await second.resume(runId);
    expect((await second.whenEnded(runId)).state).toBe('succeeded');
  });
});

/** Lets everything that is ready go on until the condition holds; it never waits for time. */
async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10_000 && !condition(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
  if (!condition()) throw new Error('the condition never held');
}

/** A process that lives or not, as a test says. */
const elsewhereOwner = { processId: 999, processStart: 'start of 999' };

describe('cancel, interruption and claims', () => {
  const hanging = () =>
    createFakeProcesses(async (_request, signal) => {
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
      return { kind: 'cancelled', left: [] };
    });

  it('[ENG-90] a cancelled run is no error, its step and open groups are cancelled, the device is free', async () => {
    const h = harness({ processes: hanging() });
    const runId = await h.start(makeModel([group('g', [command('x'), setVariable('A', '1')])]));
    await until(() => h.processes.requests.length === 1);
    await h.service.cancel(runId);
    const { row, steps } = await h.service.view(runId);
    expect(row).toMatchObject({ state: 'cancelled', error: null });
    expect(brief(steps)).toEqual(['1 cancelled', '2 cancelled', '3 not-reached']);
    expect([h.runs.claims, h.service.listActive()]).toEqual([[], []]);
    await expect(h.service.cancel(runId)).rejects.toMatchObject({ code: 'RUN_ALREADY_ENDED' });
  });

  it('[ENG-91] the clean-up of a cancelled capture runs to its end', async () => {
    const h = harness();
    h.userState.during = (signal) =>
      new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
    const runId = await h.start(
      makeModel([step('request-state-store', { requestType: 'capture' }), step('capture-user-state')]),
    );
    await until(() => h.userState.captures.length === 1);
    await h.service.cancel(runId);
    expect(h.migrationPoints.events).toEqual(['request capture', 'begun capture', 'ended capture-failed']);
  });

  it('[ENG-92] runs of a process that is gone become interrupted, runs of a living one stay', async () => {
    const h = harness({ processes: hanging() });
    const runId = await h.start(makeModel([command('x')]));
    await until(() => h.processes.requests.length === 1);
    h.moveClaim(elsewhereOwner);
    h.processes.alive.set(999, 'start of 999');
    expect(await h.secondService().recover()).toEqual([]);
    h.processes.alive.delete(999);
    expect(await h.secondService().recover()).toEqual([runId]);
    expect((await h.secondService().view(runId)).row.state).toBe('interrupted');
  });

  it('[ENG-92] what a dead process claimed can be resumed, cancelled and followed by another run at once', async () => {
    for (const next of ['resume', 'cancel', 'start'] as const) {
      const h = harness({ processes: hanging() });
      const runId = await h.start(makeModel([command('x')]));
      await until(() => h.processes.requests.length === 1);
      h.moveClaim({ ...elsewhereOwner, ownerId: 'gone' });
      const second = h.secondService();
      if (next === 'resume') {
        await second.resume(runId);
        expect((await second.whenEnded(runId)).error?.code).toBe('INTERRUPTED_STEP_UNKNOWN');
      } else if (next === 'cancel') {
        await second.cancel(runId);
        expect((await second.view(runId)).row.state).toBe('cancelled');
      } else {
        expect((await h.service.whenEnded(await h.start(makeModel([])))).state).toBe('succeeded');
        expect((await h.secondService().view(runId)).row.state).toBe('interrupted');
      }
    }
  });

  /** A run of a second, living process, seen from the service of the harness. */
  const elsewhere = async () => {
    const h = harness({ processes: hanging() });
    const runId = await h.start(makeModel([command('x'), setVariable('A', '1')]));
    await until(() => h.processes.requests.length === 1);
    h.moveClaim(elsewhereOwner);
    h.processes.alive.set(999, 'start of 999');
    return { h, runId, owner: h.service, other: h.secondService() };
  };

  it('[ENG-97] a cancel reaches the process that carries out the run, and waits for the end', async () => {
    const { h, runId, owner } = await elsewhere();
    const other = createRunService({ ...h.ports, clock: realClock });
    const cancelled = other.cancel(runId);
    await until(() => h.runs.claims[0]?.isCancelAsked === true);
    await owner.heedCancels();
    expect(await cancelled).toMatchObject({ state: 'cancelled' });
    const { row, steps } = await other.view(runId);
    expect([row.state, ...brief(steps)]).toEqual(['cancelled', '1 cancelled', '2 not-reached']);
    expect([h.runs.claims, owner.listActive()]).toEqual([[], []]);
    await expect(other.cancel(runId)).rejects.toMatchObject({ code: 'RUN_ALREADY_ENDED' });
  });

  it('[ENG-97] an owner that does not answer is not waited for for ever; one that dies leaves a cancelled run', async () => {
    const { h, runId, owner, other } = await elsewhere();
    const before = h.clock.now();
    expect(await other.cancel(runId)).toMatchObject({ state: 'running' });
    expect(h.clock.now() - before).toBeLessThan(16_000);
    const last = other.cancel(runId);
    h.processes.alive.delete(999);
    expect(await last).toMatchObject({ state: 'cancelled' });
    await owner.close();
  });

  it('[ENG-97] only the run that was asked for is ended', async () => {
    const { h, runId, owner } = await elsewhere();
    await owner.heedCancels();
    expect(owner.listActive()).toEqual([runId]);
    expect(await h.runs.askForCancel(runId, 1)).toBe(true);
    await owner.heedCancels();
    expect((await owner.whenEnded(runId)).state).toBe('cancelled');
    expect(await h.runs.askForCancel(runId, 1)).toBe(false);
  });

  it('[ENG-98] a run that another process carries out is not carried out twice', async () => {
    const { h, runId, owner, other } = await elsewhere();
    await expect(other.resume(runId)).rejects.toMatchObject({ code: 'RUN_NOT_RESUMABLE', details: { run: runId } });
    expect([h.runs.claims[0]?.processId, owner.listActive()]).toEqual([999, [runId]]);
    await owner.close();
  });

  it('[ENG-96] a run of many short steps can be cancelled in the middle', async () => {
    const h = harness();
    const service = createRunService({ ...h.ports, clock: realClock });
    const model = makeModel(Array.from({ length: 3000 }, (_, index) => setVariable(`V${index % 50}`, `${index}`)));
    const asked = {
      packageId,
      deviceId,
      model,
      sequenceName: 'Long',
      sequenceRevision: 1,
      variables: [],
      startedBy: 't',
    };
    const runId = await service.start(asked);
    await new Promise((resolve) => setImmediate(resolve));
    await service.cancel(runId);
    const { row } = await service.view(runId);
    expect(row.state).toBe('cancelled');
    expect(row.stepDone).toBeLessThan(3000);
  });

  it('[ENG-93] a device has one run at a time', async () => {
    const h = harness({ processes: hanging() });
    const runId = await h.start(makeModel([command('x')]));
    await expect(h.start(makeModel([]))).rejects.toMatchObject({ code: 'DEVICE_BUSY', details: { run: runId } });
    await h.service.cancel(runId);
    await h.carryOut(makeModel([]));
  });

  it('[ENG-8] an interrupted command fails because nobody knows what it did, unless it continues on error', async () => {
    const h = harness({ processes: hanging() });
    const runId = await h.start(makeModel([command('x'), setVariable('A', '1')]));
    await until(() => h.processes.requests.length === 1);
    await h.service.close();
    const { row, steps, canResume } = await h.service.view(runId);
    expect([row.state, canResume, ...brief(steps)]).toEqual(['interrupted', true, '1 interrupted', '2 not-reached']);
    const second = h.secondService();
    await second.resume(runId);
    expect(await second.whenEnded(runId)).toMatchObject({
      state: 'failed',
      error: { code: 'INTERRUPTED_STEP_UNKNOWN' },
    });
    await expect(second.resume(runId)).rejects.toMatchObject({ code: 'RUN_ALREADY_ENDED' });
  });

  it('[ENG-5] a journal of another version is not guessed at', async () => {
    const h = harness({ processes: hanging() });
    const runId = await h.start(makeModel([command('x')]));
    await until(() => h.processes.requests.length === 1);
    await h.service.close();
    h.journal.rows.set(runId, h.journal.rows.get(runId)?.map((row) => ({ ...row, version: 4 })) ?? []);
    await expect(h.service.resume(runId)).rejects.toMatchObject({
      code: 'RUN_VERSION_UNKNOWN',
      details: { actual: 4 },
    });
  });

  it('[ENG-6] nothing goes on when the journal cannot be written, and the effect of the step never begins', async () => {
    const h = harness({
      onAppend: (row) => {
        if (row.kind === 'step-started') throw new AppError('STORE_FULL', { file: 'site.db' });
      },
    });
    const runId = await h.carryOut(makeModel([command('x')]));
    expect(h.processes.requests).toEqual([]);
    expect((await h.service.view(runId)).row.state).toBe('interrupted');
    expect(h.problems).toEqual([expect.stringContaining('STORE_FULL')]);
  });
});

describe('view and log', () => {
  it('[ENG-1] numbers are the same in view, journal and log', async () => {
    const h = harness();
    const model = makeModel([
      group('g', [setVariable('A', '1', { name: 'one' })]),
      setVariable('B', '1', { name: 'two' }),
    ]);
    const runId = await h.carryOut(model);
    const { steps } = await h.service.view(runId);
    const started = h.journal.rows.get(runId)?.filter((row) => row.kind === 'step-started');
    const numbers = started?.map((row) => [row.nodeId, (JSON.parse(row.payload) as { number: number }).number]);
    expect(numbers).toEqual(steps.filter((row) => row.kind === 'step').map((row) => [row.nodeId, row.number]));
    const lines = parseCmTrace(h.logFiles.texts.get('smsts.log') ?? '');
    expect(lines.map((line) => line.message)).toEqual(h.logSink.entries.map((entry) => entry.message));
    const begins = h.logSink.entries.filter(
      (entry) => entry.message.startsWith('Step ') && entry.message.endsWith('begins'),
    );
    expect(begins.map((entry) => [entry.stepNumber, entry.message])).toEqual([
      [2, 'Step 2 “one” begins'],
      [3, 'Step 3 “two” begins'],
    ]);
  });

  it('[ENG-94] events come at most every 100 ms, and together they give the view', async () => {
    const h = harness();
    const events: { at: number; payload: RunAdvanced }[] = [];
    h.service.onAdvanced((payload) => events.push({ at: h.clock.now(), payload }));
    const runId = await h.carryOut(
      makeModel(
        Array.from({ length: 40 }, (_, index) => setVariable(`V${index % 7}`, index % 5 === 0 ? '' : `${index}`)),
      ),
    );
    const gaps = events.slice(1, -1).map((event, index) => event.at - (events[index]?.at ?? 0));
    expect(gaps.every((gap) => gap >= 100)).toBe(true);
    const view = await h.service.view(runId);
    const steps = new Map(events.flatMap(({ payload }) => payload.steps.map((row) => [row.number, row])));
    expect([...steps.values()].sort((a, b) => a.number - b.number)).toEqual(view.steps);
    const variables = new Map<string, unknown>();
    for (const { payload } of events) {
      for (const name of payload.removedVariables) variables.delete(name);
      for (const one of payload.variables) variables.set(one.name, one);
    }
    expect(new Set(variables.values())).toEqual(new Set(view.variables));
    expect(events.at(-1)?.payload.row).toEqual(view.row);
  });

  it('[ENG-94] the output of a command is in the log while it still runs', async () => {
    const processes = createFakeProcesses(async (request, signal) => {
      request.onOutput?.('output', 'halfway\n');
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
      return { kind: 'cancelled', left: [] };
    });
    const h = harness({ processes });
    const runId = await h.start(makeModel([command('x')]));
    await until(() => h.logSink.entries.some((entry) => entry.message === 'halfway'));
    expect(h.logFiles.texts.get('smsts.log')).toContain('halfway');
    await h.service.cancel(runId);
  });

  it('[ENG-54] when the row that ends a step is written, its lines are stored', async () => {
    const stored = new Map<string, boolean>();
    const said: Record<string, string> = {
      'step-succeeded': 'succeeded with code',
      'step-failed': 'STEP_UNKNOWN_TYPE',
      'step-cancelled': 'is cancelled',
    };
    const h = harness({
      processes: createFakeProcesses(async (_request, signal) => {
        await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
        return { kind: 'cancelled', left: [] };
      }),
      onAppend: ({ kind }, { lines }) => {
        const words = said[kind];
        if (words === undefined) return;
        // With the row, in its transaction, or before it.
        const isInLog = [...h.logSink.entries, ...lines].some(({ message }) =>
          createEnglish().sayMessage(message).includes(words),
        );
        stored.set(kind, isInLog && (h.logFiles.texts.get('smsts.log') ?? '').includes(words));
      },
    });
    const runId = await h.start(
      makeModel([setVariable('A', '1'), failing({ continueOnError: true }), command('never ends')]),
    );
    await until(() => h.processes.requests.length === 1);
    await h.service.cancel(runId);
    expect(Object.fromEntries(stored)).toEqual({
      'step-succeeded': true,
      'step-failed': true,
      'step-cancelled': true,
    });
  });

  it('[ENG-95] a device without a connection cannot be run on', async () => {
    const h = harness({ device: { drives: null } });
    await expect(h.start(makeModel([]))).rejects.toMatchObject({ code: 'DEVICE_NOT_RUNNABLE' });
    expect(h.runs.kept.size).toBe(0);
  });
});
