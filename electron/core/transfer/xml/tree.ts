/**
 * The lossless tree of an XML text. Printing is concatenation, so whatever was not touched keeps its bytes.
 * A list of children is canonical: text pieces are never empty and never stand next to each other. Comments, CDATA
 * and processing instructions are part of the text pieces.
 */
export interface XmlElement {
  name: string;
  /** The start tag as written; ends in `/>` when the element closes itself. */
  open: string;
  children: XmlPiece[];
  /** The end tag as written, or empty when the element closes itself. */
  close: string;
  parent: XmlElement | null;
}

export type XmlPiece = XmlElement | string;

export interface XmlDocument {
  /** Declaration, comments and white space before the root. */
  prolog: string;
  root: XmlElement;
  /** What follows the root. */
  epilog: string;
}

function collect(piece: XmlPiece, into: string[]): void {
  if (typeof piece === 'string') {
    into.push(piece);
    return;
  }
  into.push(piece.open);
  for (const child of piece.children) collect(child, into);
  into.push(piece.close);
}

/** The text of an element or a piece of text. */
export function printPiece(piece: XmlPiece): string {
  const parts: string[] = [];
  collect(piece, parts);
  return parts.join('');
}

/** An element of its own with the same text, without a parent. */
export function copyElement(element: XmlElement, parent: XmlElement | null = null): XmlElement {
  const copy: XmlElement = { ...element, parent, children: [] };
  copy.children = element.children.map((child) => (typeof child === 'string' ? child : copyElement(child, copy)));
  return copy;
}

/** The text of a document. */
export function printDocument(document: XmlDocument): string {
  return document.prolog + printPiece(document.root) + document.epilog;
}

/** Element children of an element, optionally of one name. */
export function elementsOf(element: XmlElement, name?: string): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

/** The first child element of a name. */
export function firstOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child): child is XmlElement => typeof child !== 'string' && child.name === name);
}

/** Positions among the children from the root down to an element. */
export function pathOf(element: XmlElement): number[] {
  const path: number[] = [];
  for (let at: XmlElement = element; at.parent !== null; at = at.parent) path.unshift(at.parent.children.indexOf(at));
  return path;
}

/** The element at a path, or undefined. */
export function elementAt(root: XmlElement, path: readonly number[]): XmlElement | undefined {
  let at: XmlElement = root;
  for (const index of path) {
    const child = at.children[index];
    if (child === undefined || typeof child === 'string') return undefined;
    at = child;
  }
  return at;
}
