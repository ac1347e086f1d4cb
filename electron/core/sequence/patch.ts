import { AppError } from '#shared/contract/errors';
import { parseElement } from '../transfer/xml/parse.ts';
import type { XmlElement, XmlPiece } from '../transfer/xml/tree.ts';
import { elementAt, pathOf, printPiece } from '../transfer/xml/tree.ts';

/**
 * A piece of a patch: raw text, an element with the ids of the nodes in it (in document order), or an element that
 * moves: one patch takes it out and a later one of the same list puts what has that number back, so that a move says
 * where rows went and not what is in them (DOC-40).
 */
export type PatchPiece = string | { readonly e: string; readonly ids?: readonly string[] } | { readonly m: number };

/** The smallest change of a document, addressed by positions from the root. Its inverse is itself turned round. */
export type Patch =
  | {
      readonly kind: 'tag';
      readonly path: readonly number[];
      readonly open: readonly [from: string, to: string];
      readonly close: readonly [from: string, to: string];
    }
  | {
      readonly kind: 'children';
      readonly path: readonly number[];
      readonly index: number;
      readonly remove: readonly PatchPiece[];
      readonly insert: readonly PatchPiece[];
    };

/** The patch that undoes a patch. */
export function invertPatch(patch: Patch): Patch {
  return patch.kind === 'tag'
    ? { ...patch, open: [patch.open[1], patch.open[0]], close: [patch.close[1], patch.close[0]] }
    : { ...patch, remove: patch.insert, insert: patch.remove };
}

/** The patches that undo a list of patches, in the order in which they must be applied. */
export function invertPatches(patches: readonly Patch[]): Patch[] {
  return patches.map(invertPatch).reverse();
}

/** How many bytes of UTF-8 a patch adds; negative when it takes some away. */
export function patchGrowth(patch: Patch): number {
  const size = (piece: PatchPiece): number => {
    if (typeof piece === 'string') return Buffer.byteLength(piece);
    // What moves is taken and put: it adds nothing.
    return 'm' in piece ? 0 : Buffer.byteLength(piece.e);
  };
  const sum = (pieces: readonly PatchPiece[]): number => pieces.reduce((total, piece) => total + size(piece), 0);
  if (patch.kind === 'children') return sum(patch.insert) - sum(patch.remove);
  return sum([patch.open[1], patch.close[1]]) - sum([patch.open[0], patch.close[0]]);
}

/** What the tree tells its owner while it changes. */
export interface TreeWatcher {
  /** Ids of the nodes in an element that leaves, in document order. */
  left(element: XmlElement): readonly string[];
  /** An element came in; ids are those it had before, if it had any. Answers the ids it has now. */
  came(element: XmlElement, ids: readonly string[] | undefined): readonly string[];
  /** Tag or children of an element changed. */
  touched(element: XmlElement): void;
}

function broken(): never {
  throw new AppError('INTERNAL', {}, { cause: new Error('a patch does not fit the document') });
}

/** Neighbouring texts joined and empty ones left out: the canonical form that reading the printed text would give. */
function joinTexts(pieces: readonly XmlPiece[]): XmlPiece[] {
  const joined: XmlPiece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else if (piece !== '') joined.push(piece);
  }
  return joined;
}

/** An element that was taken out and is to be put back elsewhere, with the ids of the nodes in it. */
interface Taken {
  readonly element: XmlElement;
  readonly ids: readonly string[];
}

/** Elements on their way between two places of a document, by number. Empty between two edits. */
export class Moves {
  readonly #taken = new Map<number, Taken>();
  #last = 0;

  /** Numbers an element that is about to move. */
  begin(element: XmlElement, ids: readonly string[]): number {
    this.#last += 1;
    this.#taken.set(this.#last, { element, ids });
    return this.#last;
  }
  hold(number: number, taken: Taken): void {
    this.#taken.set(number, taken);
  }
  /** The element with a number, which is put back with it. */
  release(number: number): Taken | undefined {
    const taken = this.#taken.get(number);
    this.#taken.delete(number);
    return taken;
  }
  /** Numbers count anew with each edit. */
  restart(): void {
    this.#taken.clear();
    this.#last = 0;
  }
}

/** Changes a tree and writes down each change as a patch. */
export class TreeChanger {
  readonly patches: Patch[] = [];
  readonly #root: XmlElement;
  readonly #watcher: TreeWatcher;
  readonly #moves: Moves;
  readonly #moving = new Map<XmlElement, number>();

  constructor(root: XmlElement, watcher: TreeWatcher, moves: Moves = new Moves()) {
    this.#root = root;
    this.#watcher = watcher;
    this.#moves = moves;
  }

  /** Says that an element that leaves and comes next is the same one: its text is not written down. */
  moves(element: XmlElement, ids: readonly string[]): void {
    this.#moving.set(element, this.#moves.begin(element, ids));
  }

  /** Replaces the start and end tag of an element. */
  setTag(element: XmlElement, open: string, close: string): void {
    if (element.open === open && element.close === close) return;
    this.patches.push({
      kind: 'tag',
      path: pathOf(element),
      open: [element.open, open],
      close: [element.close, close],
    });
    element.open = open;
    element.close = close;
    this.#watcher.touched(element);
  }

  /** Replaces children; texts that meet are joined, so the patch may cover a neighbour too. */
  splice(parent: XmlElement, index: number, count: number, pieces: readonly XmlPiece[]): void {
    let from = index;
    let to = index + count;
    const before = parent.children[from - 1];
    const after = parent.children[to];
    if (typeof before === 'string') from -= 1;
    if (typeof after === 'string') to += 1;
    const old = parent.children.slice(from, to);
    const fresh = joinTexts([
      typeof before === 'string' ? before : '',
      ...pieces,
      typeof after === 'string' ? after : '',
    ]);
    const path = pathOf(parent);
    const remove = old.map((piece): PatchPiece => {
      if (typeof piece === 'string') return piece;
      const number = this.#moving.get(piece);
      const ids = this.#watcher.left(piece);
      return number === undefined ? { e: printPiece(piece), ids } : { m: number };
    });
    replacePieces(parent.children, from, to - from, fresh);
    const insert = fresh.map((piece): PatchPiece => {
      if (typeof piece === 'string') return piece;
      piece.parent = parent;
      const number = this.#moving.get(piece);
      if (number === undefined) return { e: printPiece(piece), ids: this.#watcher.came(piece, undefined) };
      this.#moving.delete(piece);
      this.#watcher.came(piece, this.#moves.release(number)?.ids);
      return { m: number };
    });
    this.patches.push({ kind: 'children', path, index: from, remove, insert });
    this.#watcher.touched(parent);
  }

  /** Applies a patch as it stands. Errors: `INTERNAL` when the document is not the one the patch was made for. */
  apply(patch: Patch): void {
    const element = elementAt(this.#root, patch.path);
    if (element === undefined) broken();
    if (patch.kind === 'tag') {
      if (element.open !== patch.open[0] || element.close !== patch.close[0]) broken();
      this.setTag(element, patch.open[1], patch.close[1]);
      return;
    }
    const old = element.children.slice(patch.index, patch.index + patch.remove.length);
    const fits = old.length === patch.remove.length && old.every((piece, at) => matches(piece, patch.remove[at]));
    if (!fits) broken();
    old.forEach((piece, at) => {
      if (typeof piece === 'string') return;
      const ids = this.#watcher.left(piece);
      const from = patch.remove[at];
      if (typeof from === 'object' && 'm' in from) this.#moves.hold(from.m, { element: piece, ids });
    });
    const fresh = patch.insert.map((piece) => this.#make(piece));
    replacePieces(
      element.children,
      patch.index,
      patch.remove.length,
      fresh.map((one) => one.piece),
    );
    for (const { piece, ids } of fresh) {
      if (typeof piece === 'string') continue;
      piece.parent = element;
      this.#watcher.came(piece, ids);
    }
    this.patches.push(patch);
    this.#watcher.touched(element);
  }

  #make(from: PatchPiece): { piece: XmlPiece; ids?: readonly string[] | undefined } {
    if (typeof from === 'string') return { piece: from };
    if ('e' in from) return { piece: parseElement(from.e, 'history'), ids: from.ids };
    const taken = this.#moves.release(from.m);
    if (taken === undefined) broken();
    return { piece: taken.element, ids: taken.ids };
  }
}

/** `splice` takes what comes as parameters, of which a call has room for some ten thousand. */
function replacePieces(children: XmlPiece[], index: number, count: number, fresh: readonly XmlPiece[]): void {
  if (fresh.length <= 10_000) {
    children.splice(index, count, ...fresh);
    return;
  }
  const behind = children.splice(index, children.length - index).slice(count);
  for (const pieces of [fresh, behind]) for (const piece of pieces) children.push(piece);
}

function matches(piece: XmlPiece, expected: PatchPiece | undefined): boolean {
  if (typeof piece === 'string' || typeof expected === 'string') return piece === expected;
  if (expected === undefined) return false;
  return 'm' in expected || printPiece(piece) === expected.e;
}
