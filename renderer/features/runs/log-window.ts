import type { LogSeverity, RunLogLine } from '#shared/model/run';

/** How many lines one question brings: the most the contract gives. */
export const logPageLines = 2000;
/** Lines kept in the window: beyond it the oldest leave, and can be had again. */
export const mostLogLines = 20_000;

export interface LogFilter {
  readonly severities: readonly LogSeverity[];
  readonly text: string;
}
export interface LogCounts {
  readonly information: number;
  readonly warning: number;
  readonly error: number;
}
/** The lines that are here, of a log that may be longer at both ends. */
export interface LogWindow {
  readonly lines: readonly RunLogLine[];
  /** Ordinal up to which the log was asked for, matching or not. */
  readonly readTo: number;
  /** Ordinal from which it was asked for; 1 when the start is here. */
  readonly readFrom: number;
  readonly counts: LogCounts;
}

export const allSeverities: readonly LogSeverity[] = ['information', 'warning', 'error'];
export const emptyLog: LogWindow = {
  lines: [],
  readTo: 0,
  readFrom: 1,
  counts: { information: 0, warning: 0, error: 0 },
};

interface LogAnswer {
  readonly lines: readonly RunLogLine[];
  readonly lastOrdinal: number;
  readonly counts: LogCounts;
}

/** The window after the question for the last lines. */
export function startWindow(answer: LogAnswer): LogWindow {
  const isCut = answer.lines.length >= logPageLines;
  const first = answer.lines[0]?.ordinal ?? 1;
  return { lines: answer.lines, readTo: answer.lastOrdinal, readFrom: isCut ? first : 1, counts: answer.counts };
}

/** The window after the question for newer lines. `isWhole` says whether there are still newer ones to ask for. */
export function appendLines(window: LogWindow, answer: LogAnswer): { window: LogWindow; isWhole: boolean } {
  const fresh = answer.lines.filter((line) => line.ordinal > window.readTo);
  const isWhole = answer.lines.length < logPageLines;
  const readTo = isWhole ? Math.max(answer.lastOrdinal, window.readTo) : (fresh.at(-1)?.ordinal ?? answer.lastOrdinal);
  const lines = fresh.length === 0 ? window.lines : [...window.lines, ...fresh];
  const over = lines.length - mostLogLines;
  const kept = over > 0 ? lines.slice(over) : lines;
  const readFrom = over > 0 ? (kept[0]?.ordinal ?? window.readFrom) : window.readFrom;
  return { window: { lines: kept, readTo, readFrom, counts: answer.counts }, isWhole };
}

/** After which ordinal to ask for older lines, or null when the start is here. */
export function earlierAfter(window: LogWindow): number | null {
  if (window.readFrom <= 1) return null;
  return Math.max(0, window.readFrom - 1 - logPageLines);
}

/** The window with older lines before it; `after` is what was asked for. */
export function prependLines(window: LogWindow, after: number, answer: LogAnswer): LogWindow {
  const older = answer.lines.filter((line) => line.ordinal < window.readFrom);
  return { ...window, lines: [...older, ...window.lines], readFrom: after + 1, counts: answer.counts };
}
