import { createEnglish } from '../ports/fakes/english.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import type { RunStepRow } from '#shared/model/run';
import { createFakeProcesses } from '../ports/fakes/fake-processes.ts';
import { createHarness, type Harness, type HarnessOptions } from './fakes/harness.ts';
import { command, failing, group, makeModel, setVariable, step, when } from './fakes/model.ts';
import { wholeModel } from './fakes/whole-model.ts';
import type { RunDecision, StoredJournalRow } from './ports.ts';
import type { RunAdvanced } from './run-contract.ts';

const open: Harness[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});

/** A harness that keeps what each transaction had in it. */
function harness(options: HarnessOptions = {}): { h: Harness; decisions: () => string[][] } {
  const seen: { decision: RunDecision; kinds: string[] }[] = [];
  const onAppend = (row: StoredJournalRow, decision: RunDecision): void => {
    options.onAppend?.(row, decision);
    const last = seen.at(-1);
    if (last?.decision === decision) last.kinds.push(row.kind);
    else seen.push({ decision, kinds: [row.kind] });
  };
  const h = createHarness({ ...options, onAppend });
  open.push(h);
  return { h, decisions: () => seen.map(({ kinds }) => kinds) };
}

const essence = (steps: readonly RunStepRow[]) => steps.map((one) => [one.number, one.state, one.skipReason]);

describe('decisions', () => {
  it('[ENG-132] what follows without an effect is one transaction: the end of a step and the start of the next', async () => {
    const { h, decisions } = harness();
    await h.carryOut(
      makeModel([
        setVariable('A', '1'),
        setVariable('B', '1', { disabled: true }),
        group('g', [setVariable('C', '1', { condition: when('A', 'equals', '1') })]),
        group('never', [setVariable('D', '1')], { condition: when('A', 'equals', '2') }),
      ]),
    );
    expect(decisions()).toEqual([
      ['run-started', 'step-started'],
      ['step-succeeded', 'row-skipped', 'group-entered', 'condition-evaluated', 'step-started'],
      ['step-succeeded', 'group-left', 'condition-evaluated', 'row-skipped', 'run-ended'],
    ]);
  });

  it.each([1, 10, 300])(
    '[ENG-132] the rows of a run of %i steps are as many transactions and one more',
    async (count) => {
      const { h, decisions } = harness();
      await h.carryOut(makeModel(Array.from({ length: count }, (_, index) => setVariable('A', String(index)))));
      expect(decisions()).toHaveLength(count + 1);
    },
  );

  it('[ENG-132] the lines that tell of a row go with it', async () => {
    const told: [string, string[]][] = [];
    const { h } = harness({
      onAppend: ({ kind }, { lines }) =>
        void told.push([kind, lines.map(({ message }) => createEnglish().sayMessage(message))]),
    });
    await h.carryOut(makeModel([setVariable('A', '1', { name: 'One' })]));
    const linesWith = (kind: string) => told.find(([one]) => one === kind)?.[1];
    expect(linesWith('step-started')).toContain('Step 1 “One” begins');
    expect(linesWith('step-succeeded')).toContain('Step 1 “One” succeeded with code 0');
    expect(linesWith('run-ended')).toContain('The task sequence succeeded');
  });

  it('[ENG-132] a long list of rows without an effect is not kept back: it is stored in parts', async () => {
    const { h, decisions } = harness();
    await h.carryOut(makeModel(Array.from({ length: 1200 }, () => setVariable('A', '1', { disabled: true }))));
    expect(decisions().map((kinds) => kinds.length)).toEqual([500, 500, 202]);
  });

  it('[ENG-6] when a step acts, its start and all before it is durable', async () => {
    const durable: (string | undefined)[] = [];
    const processes = createFakeProcesses(() => {
      durable.push([...(h.journal.rows.get(1) ?? [])].at(-1)?.kind);
      return { kind: 'exited', exitCode: 0 };
    });
    const { h } = harness({ processes });
    await h.carryOut(makeModel([setVariable('A', '1'), command('one'), group('g', [command('two')])]));
    expect(durable).toEqual(['step-started', 'step-started']);
  });

  it('[ENG-133] whichever write fails: what is stored is whole, no step acted without its start, and it goes on', async () => {
    const model = () => makeModel([setVariable('A', '1'), command('one'), group('g', [command('two'), failing()])]);
    const { h: whole } = harness();
    const expected = essence((await whole.service.view(await whole.carryOut(model()))).steps);
    for (let failAt = 1; ; failAt += 1) {
      let [writes, last]: [number, RunDecision | null] = [0, null];
      const { h } = harness({
        onAppend: (_row, decision) => {
          if (decision !== last) writes += 1;
          last = decision;
          if (writes === failAt) throw new AppError('STORE_FULL', { file: 'site.db' });
        },
      });
      const runId = await h.carryOut(model());
      const { row, steps } = await h.service.view(runId);
      if (writes < failAt) {
        expect([failAt, essence(steps)]).toEqual([6, expected]);
        return;
      }
      expect(row.state).toBe('interrupted');
      const started = steps.filter((one) => one.name === 'Run Command Line' && one.attempts > 0);
      expect(h.processes.requests.length).toBeLessThanOrEqual(started.length);
      expect(h.runs.claims).toEqual([]);
      // A command that had started is not begun again: whether it acted is not known.
      const wasInCommand = steps.some((one) => one.name === 'Run Command Line' && one.state === 'interrupted');
      await h.service.resume(runId);
      const ended = await h.service.whenEnded(runId);
      if (wasInCommand) expect(ended.error?.code).toBe('INTERRUPTED_STEP_UNKNOWN');
      else expect(essence((await h.service.view(runId)).steps)).toEqual(expected);
    }
  });

  it('[ENG-52] log files are closed when the run has ended, and when it could not be written', async () => {
    const { h } = harness();
    await h.carryOut(makeModel([setVariable('A', '1')]));
    const { h: full } = harness({
      onAppend: ({ kind }) => {
        if (kind === 'step-succeeded') throw new AppError('STORE_FULL', { file: 'site.db' });
      },
    });
    await full.carryOut(makeModel([setVariable('A', '1')]));
    expect([h, full].map(({ logFiles: { texts, open } }) => [texts.has('smsts.log'), open.size])).toEqual([
      [true, 0],
      [true, 0],
    ]);
  });

  it('[ENG-94] events tell nothing that is not durable, however slow the store is', async () => {
    const events: RunAdvanced[] = [];
    const { h } = harness();
    const { append } = h.journal;
    h.journal.append = async (...parameters) => {
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
      h.clock.move(60);
      await append(...parameters);
    };
    h.service.onAdvanced((payload) => {
      events.push(payload);
      const stored = new Set(
        h.journal.rows.get(payload.row.id)?.map(({ kind, nodeId }) => `${kind} ${String(nodeId)}`),
      );
      for (const { state, nodeId } of payload.steps) {
        if (state === 'succeeded') expect(stored).toContain(`step-succeeded ${nodeId}`);
        if (state === 'running') expect(stored).toContain(`step-started ${nodeId}`);
      }
      expect(payload.lastLogOrdinal).toBeLessThanOrEqual(h.logSink.entries.length);
    });
    const runId = await h.carryOut(makeModel(Array.from({ length: 20 }, (_, index) => setVariable(`V${index}`, 'x'))));
    expect(events.length).toBeGreaterThan(3);
    expect(events.at(-1)?.row).toEqual((await h.service.view(runId)).row);
  });

  it('[ENG-94] an event has the variables that changed, and no others', async () => {
    const { h } = harness();
    const events: RunAdvanced[] = [];
    h.service.onAdvanced((payload) => events.push(payload));
    await h.carryOut(
      makeModel([setVariable('Once', '1'), ...Array.from({ length: 30 }, () => setVariable('Often', '2'))]),
    );
    expect(events.length).toBeGreaterThan(2);
    expect(events.filter(({ variables }) => variables.some(({ name }) => name === 'Once'))).toHaveLength(1);
  });

  it('[ENG-143] the secrets of a run are read in one look, when it begins and when it is resumed', async () => {
    const hanging = createFakeProcesses(async (_request, signal) => {
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
      return { kind: 'cancelled', left: [] };
    });
    const { h } = harness({ processes: hanging });
    const asked: string[] = [];
    const { open: openOne, openAll, ofSteps } = h.secrets;
    h.secrets.open = (key) => (asked.push('one'), openOne(key));
    h.secrets.openAll = (prefix) => (asked.push('all'), openAll(prefix));
    h.secrets.ofSteps = (...parameters) => (asked.push('of steps'), ofSteps(...parameters));
    const hidden = { variableName: 'PW', doNotShowVariableValue: 'true', hiddenVariableValue: 's3cret' };
    const empty = { commandLine: 'x', userName: '', userPassword: '' };
    const runId = await h.start(
      makeModel([
        command('lasts'),
        ...Array.from({ length: 30 }, () => step('run-command-line', empty)),
        step('set-task-sequence-variable', hidden),
      ]),
    );
    while (h.processes.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toEqual(['of steps']);
    await h.service.close();
    await h.secondService().resume(runId);
    expect(asked).toEqual(['of steps', 'all']);
  });

  it('[ENG-132] the journal of a whole run takes half as many transactions as it has steps and ends', async () => {
    const { h, decisions } = harness();
    await h.carryOut(wholeModel());
    const rows = decisions().flat();
    const acts = rows.filter((kind) => kind === 'step-started' || kind === 'device-restarted').length;
    expect(decisions().length).toBeLessThanOrEqual(acts + 2);
    expect(rows.length).toBeGreaterThan(2 * decisions().length);
  });
});
