import { expect, it } from 'vitest';
import type { Clock } from './clock.ts';

/** What every clock promises. `pass` lets that much time go by. */
export function testClock(
  name: string,
  makeClock: () => { clock: Clock; pass: (milliseconds: number) => Promise<void> },
): void {
  it(`[PORT-1] ${name}: time does not go back, and a wait ends when its time has come`, async () => {
    const { clock, pass } = makeClock();
    const start = clock.now();
    const order: string[] = [];
    const waits = [
      clock.wait(30).then(() => order.push('long')),
      clock.wait(10).then(() => order.push('short')),
      clock.wait(0).then(() => order.push('none')),
    ];
    await pass(31);
    await Promise.all(waits);
    expect(order).toEqual(['none', 'short', 'long']);
    // Timers of the system may come one millisecond early by the clock.
    expect(clock.now() - start).toBeGreaterThanOrEqual(29);
  });

  it(`[PORT-2] ${name}: a wait that is cancelled ends with CANCELLED, before and while it waits`, async () => {
    const { clock } = makeClock();
    const controller = new AbortController();
    const waiting = clock.wait(3_600_000, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(clock.wait(3_600_000, controller.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it(`[PORT-2] ${name}: a wait that is longer than any timer of the system does not end at once`, async () => {
    const { clock, pass } = makeClock();
    const controller = new AbortController();
    const ends = ['ended', 'cancelled'] as const;
    const waiting = clock.wait(2 ** 31 + 5, controller.signal).then(
      () => ends[0],
      () => ends[1],
    );
    await pass(20);
    controller.abort();
    expect(await waiting).toBe('cancelled');
  });
}
