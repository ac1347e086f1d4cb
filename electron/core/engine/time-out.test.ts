import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { createSimulatedClock } from '../ports/fakes/simulated-clock.ts';
import { createHarness } from './fakes/harness.ts';
import { makeModel, step } from './fakes/model.ts';
import { runWithin } from './time-out.ts';

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new AppError('CANCELLED')), { once: true });
  });
const never = new AbortController().signal;

describe('time-out of a step', () => {
  it('[ENG-68] fires when the time is over, not before, and names it', async () => {
    const clock = createSimulatedClock();
    const work = runWithin(clock, 30, never, untilAborted);
    const said = expect(work).rejects.toMatchObject({
      code: 'STEP_TIMED_OUT',
      details: { limit: reason('so-many-seconds', { count: 30 }) },
    });
    await clock.advance(29_999);
    expect(clock.waiting).toBe(1);
    await clock.advance(1);
    await said;
  });

  it('[ENG-68] leaves no timer behind work that ends in time, fails or is cancelled', async () => {
    const clock = createSimulatedClock();
    expect(await runWithin(clock, 30, never, () => Promise.resolve('done'))).toBe('done');
    const failure = new AppError('DISK_FULL');
    await expect(runWithin(clock, 30, never, () => Promise.reject(failure))).rejects.toBe(failure);
    const parent = new AbortController();
    const work = expect(runWithin(clock, 30, parent.signal, untilAborted)).rejects.toMatchObject({ code: 'CANCELLED' });
    parent.abort();
    await work;
    expect(clock.waiting).toBe(0);
  });

  it('[ENG-68] none and zero are no limit, and one beyond every timer does not fire at once', async () => {
    const clock = createSimulatedClock();
    for (const seconds of [null, 0]) {
      expect(await runWithin(clock, seconds, never, () => Promise.resolve(clock.waiting))).toBe(0);
    }
    await runWithin(clock, 10_000_000, never, async (signal) => {
      await clock.advance(9_999_999_999);
      expect(signal.aborted).toBe(false);
    });
  });

  it('[ENG-68] a capture whose time is over is ended and cleaned up', async () => {
    const h = createHarness();
    // The clock of the harness moves by being waited for, so the time is over at once.
    h.userState.during = (signal) => {
      expect(signal?.aborted).toBe(true);
      return Promise.resolve();
    };
    const nodes = [
      step('request-state-store', { requestType: 'capture' }),
      step('capture-user-state', {}, { timeoutSeconds: 30 }),
    ];
    const { row } = await h.service.view(await h.carryOut(makeModel(nodes)));
    h.dispose();
    expect(row.error).toMatchObject({
      code: 'STEP_TIMED_OUT',
      details: { limit: reason('so-many-seconds', { count: 30 }) },
      stepNumber: 2,
    });
    expect(h.clock.waits).toContain(30_000);
    expect(h.migrationPoints.events.at(-1)).toBe('ended capture-failed');
  });
});
