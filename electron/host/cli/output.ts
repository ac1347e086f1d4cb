import { AppError, type ErrorCode, type ErrorDetails } from '#shared/contract/errors';
import type { ErrorWords } from '#shared/text/errors';
import { commandLineText } from './error-words.ts';

/** Exit codes of the command line: the field's programs have their own, which are in the JSON and the logs. */
export const exitCodes = { success: 0, failed: 1, wrongUse: 2, incomplete: 3, cancelled: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Wrong use of the command line: what is wrong, then how the verb is written once it is known. */
export class UsageError extends Error {
  readonly usage: string;
  constructor(message: string, usage = '', options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'UsageError';
    this.usage = usage;
  }
}

/** An expected error whose words are the command line's own, because it knows more than the code says. */
export class Refusal extends AppError {
  readonly words: ErrorWords;
  constructor(code: ErrorCode, words: ErrorWords, details: ErrorDetails = {}) {
    super(code, details);
    this.name = 'Refusal';
    this.words = words;
  }
}

/** Where a command writes: results on standard output, progress and refusals on standard error. */
export interface Output {
  readonly isJson: boolean;
  /** One JSON document, or lines for people. */
  result(value: unknown, lines: readonly string[]): void;
  raw(bytes: Uint8Array): void;
  progress(line: string): void;
}

export interface Streams {
  /** Only for values that must not stand on a command line. */
  readonly in?: NodeJS.ReadableStream;
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
}

export function createOutput(isJson: boolean, streams: Streams): Output {
  return {
    isJson,
    result: (value, lines) => {
      const text = isJson ? JSON.stringify(value, null, 2) : lines.join('\n');
      if (text !== '') streams.out.write(`${text}\n`);
    },
    raw: (bytes) => void streams.out.write(bytes),
    progress: (line) => void streams.err.write(`${line}\n`),
  };
}

const codeOf: Partial<Record<ErrorCode, ExitCode>> = {
  CANCELLED: exitCodes.cancelled,
  STATE_FILES_MISSING: exitCodes.incomplete,
  INVALID_INPUT: exitCodes.wrongUse,
  NAME_INVALID: exitCodes.wrongUse,
  VARIABLE_NAME_INVALID: exitCodes.wrongUse,
};

function writeError(code: ErrorCode, details: ErrorDetails, words: ErrorWords, streams: Streams): void {
  streams.out.write(`${JSON.stringify({ error: { code, details, ...words } }, null, 2)}\n`);
}

/** Says an error in its own words and gives the exit code that belongs to it. */
export function reportError(error: unknown, isJson: boolean, streams: Streams): ExitCode {
  if (error instanceof UsageError) {
    const { message, usage } = error;
    if (isJson) writeError('INVALID_INPUT', {}, { sentence: message, remedy: usage }, streams);
    streams.err.write(usage === '' ? `${message}\n` : `${message}\n${usage}\n`);
    return exitCodes.wrongUse;
  }
  if (!(error instanceof AppError)) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    streams.err.write(`Something went wrong that should not have.\n${reason}\n`);
    return exitCodes.failed;
  }
  const words = error instanceof Refusal ? error.words : commandLineText(error.code, error.details);
  if (isJson) writeError(error.code, error.details, words, streams);
  streams.err.write(`${words.sentence}\n${words.remedy}\n(${error.code})\n`);
  return codeOf[error.code] ?? exitCodes.failed;
}

/** Columns as wide as their widest value, for lists that people read. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Names and values of one thing; what has no value is not a line. */
export function factLines(facts: readonly (readonly string[])[]): string[] {
  return table(
    ['', ''],
    facts.filter(([, value]) => value !== ''),
  ).slice(1);
}

/** `21 Nov 2026 14:32` in the local time zone; a dash for what has not happened. */
export function formatTime(at: number | null): string {
  if (at === null) return '–';
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** `142.4 MB`, three digits. */
export function formatSize(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? String(value) : value.toPrecision(3)} ${units[unit] ?? ''}`;
}
