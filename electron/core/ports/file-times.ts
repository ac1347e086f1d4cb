/**
 * Times of files are microseconds since 1970-01-01 UTC: the finest that survives a number of 53 bits. On their way
 * through Node and libuv they lose a little, and more before 1970; this is the one place that knows how (PORT-34, PORT-39).
 */

/** How far a `Date` reaches, on both sides of 1970; no list says a time beyond it, and SQLite's integers hold it. */
export const furthestUs = 8_640_000_000_000_000_000;

/** libuv on Windows can say only each sixteenth step of 100 ns, so a time comes back up to 1.6 µs off. */
const toleranceUs = 2;
/** Node before 1970 on Windows has milliseconds. */
const toleranceBefore1970Us = 1000;
/** Node on Windows reads seconds as 32 bits without a sign: what lies before 1970 comes back so much later. */
const signUs = 2 ** 32 * 1_000_000;

/** The time of last change that the system told, as it was told; one beyond what a `Date` can say is the furthest. */
export function modifiedUsOf(stat: { readonly mtimeMs: number }): number {
  return Math.min(furthestUs, Math.max(-furthestUs, Math.round(stat.mtimeMs * 1000))) || 0;
}

/** A time in the form that `utimes` takes: a negative number would be taken for "now", the same number as text is not. */
export function timeToSet(timeUs: number): number | string {
  const seconds = timeUs / 1_000_000;
  return timeUs < 0 ? String(seconds) : seconds;
}

/** Whether a time that was read is the one that was set. */
export function isSameTime(readUs: number, setUs: number): boolean {
  // Far from 1970 a number, and a number of seconds, says less than a microsecond apart.
  const tolerance = Math.max(setUs < 0 ? toleranceBefore1970Us : toleranceUs, Math.abs(setUs) / 2 ** 50);
  return Math.abs(readUs - setUs) < tolerance || (setUs < 0 && Math.abs(readUs - signUs - setUs) < tolerance);
}

/** A time that lost its sign, given back by another source that keeps it in milliseconds; else the finer one. */
export function trueTime(readUs: number, knownUs: number | undefined): number {
  return knownUs !== undefined && knownUs < 0 && isSameTime(readUs, knownUs) ? knownUs : readUs;
}
