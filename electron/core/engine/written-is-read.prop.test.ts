import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isAppError } from '#shared/contract/errors';
import type { RunId } from '#shared/model/ids';
import { RunLogLine, RunView } from '#shared/model/run';
import { createFakeProcesses } from '../ports/fakes/fake-processes.ts';
import { oddInteger, oddText, oddTime } from '../ports/odd-values.contract.ts';
import { createHarness, type Harness } from './fakes/harness.ts';
import { command, group, makeModel, setVariable, step } from './fakes/model.ts';
import { foldJournal } from './fold.ts';
import { readJournal } from './journal.ts';
import { makePlan } from './plan.ts';
import { readRunDocument } from './run-document.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';
import { parseCmTrace } from './smsts-log.ts';

const name = fc.oneof(fc.constantFrom('A', 'B', 'LongName'), fc.stringMatching(/^[A-Za-z0-9]{1,300}$/), oddText(300));
const value = fc.oneof(oddText(4000), fc.constantFrom('%A%%A%', '%B%x%B%', '%_SMSTSLogPath%', '%nobody%'));
const part = fc.record({ name: oddText(4100), continueOnError: fc.boolean(), disabled: fc.boolean() });
const outcome = fc.record({ exitCode: oddInteger, output: oddText(25_000), jump: oddTime });
type Outcome = typeof outcome extends fc.Arbitrary<infer Value> ? Value : never;
const given = fc.record({ name: fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,20}$/), value: oddText(4000) });
const program = fc.record({
  start: oddTime,
  given: fc.array(given, { maxLength: 2 }),
  sets: fc.array(fc.tuple(name, value, part), { maxLength: 4 }),
  commands: fc.array(fc.tuple(value, name, part, outcome), { maxLength: 3 }),
  group: part,
});
type Program = typeof program extends fc.Arbitrary<infer Value> ? Value : never;

/** Half of what a clock can show, so that nothing that is added to it leaves its scale. */
const within = (time: number): number => Math.trunc(time / 2);

/** A run whose commands say such things and whose clock jumps while they do. */
function harnessOf({ start, commands }: Pick<Program, 'start' | 'commands'>): Harness {
  const outcomes = commands.map((one): Outcome => one[3]);
  let next = 0;
  const made: Harness = createHarness({
    processes: createFakeProcesses((request) => {
      const { exitCode, output, jump } = outcomes[next % outcomes.length] ?? { exitCode: 0, output: '', jump: 0 };
      next += 1;
      request.onOutput?.('output', output);
      made.clock.move(within(jump) - made.clock.now());
      return { kind: 'exited', exitCode };
    }),
  });
  made.clock.move(within(start) - made.clock.now());
  return made;
}

function modelOf({ sets, commands, group: groupPart }: Program) {
  const steps = commands.map(([line, variable, more]) =>
    step('run-command-line', { commandLine: line, outputVariableName: variable }, { ...more, retryCount: 1 }),
  );
  return makeModel([
    ...sets.map(([variable, text, more]) => setVariable(variable, text, more)),
    group('G', [...steps, command('%A%')], groupPart),
  ]);
}

/** Undefined for values that are refused before the run begins, by a code of their own. */
async function carryOut(h: Harness, input: Program): Promise<RunId | undefined> {
  try {
    return await h.carryOut(modelOf(input), { variables: input.given });
  } catch (error) {
    if (!isAppError(error) || error.code === 'INTERNAL') throw error;
    return undefined;
  }
}

/** Views of this process and of one that has only what is stored, and a snapshot, are one. */
async function expectRead(h: Harness, runId: RunId): Promise<void> {
  const view = await h.service.view(runId);
  expect(RunView.safeParse(view).error).toBeUndefined();
  expect(await h.secondService().view(runId)).toEqual(view);
  const { document, engineVersion } = (await h.ports.runs.get(runId)) ?? expect.unreachable('no run');
  const plan = makePlan(readRunDocument(runId, engineVersion, document));
  const state = foldJournal(plan, readJournal(runId, h.journal.rows.get(runId) ?? []));
  expect(readSnapshot(runId, plan, writeSnapshot(runId, plan, state))).toEqual(state);
}

/** Every line is there, as a row that the contract takes and in smsts.log. */
function expectLogs(h: Harness): void {
  const { entries } = h.logSink;
  for (const { ordinal, at, stepNumber, component, severity, message } of entries)
    expect(RunLogLine.parse({ ordinal, at, stepNumber, component, severity, message })).toMatchObject({ ordinal });
  const lines = parseCmTrace(h.logFiles.texts.get('smsts.log') ?? '');
  expect(lines.map(({ message }) => message)).toEqual(entries.map(({ message }) => h.ports.say(message)));
  const found = h.problems.filter((problem) => !problem.includes('snapshot'));
  expect(found).toEqual([]);
}

it('[STO-186] what a run writes, its journal, snapshot, views and logs give back', async () => {
  await fc.assert(
    fc.asyncProperty(program, async (input) => {
      const h = harnessOf(input);
      try {
        const runId = await carryOut(h, input);
        if (runId === undefined) return;
        await expectRead(h, runId);
        expectLogs(h);
      } finally {
        h.dispose();
      }
    }),
    { numRuns: 300 },
  );
}, 120_000);
