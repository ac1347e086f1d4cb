import { performance } from 'node:perf_hooks';
import { isAppError } from '#shared/contract/errors';

/** Below this many milliseconds a clock tells nothing about a proportion, and nobody waits. */
const leastMs = 60;

/** Less than this is asked no further. */
const clearly = 2.5;

/** Milliseconds of the fastest of a few: a busy machine makes one slow, not all. Refusals of ours are an end like any. */
function fastest(work: () => void): number {
  const times = [1, 2, 3].map(() => {
    const start = performance.now();
    try {
      work();
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
    return performance.now() - start;
  });
  return Math.min(...times);
}

/**
 * How many times as long twice the input takes, told by sixteen times of it: a collector or a cache that begins to count
 * is a small part of four doublings. 1 when even that is too quick to tell. A square takes four times.
 */
export function ratioOf(make: (count: number) => () => void, count: number): number {
  let least = Infinity;
  // A machine may be busy for as long as one round; what is linear shows it in one of three, and a square in none.
  for (let round = 0; round < 3 && least > clearly; round += 1) {
    const whole = fastest(make(16 * count));
    least = Math.min(least, whole < leastMs ? 1 : (whole / fastest(make(count))) ** (1 / 4));
  }
  return least;
}
