import { describe, expect, it } from 'vitest';
import { testClock } from './clock.contract.ts';
import { createMemoryLog } from './fakes/memory-log.ts';
import { createSeededIds } from './fakes/seeded-ids.ts';
import { createSimulatedClock } from './fakes/simulated-clock.ts';
import { testIds } from './ids.contract.ts';
import { realClock, realIds } from './real.ts';

describe('clock', () => {
  testClock('real', () => ({ clock: realClock, pass: (milliseconds) => realClock.wait(milliseconds) }));
  testClock('simulated', () => {
    const clock = createSimulatedClock();
    return { clock, pass: (milliseconds) => clock.advance(milliseconds) };
  });

  it('[PORT-4] simulated: time stands still until it is moved, and who waits again is woken in the same move', async () => {
    const clock = createSimulatedClock(1000);
    const seen: number[] = [];
    const ticking = (async () => {
      for (let count = 0; count < 3; count += 1) {
        await clock.wait(10);
        seen.push(clock.now());
      }
    })();
    expect([clock.now(), clock.waiting]).toEqual([1000, 1]);
    await clock.advance(25);
    expect([...seen, clock.now()]).toEqual([1010, 1020, 1025]);
    await clock.advance(5);
    await ticking;
    expect([...seen, clock.waiting]).toEqual([1010, 1020, 1030, 0]);
  });
});

describe('ids', () => {
  testIds('real', () => realIds);
  testIds('seeded', () => createSeededIds(7));

  it('[PORT-3] seeded: the same seed counts the same, another does not', () => {
    expect(createSeededIds(1).uuid()).toBe(createSeededIds(1).uuid());
    expect(createSeededIds(1).uuid()).not.toBe(createSeededIds(2).uuid());
  });
});

describe('memory log', () => {
  it('[PORT-5] keeps what was logged, in order', () => {
    const log = createMemoryLog();
    const cause = new Error('why');
    log.info('one');
    log.warning('two');
    log.error('three', cause);
    expect(log.entries).toEqual([
      { level: 'info', message: 'one' },
      { level: 'warning', message: 'two' },
      { level: 'error', message: 'three', cause },
    ]);
  });
});
