/** Seconds of a day and the rest are of the calendar in UTC; the parts of a time of this computer are asked of `Date`. */
const cimPattern = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.[\d*]{1,6}(?:([+-]\d{3})|[+-]\*{3})?)?$/;

const two = (value: number): string => String(value).padStart(2, '0');
const four = (value: number): string => String(value).padStart(4, '0');

/**
 * Reads the text of a time in a condition: `yyyyMMddHHmmss` in UTC, then perhaps a fraction and the minutes that the
 * place is ahead of UTC. Milliseconds since 1970, or null for what is no time.
 */
export function readCimTime(text: string): number | null {
  const found = cimPattern.exec(text.trim());
  if (found === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, day);
  time.setUTCHours(hour, minute, second);
  // A month of 13 or a 31st of April would be taken for another day.
  const isCalendar = time.toISOString().replace(/\D/g, '').startsWith(found.slice(1, 7).join(''));
  return isCalendar ? time.getTime() - Number(found[7] ?? 0) * 60_000 : null;
}

/** Writes a time as the field stores it: whole seconds in UTC. */
export function writeCimTime(milliseconds: number): string {
  const digits = new Date(milliseconds).toISOString().slice(0, 19).replace(/\D/g, '');
  return `${digits}.000000+000`;
}

/** A time where this computer is, as a field for date and time has it: `2026-11-21T14:32:07`. */
export function toLocalTime(milliseconds: number): string {
  const time = new Date(milliseconds);
  const day = [four(time.getFullYear()), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day}T${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
}

/** Reads what a field for date and time gives, as a time where this computer is; null for what is none. */
export function readLocalTime(text: string): number | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  if (found === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  const time = new Date(year, month - 1, day, hour, minute, second);
  time.setFullYear(year);
  return Number.isNaN(time.getTime()) ? null : time.getTime();
}
