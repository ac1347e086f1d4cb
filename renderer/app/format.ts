const locale = 'en-GB';

export interface Formats {
  /** 21 Nov 2026 14:32 */
  date(ms: number): string;
  /** A date of each month, of which one is as long as any can be. */
  readonly longestDates: readonly string[];
  /** 14:32 */
  time(ms: number): string;
  /** 14:32:07 */
  seconds(ms: number): string;
  /** 12,345 */
  number(value: number): string;
  /** Three digits: 142 MB, 16.2 GB. Units of 1024, as the field has them. */
  bytes(value: number): string;
  /** Whole kilobytes, rounded up, as the field's list has them. */
  kilobytes(value: number): string;
  /** 18 min 47 s; below ten seconds with one decimal. */
  duration(ms: number): string;
  /** 38% */
  percent(fraction: number): string;
}

const units = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

function formatBytes(value: number): string {
  let size = value;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2;
  const text = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${text.format(size)} ${value === 1 ? 'byte' : (units[unit] ?? 'TB')}`;
}

function formatDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (ms < 10_000) return `${(Math.floor(ms / 100) / 10).toString()} s`;
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Made when it is first used: a formatter takes milliseconds to make, and the start waits for none that it does not use. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const monthsOfOneYear = Array.from({ length: 12 }, (_, month) => month);

/** Numbers, sizes and times as people read them. */
export function createFormats(timeZone?: string): Formats {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = once(() => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', ...zone }));
  const time = once(() => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone }));
  const seconds = once(() => new Intl.DateTimeFormat(locale, { timeStyle: 'medium', ...zone }));
  const number = once(() => new Intl.NumberFormat(locale));
  const date = (ms: number): string => `${day().format(ms)} ${time().format(ms)}`;
  const longestDates = once(() => monthsOfOneYear.map((month) => date(Date.UTC(2028, month, 28, 20, 28))));
  return {
    date,
    get longestDates() {
      return longestDates();
    },
    time: (ms) => time().format(ms),
    seconds: (ms) => seconds().format(ms),
    number: (value) => number().format(value),
    bytes: formatBytes,
    kilobytes: (value) => number().format(Math.ceil(value / 1024)),
    duration: formatDuration,
    percent: (fraction) => `${Math.floor(fraction * 100)}%`,
  };
}
