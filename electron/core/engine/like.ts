import { endOf, makePiece } from '#shared/util/wildcard';

type Letters = readonly string[];

/** Stands for any one letter. */
const any = '?';

/** A shorter piece is tried at one place after the other: at most so many looks at a letter of the text. */
const longestTried = 256;

function fits(piece: Letters, text: Letters, at: number): boolean {
  return piece.every((letter, index) => letter === any || letter === text[at + index]);
}

function endOfShort(piece: Letters, text: Letters, from: number, to: number): number {
  for (let at = from; at + piece.length <= to; at += 1) if (fits(piece, text, at)) return at + piece.length;
  return -1;
}

/** Numbers side by side in one, each of so many hexadecimal digits, the first one highest. */
function side(numbers: readonly number[], digits: number): bigint {
  return BigInt(`0x${numbers.map((one) => one.toString(16).padStart(digits, '0')).join('')}`);
}

/**
 * As `endOfShort`, for pieces of any length. At every place of a stretch at once, piece and text differ by the sum of
 * (p - t)² over the letters that are not `?`: p² - 2pt + t², which two products of long whole numbers give. Where it is
 * zero the piece fits. Products take time in proportion to their length, but for a logarithm.
 */
function endOfLong(piece: Letters, text: Letters, from: number, to: number): number {
  const size = piece.length;
  const numbers = new Map([...new Set(piece)].filter((letter) => letter !== any).map((letter, at) => [letter, at + 1]));
  const wanted = piece.map((letter) => numbers.get(letter) ?? 0).reverse();
  const squares = wanted.reduce((sum, one) => sum + one * one, 0);
  // No place takes more than twice this, so that nothing is carried into the next one.
  const digits = (2 * size * (numbers.size + 1) ** 2).toString(16).length;
  const weighted = 2n * side(wanted, digits);
  const weights = side(
    wanted.map((one) => Math.min(one, 1)),
    digits,
  );
  const nothing = '0'.repeat(digits);
  const stretch = 2 * size;
  const all = BigInt(
    `0x${squares
      .toString(16)
      .padStart(digits, '0')
      .repeat(stretch + size)}`,
  );
  for (let at = from; at + size <= to; at += size + 1) {
    // Beyond the text there is nothing that fits, but also nothing to look at: such places are past the last one.
    const letters = Array.from({ length: stretch }, (_, index) => numbers.get(text[at + index] ?? '') ?? 0);
    const squared = letters.map((one) => one * one);
    const apart = (all + weights * side(squared, digits) - weighted * side(letters, digits)).toString(16);
    const places = apart.padStart((stretch + size) * digits, '0');
    for (let place = 0; place <= size && at + place + size <= to; place += 1) {
      if (places.startsWith(nothing, (size + place) * digits)) return at + place + size;
    }
  }
  return -1;
}

function endOfPiece(piece: Letters, text: Letters, from: number, to: number): number {
  if (!piece.includes(any)) return endOf(makePiece(piece), text, from, to);
  return (piece.length > longestTried ? endOfLong : endOfShort)(piece, text, from, to);
}

/**
 * Whether a text is one that a pattern means: `*` for any letters, none included, `?` for one; without case (ENG-42).
 * Takes time in proportion to the two lengths added, but for a logarithm, whatever stands in them.
 */
export function isLike(text: string, pattern: string): boolean {
  const letters = Array.from(text.toLowerCase());
  const [first = [], ...others] = pattern
    .toLowerCase()
    .split('*')
    .map((piece) => Array.from(piece));
  const last = others.pop();
  if (last === undefined) return letters.length === first.length && fits(first, letters, 0);
  const to = letters.length - last.length;
  if (first.length > to || !fits(first, letters, 0) || !fits(last, letters, to)) return false;
  let at = first.length;
  for (const piece of others) {
    if (piece.length > 0) at = endOfPiece(piece, letters, at, to);
    if (at < 0) return false;
  }
  return true;
}
