import { afterEach, expect, it } from 'vitest';
import { createFakeProcesses } from '../ports/fakes/fake-processes.ts';
import { createHarness, type Harness, type HarnessOptions } from './fakes/harness.ts';
import { command, group, makeModel, setVariable } from './fakes/model.ts';

const open: Harness[] = [];
function harness(options: HarnessOptions = {}): Harness {
  const made = createHarness(options);
  open.push(made);
  return made;
}
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});

/** Lets everything that is ready go on until the condition holds; it never waits for time. */
async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10_000 && !condition(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
  if (!condition()) throw new Error('the condition never held');
}

const hanging = () =>
  createFakeProcesses(async (_request, signal) => {
    await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
    return { kind: 'cancelled', left: [] };
  });

it('[UI-638] a run counts the steps that failed, also below a group that goes on, and once however often they were tried', async () => {
  const h = harness({ processes: createFakeProcesses(() => ({ kind: 'exited', exitCode: 5 })) });
  const runId = await h.carryOut(
    makeModel([
      command('one', { continueOnError: true, retryCount: 2 }),
      group('g', [command('two'), setVariable('A', '1')], { continueOnError: true }),
      setVariable('B', '1'),
    ]),
  );
  expect((await h.service.view(runId)).row).toMatchObject({ failedSteps: 2 });
  const row = h.runs.kept.get(runId)?.row;
  expect(row).toMatchObject({ state: 'succeeded', incomplete: false, failedSteps: 2 });
});

it('[UI-631] a run is being cancelled from the word on until it has ended, here and for who looks from elsewhere', async () => {
  let stop = (): void => undefined;
  const processes = createFakeProcesses(async () => {
    await new Promise<void>((resolve) => (stop = resolve));
    return { kind: 'cancelled', left: [] };
  });
  const h = harness({ processes });
  const runId = await h.start(makeModel([command('x')]));
  await until(() => h.processes.requests.length === 1);
  const seen = async () => {
    const views = [await h.service.view(runId), await h.secondService().view(runId)];
    return views.map(({ row }) => row.isCancelling);
  };
  const told: boolean[] = [];
  h.service.onAdvanced(({ row }) => void told.push(row.isCancelling));
  expect(await seen()).toEqual([false, false]);
  const cancelled = h.service.cancel(runId);
  await until(() => h.runs.claims[0]?.isCancelAsked === true && told.includes(true));
  expect(await seen()).toEqual([true, true]);
  stop();
  await cancelled;
  expect(await seen()).toEqual([false, false]);
  expect(told.at(-1)).toBe(false);
});

it('[UI-631] a run that is left by its program is not being cancelled, and a store that takes no word keeps none from its end', async () => {
  const h = harness({ processes: hanging() });
  const told: boolean[] = [];
  h.service.onAdvanced(({ row }) => void told.push(row.isCancelling));
  const left = await h.start(makeModel([command('x')]));
  await h.service.close();
  expect([told.includes(true), (await h.service.view(left)).row.isCancelling]).toEqual([false, false]);
  const second = harness({ processes: hanging() });
  const runId = await second.start(makeModel([command('x')]));
  second.runs.askForCancel = () => Promise.reject(new Error('disk full'));
  expect(await second.service.cancel(runId)).toMatchObject({ state: 'cancelled' });
});
