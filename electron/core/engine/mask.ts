import { mapTexts } from '#shared/contract/message';
import type { MessageOrText } from '#shared/contract/message-shape';
/** What stands where a hidden value was. */
export const HIDDEN = '(hidden)';

/** Replaces hidden values in text that is logged, journaled or shown (ENG-32). */
export interface Masker {
  add(value: string): void;
  mask(text: string): string;
  /** The same for every text inside of a message. */
  maskMessage<Given extends MessageOrText>(message: Given): Given;
  /** True when the text holds a hidden value. */
  holds(text: string): boolean;
}

/**
 * A value shorter than this is masked as a whole word only: `e` or `true` inside of other words would hide half the log
 * and tell more about itself than it hides (ENG-35).
 */
const shortestAnywhere = 6;
const wordPart = /^[\p{L}\p{N}_]$/u;

function patternOf(value: string): string {
  const escaped = value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const letters = Array.from(value);
  if (letters.length >= shortestAnywhere) return escaped;
  const before = wordPart.test(letters[0] ?? '') ? '(?<![\\p{L}\\p{N}_])' : '';
  const after = wordPart.test(letters.at(-1) ?? '') ? '(?![\\p{L}\\p{N}_])' : '';
  return before + escaped + after;
}

export function createMasker(): Masker {
  const values = new Set<string>();
  let pattern: RegExp | null = null;

  function build(): RegExp | null {
    if (pattern === null && values.size > 0) {
      // The longest first, so that a value inside another one does not leave the rest of it standing.
      const sorted = [...values].sort((a, b) => b.length - a.length);
      pattern = new RegExp(sorted.map(patternOf).join('|'), 'gu');
    }
    return pattern;
  }

  function mask(text: string): string {
    const found = build();
    return found === null ? text : text.replace(found, HIDDEN);
  }

  return {
    add(value) {
      // A value of several lines meets us line by line in the output of a command.
      for (const part of [value, ...value.split(/\r?\n/)]) {
        if (part === '' || values.has(part)) continue;
        values.add(part);
        pattern = null;
      }
    },
    mask,
    maskMessage: (message) => (build() === null ? message : (mapTexts(message, mask) as typeof message)),
    holds(text) {
      const found = build();
      return found !== null && text.search(found) >= 0;
    },
  };
}
