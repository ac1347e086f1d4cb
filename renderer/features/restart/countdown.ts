import type { PendingRestart } from '#shared/model/local-computer';

/** Seconds before the restart at which what is left is spoken: more often would talk over everything else. */
const spokenAt = [300, 60, 30, 10] as const;

/** Whole seconds until it restarts, rounded up: it is 0 only when the time has come. */
export function secondsLeft(restart: PendingRestart, now: number): number {
  return Math.max(0, Math.ceil((restart.restartsAt - now) / 1000));
}

/** Whether this second is one to be spoken, when the one before was `before`. */
export function isSpoken(before: number, left: number): boolean {
  return left > 0 && spokenAt.some((mark) => before > mark && left <= mark);
}
