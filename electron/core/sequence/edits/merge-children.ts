import type { XmlElement, XmlPiece } from '../../transfer/xml/tree.ts';
import { copyElement } from '../../transfer/xml/tree.ts';
import type { Layout } from '../layout.ts';
import { leadingSpace } from '../layout.ts';

/** A child of the new element, and the child of the old one that it comes from; null for one that is new there. */
export interface MadeChild {
  readonly element: XmlElement;
  readonly from: XmlElement | null;
}

/** White space of new children, and of the end tag after them when the old element had none. */
export interface ChildSpaces {
  readonly inner: string;
  readonly outer: string;
}

/** Positions of the longest run that rises; the others have moved. */
function risingPositions(numbers: readonly number[]): ReadonlySet<number> {
  const ends: number[] = [];
  const before: number[] = [];
  numbers.forEach((number, at) => {
    if (number < 0) return;
    let place = ends.findIndex((end) => (numbers[end] ?? 0) >= number);
    if (place === -1) place = ends.length;
    before[at] = ends[place - 1] ?? -1;
    ends[place] = at;
  });
  const kept = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) kept.add(at);
  return kept;
}

/** Text pieces never stand next to each other and are never empty. */
function joinPieces(pieces: readonly XmlPiece[]): XmlPiece[] {
  const joined: XmlPiece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else if (piece !== '') joined.push(piece);
  }
  return joined;
}

/** Takes the line break and indentation away that stands at the end of what was written so far. */
function dropSpace(pieces: XmlPiece[], space: string): void {
  const last = pieces.at(-1);
  if (space !== '' && typeof last === 'string') pieces[pieces.length - 1] = last.slice(0, last.length - space.length);
}

/** What stays of the old children, with the new ones between them. What nobody owns (comments, unknown elements) stays. */
function weave(source: XmlElement, made: readonly MadeChild[], isOwned: (child: XmlElement) => boolean) {
  const owned = source.children.filter((piece): piece is XmlElement => typeof piece !== 'string' && isOwned(piece));
  const order = made.map(({ from }) => (from === null ? -1 : owned.indexOf(from)));
  const kept = risingPositions(order);
  const placeOf = new Map([...kept].map((at) => [made[at]?.from, at]));
  const pieces: XmlPiece[] = [];
  let next = 0;
  for (const piece of source.children) {
    if (typeof piece === 'string' || !isOwned(piece)) {
      // A copy, so that the old tree stays whole until it is replaced.
      pieces.push(typeof piece === 'string' ? piece : copyElement(piece));
      continue;
    }
    const space = leadingSpace(piece);
    const at = placeOf.get(piece);
    if (at === undefined) {
      dropSpace(pieces, space);
      continue;
    }
    for (const { element } of made.slice(next, at)) pieces.push(element, space);
    const child = made[at];
    if (child !== undefined) pieces.push(child.element);
    next = at + 1;
  }
  return { pieces, left: made.slice(next).map(({ element }) => element) };
}

/**
 * An element that is the source with other children. Children that come from the source and stand in their old order
 * keep the text around them: comments, unknown elements, indentation. `isOwned` says which of the old children the
 * given ones replace; the others stay where they are.
 */
export function mergeChildren(
  source: XmlElement,
  open: string,
  made: readonly MadeChild[],
  options: { readonly isOwned: (child: XmlElement) => boolean; readonly spaces: ChildSpaces; readonly layout: Layout },
): XmlElement {
  const { spaces, layout } = options;
  const { pieces, left } = weave(source, made, options.isOwned);
  const added = left.flatMap((element) => [spaces.inner, element]);
  const last = pieces.findLastIndex((piece) => typeof piece !== 'string');
  const text = pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : '';
  const end = /\r?\n[ \t]*$/.exec(text)?.[0] ?? (left.length > 0 ? spaces.outer : '');
  const body = text.slice(0, text.length - (text.endsWith(end) ? end.length : 0));
  const children = joinPieces(
    last >= 0
      ? [...pieces.slice(0, last + 1), ...added, ...pieces.slice(last + 1)]
      : [...(body.trim() === '' ? [] : [body]), ...added, ...(left.length > 0 || body.trim() !== '' ? [end] : [])],
  );
  const element: XmlElement = { name: source.name, open, close: source.close, children, parent: null };
  const wasEmpty = source.children.every((piece) => typeof piece === 'string');
  if (children.length === 0 && source.close !== '' && !wasEmpty) {
    element.open = open.replace(/>$/, `${layout.beforeSlash}/>`);
    element.close = '';
  } else if (children.length > 0 && source.close === '') {
    element.open = open.replace(/(?<!\s)\s*\/>$/, '>');
    element.close = `</${source.name}>`;
  } else if (children.length === 0) element.children = [...source.children];
  for (const child of element.children) if (typeof child !== 'string') child.parent = element;
  return element;
}
