import { escapeText, plainText, unescapeXml } from './xml/text.ts';

const reference = /&(?:#x[0-9a-f]+|#\d+|\w+);|\r\n?/gi;

/** The value of raw text without markup, and for each of its units, and its end, the place in the raw text. */
function readPlaces(raw: string): { plain: string; places: number[] } {
  const places: number[] = [];
  let plain = '';
  let at = 0;
  const take = (to: number): void => {
    for (let place = at; place < to; place += 1) places.push(place);
    plain += raw.slice(at, to);
  };
  for (const match of raw.matchAll(reference)) {
    take(match.index);
    const value = match[0].startsWith('\r') ? '\n' : unescapeXml(match[0]);
    for (let unit = 0; unit < value.length; unit += 1) places.push(match.index);
    plain += value;
    at = match.index + match[0].length;
  }
  take(raw.length);
  places.push(raw.length);
  return { plain, places };
}

/**
 * The raw text of an element for another value: what stands before and after the change keeps its spelling, references
 * and line breaks as they were written (STEP-38). Text with CDATA or comments, which have no place in the value, is
 * written anew. `eol` is the line break of the document.
 */
export function respellText(raw: string, value: string, eol: string): string {
  if (raw.includes('<')) return plainText(raw) === value ? raw : escapeText(value, eol);
  const { plain, places } = readPlaces(raw);
  if (plain === value) return raw;
  const most = Math.min(plain.length, value.length);
  let start = 0;
  while (start < most && plain[start] === value[start]) start += 1;
  let end = 0;
  while (end < most - start && plain.at(-1 - end) === value.at(-1 - end)) end += 1;
  // A reference that stands for two units is kept whole or written anew whole.
  while (start > 0 && places[start] === places[start - 1]) start -= 1;
  while (end > 0 && places[plain.length - end] === places[plain.length - end - 1]) end -= 1;
  const middle = escapeText(value.slice(start, value.length - end), eol);
  return raw.slice(0, places[start]) + middle + raw.slice(places[plain.length - end]);
}
