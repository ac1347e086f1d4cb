const breaks = /\r\n?|\n/g;

/** The text with LF for every line break: the form in which editors hold it. */
export function withPlainBreaks(text: string): string {
  return text.includes('\r') ? text.replace(breaks, '\n') : text;
}

/** The line break that a text has most of; CRLF, as Windows writes it, where it has none. */
export function mainBreak(text: string): '\r\n' | '\n' | '\r' {
  const counts = { '\r\n': 0, '\n': 0, '\r': 0 };
  for (const [one] of text.matchAll(breaks)) counts[one as keyof typeof counts] += 1;
  if (counts['\n'] > counts['\r\n']) return counts['\r'] > counts['\n'] ? '\r' : '\n';
  return counts['\r'] > counts['\r\n'] ? '\r' : '\r\n';
}

/** Where a position of the text with plain breaks lies in the text itself. Positions behind `from` only, counted from there. */
function placeIn(text: string, plainPosition: number): number {
  let added = 0;
  for (let at = text.indexOf('\r\n'); at !== -1 && at - added < plainPosition; at = text.indexOf('\r\n', at + 2))
    added += 1;
  return plainPosition + added;
}

/**
 * A text after it was edited with plain breaks (LF): lines that were not touched keep their breaks, also where a text
 * has breaks of several kinds; new ones are written as most of the others are.
 */
export function withBreaksOf(text: string, edited: string): string {
  const plain = withPlainBreaks(text);
  if (plain === edited) return text;
  const main = mainBreak(text);
  const write = (part: string): string => (main === '\n' ? part : part.replaceAll('\n', main));
  const most = Math.min(plain.length, edited.length);
  let start = 0;
  while (start < most && plain.charCodeAt(start) === edited.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < most - start && plain.charCodeAt(plain.length - 1 - end) === edited.charCodeAt(edited.length - 1 - end))
    end += 1;
  const head = text.slice(0, placeIn(text, start));
  const tail = text.slice(placeIn(text, plain.length - end));
  const middle = write(edited.slice(start, edited.length - end));
  // Two breaks that would read as one where they meet: then all are written alike.
  const isOne = (before: string, after: string): boolean => before.endsWith('\r') && after.startsWith('\n');
  return isOne(head, middle === '' ? tail : middle) || isOne(middle, tail) ? write(edited) : head + middle + tail;
}
