import { expect, it } from 'vitest';
import { LeftRunning } from '#shared/model/run';
import { RunId } from '#shared/model/ids';
import { createFakeProcesses } from '../ports/fakes/fake-processes.ts';
import { endLeft, type LeftOfSteps } from './end-left.ts';
import { createHarness } from './fakes/harness.ts';
import { command, makeModel, setVariable } from './fakes/model.ts';
import { applyJournalRow, initialState } from './fold.ts';
import type { JournalBody } from './journal.ts';
import { makePlan } from './plan.ts';
import { createRunService } from './run-service.ts';

const runId = RunId.parse(12);
const owner = (ownerId: string, computerId = 'here') => ({ ownerId, computerId });

/** What is asked for and found of a run whose steps were begun by these owners. */
async function looked(
  stepOwners: LeftOfSteps['state']['stepOwners'],
  {
    left = [],
    unread = [],
    findsMarks = true,
    ...more
  }: Partial<Pick<LeftOfSteps, 'leftBehind' | 'goingOn'>> & {
    readonly left?: number[];
    readonly unread?: number[];
    readonly findsMarks?: boolean;
  } = {},
) {
  const asked: unknown[] = [];
  const fake = createFakeProcesses();
  fake.alive.set(4712, 'its start');
  const processes = {
    ...fake,
    findsMarks,
    endMarked: (...given: unknown[]) => Promise.resolve((asked.push(given), { left, unread })),
  };
  const found = await endLeft({ processes, runId, computerId: 'here', state: { stepOwners, firstStepAt: 7 }, ...more });
  expect(LeftRunning.safeParse(found).success).toBe(true);
  return { asked, found };
}

it('[ENG-170] what steps have left is looked for by the marks of all who have begun one, in one look', async () => {
  expect(await looked([])).toEqual({ asked: [], found: [] });
  const marks = ['first.12.', 'second.12.'];
  expect(await looked([owner('first'), owner('second')])).toEqual({ asked: [[marks, 7]], found: [] });
  const leftBehind = { ...owner('third'), step: 1, attempt: 1 };
  expect(await looked([owner('first')], { leftBehind })).toEqual({
    asked: [[['first.12.', 'third.12.'], 7]],
    found: [],
  });
});

it('[ENG-171] what may be of the run has begun since its first step, whoever took it up later', () => {
  const plan = makePlan(makeModel([command('x')]));
  const state = initialState(plan);
  const rows: [at: number, body: JournalBody][] = [
    [3, { kind: 'run-started', owner: owner('first'), environment: 'FullOS', variables: [], behaviours: [] }],
    [5, { kind: 'step-started', number: 1, attempt: 1 }],
    [8, { kind: 'run-resumed', owner: owner('second') }],
    [9, { kind: 'step-started', number: 1, attempt: 2 }],
  ];
  for (const [index, [at, body]] of rows.entries()) applyJournalRow(plan, state, { ordinal: index + 1, at, body });
  expect([state.firstStepAt, state.stepOwners]).toEqual([5, [owner('first'), owner('second')]]);
});

it('[ENG-171] what goes on, or may, is a code with its values', async () => {
  const goingOn = new Map([
    [4712, 'its start'],
    // Its number belongs to another one by now.
    [4713, 'its start'],
  ]);
  expect((await looked([owner('a')], { left: [4711], unread: [4711, 4714], goingOn })).found).toEqual([
    { code: 'not-ended', processes: [4711, 4712] },
    { code: 'not-readable', processes: [4714] },
  ]);
  expect(await looked([owner('a')], { findsMarks: false })).toEqual({
    asked: [],
    found: [{ code: 'marks-not-shown' }],
  });
  expect(await looked([owner('a', 'there'), null])).toEqual({
    asked: [],
    found: [{ code: 'other-computer' }, { code: 'owner-not-noted' }],
  });
});

it('[ENG-171] however many go on, each is named', async () => {
  const left = Array.from({ length: 2500 }, (_, index) => index + 1);
  const { found } = await looked([owner('a')], { left });
  expect(found.map((one) => ('processes' in one ? one.processes.length : 0))).toEqual([1000, 1000, 500]);
  expect(found.flatMap((one) => ('processes' in one ? one.processes : []))).toEqual(left);
});

it.each(['resume', 'cancel'] as const)(
  '[ENG-197] a cancel that was killed after the last row of the journal is ended by the next %s',
  async (next) => {
    const h = createHarness({
      onAppend: (row) => {
        if (row.kind === 'step-started') throw new Error('killed');
      },
    });
    try {
      const run = await h.carryOut(makeModel([setVariable('A', '1')]));
      const killed = createRunService({
        ...h.ports,
        runs: { ...h.ports.runs, end: () => Promise.reject(new Error('killed')) },
      });
      await expect(killed.cancel(run)).rejects.toThrow('killed');
      expect((await h.ports.runs.get(run))?.row.state).toBe('interrupted');
      await expect(h.secondService()[next](run)).rejects.toMatchObject({ code: 'RUN_ALREADY_ENDED' });
      expect((await h.ports.runs.get(run))?.row.state).toBe('cancelled');
    } finally {
      h.dispose();
    }
  },
);
