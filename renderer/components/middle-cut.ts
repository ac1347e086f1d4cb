/** A text as it is drawn where it may not fit: the head gives way first, the tail stays. */
export interface MiddleCut {
  readonly head: string;
  readonly tail: string;
  readonly isRightToLeft: boolean;
}

/** So many letters of the end tell names of one kind apart: number, extension, revision. */
const tailLength = 10;
/** So short a name is not divided. */
const shortest = 6;
/** The last part of a path is kept whole up to this length. */
const longestPart = 24;

const plain = /^[\x20-\x7e]*$/;
const firstStrong = /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
/** Letters of these scripts join: between two of them no cut may stand while the text fits. */
const joins = /[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/u;

let segmenter: Intl.Segmenter | undefined;

/** What a person counts as letters; never half of one. */
function letters(text: string): readonly string[] {
  if (plain.test(text)) return text.split('');
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Where the last folder or file of a path begins, with the stroke before it; -1 when the text is no path. */
function lastPart(parts: readonly string[]): number {
  const at = parts.findLastIndex((part, index) => (part === '\\' || part === '/') && index < parts.length - 1);
  return at <= 0 ? -1 : at;
}

function tailStart(parts: readonly string[]): number {
  const part = lastPart(parts);
  if (part > 0 && parts.length - part <= longestPart) return part;
  // Of a short name both halves stay as long as they can.
  const start = parts.length - Math.min(tailLength, Math.floor(parts.length / 2));
  const isJoined = joins.test(parts[start - 1] ?? '') && joins.test(parts[start] ?? '');
  return isJoined ? Math.max(0, parts.lastIndexOf(' ', start)) : start;
}

/** Divides a text so that its end can stay readable: the last folder or file of a path, else the last letters. */
export function middleCut(text: string): MiddleCut {
  const parts = letters(text);
  const start = parts.length <= shortest ? parts.length : tailStart(parts);
  return {
    head: parts.slice(0, start).join(''),
    tail: parts.slice(start).join(''),
    isRightToLeft: firstStrong.test(text),
  };
}
