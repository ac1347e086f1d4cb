import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFakeProcesses, fakeOwn } from '../ports/fakes/fake-processes.ts';
import { createHarness, type Harness } from './fakes/harness.ts';
import { command, makeModel, setVariable } from './fakes/model.ts';

const open: Harness[] = [];
/** Its commands last until they are cancelled. */
function harness(): Harness {
  const processes = createFakeProcesses(async (_request, signal) => {
    await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
    return { kind: 'cancelled', left: [] };
  });
  const made = createHarness({ processes });
  open.push(made);
  return made;
}
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});

describe('claims', () => {
  it('[ENG-99] a claim whose process number belongs to another process by now is one of a dead process', async () => {
    for (const [processId, start] of [
      [999, 'start of its successor'],
      [fakeOwn.id, fakeOwn.start],
    ] as const) {
      const h = harness();
      const runId = await h.start(makeModel([command('x')]));
      h.moveClaim({ processId, processStart: 'earlier' });
      h.processes.alive.set(999, start);
      // Not the first call of its process either: it frees the device for the next run.
      const second = h.secondService();
      await second.recover();
      expect((await second.view(runId)).row.state).toBe('interrupted');
    }
  });

  it('[ENG-200] the row of a run that somebody else interrupts counts what its journal says is done', async () => {
    const h = harness();
    const runId = await h.start(makeModel([setVariable('A', '1'), setVariable('B', '2'), command('x')]));
    await vi.waitFor(async () => expect((await h.service.view(runId)).row.stepDone).toBe(2));
    h.moveClaim({ processId: fakeOwn.id, processStart: 'earlier' });
    await h.secondService().recover();
    const row = (await h.runs.get(runId))?.row;
    expect(row).toMatchObject({ state: 'interrupted', stepDone: 2, endedAt: null });
  });

  it('[ENG-99] a claim says which process took it, and when that started', async () => {
    const h = harness();
    await h.start(makeModel([command('x')]));
    expect(h.runs.claims).toMatchObject([{ processId: fakeOwn.id, processStart: fakeOwn.start }]);
  });
});
