/**
 * Times of files are microseconds since 1970-01-01 UTC: the finest that survives a number of 53 bits. On their way
 * through Node and libuv they lose a little, and more before 1970; this is the one place that knows how (PORT-34, PORT-39).
 */

/** libuv on Windows can say only each sixteenth step of 100 ns, so a time comes back up to 1.6 µs off. */
const toleranceUs = 2;
/** Node takes a time before 1970 as a `Date` only, which has milliseconds. */
const toleranceBefore1970Us = 1000;
/** Node on Windows reads seconds as 32 bits without a sign: what lies before 1970 comes back so much later. */
const signUs = 2 ** 32 * 1_000_000;

/** The time of last change that the system told, as it was told. */
export function modifiedUsOf(stat: { readonly mtimeMs: number }): number {
  return Math.round(stat.mtimeMs * 1000);
}

/** A time in the form that `utimes` takes: a negative number of seconds would be taken for "now". */
export function timeToSet(timeUs: number): number | Date {
  return timeUs < 0 ? new Date(Math.round(timeUs / 1000)) : timeUs / 1_000_000;
}

/** Whether a time that was read is the one that was set. */
export function isSameTime(readUs: number, setUs: number): boolean {
  const tolerance = setUs < 0 ? toleranceBefore1970Us : toleranceUs;
  return Math.abs(readUs - setUs) < tolerance || (setUs < 0 && Math.abs(readUs - signUs - setUs) < tolerance);
}

/** A time that lost its sign, given back by another source that keeps it in milliseconds; else the finer one. */
export function trueTime(readUs: number, knownUs: number | undefined): number {
  return knownUs !== undefined && knownUs < 0 && isSameTime(readUs, knownUs) ? knownUs : readUs;
}
