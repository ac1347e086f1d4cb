import { AppError, type ErrorCode, type ErrorDetails } from '#shared/contract/errors';
import type { Message, MessageOrText } from '#shared/contract/message-shape';
import { message } from '#shared/contract/message';
import type { commandLine } from '#shared/text/en/command-line';
import { sayMessage } from '#shared/text/say';
import { showControls, showControlsInJson, showControlsInLines } from '#shared/text/visible';
import type { Words } from '../words.ts';
import { systemRefusal } from '#core/ports/system-reason';
import { logFault, shortReason } from './fault-log.ts';
import { closedOutputCode } from './closed-output.ts';
import { commandLineWords } from './error-words.ts';

/** Exit codes of the command line: the field's programs have their own, which are in the JSON and the logs. */
export const exitCodes = {
  success: 0,
  failed: 1,
  wrongUse: 2,
  incomplete: 3,
  cancelled: 130,
  closed: closedOutputCode,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Wrong use of the command line: what is wrong, then how the verb is written once it is known. */
export class UsageError extends Error {
  readonly lines: readonly Line[];
  readonly usage: string;
  constructor(lines: Message | readonly Line[], usage = '', options?: { cause?: unknown }) {
    super(JSON.stringify(lines), options);
    this.name = 'UsageError';
    this.lines = 'say' in lines ? [lines] : lines;
    this.usage = usage;
  }
}

/** What a refusal says: what is not so, in one line or several, and what to do. */
export interface RefusalWords {
  readonly sentence: Message | readonly MessageOrText[];
  readonly remedy: Message;
}

/** An expected error whose words are the command line's own, because it knows more than the code says. */
export class Refusal extends AppError {
  readonly words: RefusalWords;
  constructor(code: ErrorCode, words: RefusalWords, details: ErrorDetails = {}) {
    super(code, details);
    this.name = 'Refusal';
    this.words = words;
  }
}

/** Where a command writes: results on standard output, progress and refusals on standard error. */
export interface Output {
  readonly isJson: boolean;
  /** One JSON document, or lines for people. */
  result(value: unknown, lines: readonly Line[]): void;
  raw(bytes: Uint8Array): void;
  progress(line: MessageOrText): void;
}

export interface Streams {
  /** Only for values that must not stand on a command line. */
  readonly in?: NodeJS.ReadableStream;
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
}

/**
 * The words of a command line: what is put into a sentence cannot be more than a part of it, so its line breaks and what
 * a terminal would act on are shown (HOST-262).
 */
export function visibleWords(say: Words): Words {
  const shown = (value: string | number): string | number => (typeof value === 'string' ? showControls(value) : value);
  return (key, values = {}) =>
    say(key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(value)])));
}

function toJson(value: unknown): string {
  return showControlsInJson(JSON.stringify(value, null, 2));
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** A person looks at it: bytes that go to a file or another program stay what they are. */
function isTerminal(stream: NodeJS.WritableStream): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

export function createOutput(isJson: boolean, streams: Streams, say: Words): Output {
  return {
    isJson,
    result: (value, lines) => {
      const text = isJson ? toJson(value) : renderLines(say, lines).join('\n');
      if (text !== '') streams.out.write(`${text}\n`);
    },
    raw: (bytes) => void streams.out.write(isTerminal(streams.out) ? showControlsInLines(textOf(bytes)) : bytes),
    progress: (line) => void streams.err.write(`${showControlsInLines(sayMessage(say, line))}\n`),
  };
}

const codeOf: Partial<Record<ErrorCode, ExitCode>> = {
  CANCELLED: exitCodes.cancelled,
  STATE_FILES_MISSING: exitCodes.incomplete,
  INVALID_INPUT: exitCodes.wrongUse,
  NAME_INVALID: exitCodes.wrongUse,
  VARIABLE_NAME_INVALID: exitCodes.wrongUse,
};

interface SaidWords {
  readonly sentence: string;
  readonly remedy: string;
}

function writeError(code: ErrorCode, details: ErrorDetails, words: SaidWords, streams: Streams): void {
  streams.out.write(`${toJson({ error: { code, details, ...words } })}\n`);
}

/** Says an error in its own words and gives the exit code that belongs to it. */
export function reportError(error: unknown, isJson: boolean, streams: Streams, say: Words): ExitCode {
  if (error instanceof UsageError) {
    const sentence = renderLines(say, error.lines).join('\n');
    const remedy = error.usage === '' ? '' : say('command-line:help.usage', { usage: error.usage });
    if (isJson) writeError('INVALID_INPUT', {}, { sentence, remedy }, streams);
    streams.err.write(remedy === '' ? `${sentence}\n` : `${sentence}\n${remedy}\n`);
    return exitCodes.wrongUse;
  }
  const known = knownError(error, say, streams);
  const words =
    known instanceof Refusal
      ? sayRefusal(say, known.words)
      : sayRefusal(say, commandLineWords(known.code, known.details));
  if (isJson) writeError(known.code, known.details, words, streams);
  streams.err.write(`${words.sentence}\n${words.remedy}\n(${known.code})\n`);
  return codeOf[known.code] ?? exitCodes.failed;
}

/** What is no expected error is told in a line of its own, and whole in the log: nobody reads a page of a library. */
function knownError(error: unknown, say: Words, streams: Streams): AppError {
  const known = systemRefusal(error) ?? error;
  if (known instanceof AppError) return known;
  const said = say('command-line:error-because', {
    text: say('command-line:internal'),
    reason: shortReason(error, say),
  });
  streams.err.write(`${showControlsInLines(said)}\n`);
  logFault(say('command-line:internal'), error, (line) => void streams.err.write(`${sayMessage(say, line)}\n`));
  return new AppError('INTERNAL', {}, { cause: error });
}

function sayRefusal(say: Words, { sentence, remedy }: RefusalWords): SaidWords {
  const lines = 'say' in sentence ? [sentence] : sentence;
  return { sentence: renderLines(say, lines).join('\n'), remedy: sayMessage(say, remedy) };
}

/** A table before its words are made: they decide how wide a column is. */
export interface Table {
  readonly head: readonly MessageOrText[] | null;
  readonly rows: readonly (readonly MessageOrText[])[];
}
export type Line = MessageOrText | Table;
export type HeadKey = keyof (typeof commandLine)['head'] | '';
export type FactKey = keyof (typeof commandLine)['fact'];

/** Columns as wide as their widest value, for lists that people read. One line for each row, and one for the heads. */
export function table(head: readonly HeadKey[], rows: Table['rows']): Table[] {
  return [{ head: head.map((key) => (key === '' ? '' : message(`command-line:head.${key}`))), rows }];
}

/** The name of a fact. */
export function fact(key: FactKey): Message {
  return message(`command-line:fact.${key}`);
}

/** Names and values of one thing; what has no value is not a line. */
export function factLines(facts: Table['rows']): Table[] {
  return [{ head: null, rows: facts.filter(([, value]) => value !== '') }];
}

/** Lines as a person reads them. */
export function renderLines(say: Words, lines: readonly Line[]): string[] {
  return lines.flatMap((line) =>
    typeof line === 'object' && 'rows' in line
      ? renderTable(say, line)
      : [typeof line === 'string' ? showControlsInLines(line) : sayMessage(say, line)],
  );
}

function renderTable(say: Words, { head, rows }: Table): string[] {
  const all = (head === null ? rows : [head, ...rows]).map((row) =>
    row.map((cell) => (typeof cell === 'string' ? showControls(cell) : sayMessage(say, cell))),
  );
  const most = Math.max(0, ...all.map((row) => row.length));
  const columns = Array.from({ length: most }, (_, column) => all.map((row) => (row[column] ?? '').length));
  const widths = columns.map((lengths) => Math.max(0, ...lengths));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
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
