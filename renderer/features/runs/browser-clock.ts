import type { RunClock } from './run-store.ts';

/** The clock on the wall of the page. */
export const browserClock: RunClock = {
  now: () => Date.now(),
  every: (ms, tick) => {
    const timer = setInterval(tick, ms);
    return () => clearInterval(timer);
  },
};
