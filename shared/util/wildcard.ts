/** Tells whether a text is one that a wildcard means. */
export type WildcardTest = (text: string) => boolean;

/** A piece between two stars, and how far back the search goes on after a letter that does not fit (Knuth, Morris, Pratt). */
export interface Piece<Letter> {
  readonly text: ArrayLike<Letter>;
  readonly back: readonly number[];
}

/** Makes a piece ready to be looked for, once for any number of texts. Takes time in proportion to its length. */
export function makePiece<Letter>(text: ArrayLike<Letter>): Piece<Letter> {
  const back = [0];
  let length = 0;
  for (let at = 1; at < text.length; at += 1) {
    while (length > 0 && text[at] !== text[length]) length = back[length - 1] ?? 0;
    if (text[at] === text[length]) length += 1;
    back.push(length);
  }
  return { text, back };
}

/**
 * Where the piece, which is not empty, ends for the first time between two places of a text; -1 for nowhere. Never looks
 * at a letter of the text twice over.
 */
export function endOf<Letter>(
  { text: piece, back }: Piece<Letter>,
  text: ArrayLike<Letter>,
  from: number,
  to: number,
): number {
  let length = 0;
  for (let at = from; at < to; at += 1) {
    while (length > 0 && text[at] !== piece[length]) length = back[length - 1] ?? 0;
    if (text[at] === piece[length]) length += 1;
    if (length === piece.length) return at + 1;
  }
  return -1;
}

/**
 * Compiles a pattern in which `*` stands for any characters, none included; everything else stands for itself. Asking
 * takes time in proportion to the two lengths added, whatever stands in them: patterns and names are foreign (XFER-85).
 */
export function compileWildcard(pattern: string): WildcardTest {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return (text) => text === pattern;
  const pieces = others.filter((piece) => piece !== '').map((piece) => makePiece(piece));
  return (text) => {
    const to = text.length - last.length;
    if (first.length > to || !text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    for (const piece of pieces) {
      at = endOf(piece, text, at, to);
      if (at < 0) return false;
    }
    return true;
  };
}
