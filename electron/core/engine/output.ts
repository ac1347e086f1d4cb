import { message } from '#shared/contract/message';
import type { MessageOrText } from '#shared/contract/message-shape';
import type { LogSeverity } from '#shared/model/run';
import { LONGEST_VALUE } from './variables.ts';

/** Longest line of output that is logged; more of it is cut, and the line says so. */
const LONGEST_LINE = 12_000;

export interface OutputLines {
  take(stream: 'output' | 'error', text: string): void;
  /** Hands over what is left without a line break. */
  end(): void;
}

/**
 * Cuts the output of a command into whole lines, so that a hidden value is never torn apart before it is masked.
 * What comes on the error stream is a warning: many tools write there without failing.
 */
export function createOutputLines(emit: (severity: LogSeverity, line: MessageOrText) => void): OutputLines {
  const rest = { output: '', error: '' };
  const dropped = { output: false, error: false };

  function hand(stream: 'output' | 'error', line: string): void {
    const severity = stream === 'output' ? 'information' : 'warning';
    const text = line.replace(/\r$/, '');
    if (text !== '') emit(severity, dropped[stream] ? message('log:cut-line', { text }) : text);
    dropped[stream] = false;
  }

  return {
    take(stream, text) {
      const lines = (rest[stream] + text).split('\n');
      const last = lines.pop() ?? '';
      for (const line of lines) hand(stream, line.length > LONGEST_LINE ? cut(line) : line);
      rest[stream] = last;
      if (last.length > LONGEST_LINE + LONGEST_VALUE) {
        dropped[stream] = true;
        rest[stream] = last.slice(0, LONGEST_LINE + LONGEST_VALUE);
      }
    },
    end() {
      for (const stream of ['output', 'error'] as const) {
        if (rest[stream] !== '') hand(stream, rest[stream]);
        rest[stream] = '';
      }
    },
  };
}

function cut(line: string): string {
  return line.slice(0, LONGEST_LINE + LONGEST_VALUE);
}

export interface Tail {
  take(text: string): void;
  /** The last characters, without blanks around them. */
  text(): string;
  /** True when a hidden value lies in the tail or across its beginning. */
  mayHoldSecret(holds: (text: string) => boolean): boolean;
}

/** Keeps the last `length` characters, and enough before them to see a hidden value that the cut goes through. */
export function createTail(length: number): Tail {
  let kept = '';
  return {
    take(text) {
      kept = (kept + text).slice(-(length + LONGEST_VALUE));
    },
    text: () => kept.trim().slice(-length),
    mayHoldSecret: (holds) => holds(kept),
  };
}
