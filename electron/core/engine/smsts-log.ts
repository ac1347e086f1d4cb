import type { LogSeverity } from '#shared/model/run';

/** One line of smsts.log. */
export interface CmTraceLine {
  readonly message: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  readonly component: string;
  readonly severity: LogSeverity;
  readonly thread: number;
  /** Source file that the field's viewer shows; ours is the part of the engine. */
  readonly file: string;
}

const typeNumbers: Readonly<Record<LogSeverity, string>> = { information: '1', warning: '2', error: '3' };
const severities: Readonly<Record<string, LogSeverity>> = { '1': 'information', '2': 'warning', '3': 'error' };

const firstTime = new Date('0000-01-01T00:00:00.000Z').getTime();
const lastTime = new Date('9999-12-31T23:59:59.999Z').getTime();

/**
 * A time as the forms of the field can write it, whose years have four digits: what lies outside of them becomes the
 * first or the last one. The row of the log has it as it was (STO-187).
 */
export function writableTime(at: number): number {
  return Math.min(Math.max(at, firstTime), lastTime);
}

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * Writes a line in the form that CMTrace reads, ended by CR LF. Times are UTC, which the offset `+000` says. Line breaks in the
 * message stay, as the field has them; the end mark `]LOG]!>` inside a message gets a zero-width space so that it
 * cannot end the line early (ENG-51).
 */
export function writeCmTraceLine(line: CmTraceLine): string {
  const date = new Date(writableTime(line.at));
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  const fraction = String(date.getUTCMilliseconds()).padStart(3, '0');
  const day = `${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}-${String(date.getUTCFullYear()).padStart(4, '0')}`;
  return (
    `<![LOG[${protect(line.message)}]LOG]!><time="${time}.${fraction}+000" date="${day}" ` +
    `component="${attribute(line.component)}" context="" type="${typeNumbers[line.severity]}" ` +
    `thread="${line.thread}" file="${attribute(line.file)}">\r\n`
  );
}

const linePattern =
  /<!\[LOG\[([\s\S]*?)\]LOG\]!><time="(\d\d):(\d\d):(\d\d)\.(\d{3})([+-]\d{1,4})" date="(\d\d)-(\d\d)-(\d{4})" component="([^"]*)" context="[^"]*" type="([123])" thread="(\d+)" file="([^"]*)">(?:\r?\n|$)/g;

/** Reads lines back; what is between them is left out. The offset is in minutes that are added for UTC, as in the field. */
export function parseCmTrace(text: string): CmTraceLine[] {
  return [...text.matchAll(linePattern)].map((match) => {
    const [, message = '', hours, minutes, seconds, milliseconds, offset, month, day, year, component = ''] = match;
    // Of parts, Date.UTC would take the years before 100 as those of 1900.
    const local = new Date(0).setUTCFullYear(Number(year), Number(month) - 1, Number(day));
    const inDay = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(milliseconds);
    return {
      message: unprotect(message),
      at: local + inDay + Number(offset) * 60_000,
      component,
      severity: severities[match[11] ?? ''] ?? 'information',
      thread: Number(match[12]),
      file: match[13] ?? '',
    };
  });
}

/** A zero-width space after `]LOG`; one that is there already is doubled, so that reading back gives the same text. */
function protect(message: string): string {
  return message.replace(/\]LOG(\u200b*)\]!>/g, (_whole, spaces: string) => `]LOG${spaces}\u200b]!>`);
}

function unprotect(message: string): string {
  return message.replace(/\]LOG(\u200b*)\u200b\]!>/g, (_whole, spaces: string) => `]LOG${spaces}]!>`);
}

function attribute(text: string): string {
  return text.replace(/["<>\r\n]/g, "'");
}

/**
 * A line of scanstate.log and loadstate.log in the field's form: local part of the time, level padded, code, text.
 * Line breaks become spaces: the form has one line per entry.
 */
export function writeToolLogLine(at: number, severity: LogSeverity, message: string): string {
  const stamp = new Date(writableTime(at)).toISOString().slice(0, 19).replace('T', ' ');
  const level = { information: 'Info', warning: 'Warning', error: 'Error' }[severity];
  return `${stamp}, ${level.padEnd(20)}  [0x000000] ${message.replace(/[\r\n]+/g, ' ')}\r\n`;
}
