import type { ErrorDetails } from '#shared/contract/errors';
import { mapTexts, mapValue } from '#shared/contract/message';
import type { MessageOrText } from '#shared/contract/message-shape';
import { createValueFinder, type FoundSpan } from './find-values.ts';

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

/** Nobody reads more of one detail, and a row of the journal has several. */
const longestDetail = 3900;

/** Details of an error as journal and replies have them: masked, each text of at most 3900 characters. */
export function maskDetails({ mask }: Masker, details: ErrorDetails): ErrorDetails {
  const masked = Object.entries(details).map(([name, value]) => [
    name,
    mapValue(value, (text) => mask(text).slice(0, longestDetail)),
  ]);
  return Object.fromEntries(masked) as ErrorDetails;
}

/** A masker that knows no value yet. What is added later is hidden in everything that is masked from then on. */
export function createMasker(): Masker {
  const values = new Set<string>();
  let find: ((text: string) => readonly FoundSpan[]) | null = null;

  /** A value is foreign text, and so is what it is looked for in: no expression is made of it. */
  function found(text: string): readonly FoundSpan[] {
    find ??= createValueFinder(
      [...values].map((value) => ({ text: value, isWord: Array.from(value).length < shortestAnywhere })),
    );
    return find(text);
  }

  function mask(text: string): string {
    let masked = '';
    let at = 0;
    for (const { from, to } of found(text)) {
      masked += text.slice(at, from) + HIDDEN;
      at = to;
    }
    return masked + text.slice(at);
  }

  return {
    add(value) {
      // A value of several lines meets us line by line in the output of a command.
      for (const part of [value, ...value.split(/\r?\n/)]) {
        if (part === '' || values.has(part)) continue;
        values.add(part);
        find = null;
      }
    },
    mask,
    maskMessage: (message) => (values.size === 0 ? message : (mapTexts(message, mask) as typeof message)),
    holds: (text) => found(text).length > 0,
  };
}
