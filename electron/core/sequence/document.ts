import { AppError } from '#shared/contract/errors';
import type { Edit } from '#shared/model/edit';
import { findOrderSplices, type OutlinePatch, type OutlineRow } from '#shared/model/outline';
import type { NodeDetail, SequenceDialect, SequenceModel, SequenceNode } from '#shared/model/sequence';
import { parseXmlText } from '../transfer/xml/parse.ts';
import type { TransferLimits } from '../transfer/limits.ts';
import { defaultLimits } from '../transfer/limits.ts';
import type { XmlDocument, XmlElement } from '../transfer/xml/tree.ts';
import { firstOf, printDocument, printPiece } from '../transfer/xml/tree.ts';
import { attributeOf } from '../transfer/xml/text.ts';
import { findSequence } from '../transfer/sequence-element.ts';
import { applyEdit } from './edits/apply-edit.ts';
import type { EditContext } from './edits/edit-context.ts';
import type { Layout } from './layout.ts';
import { dialectOf } from './dialects/dialects.ts';
import { findLayout } from './layout.ts';
import type { Patch } from './patch.ts';
import { invertPatches, Moves, patchGrowth, TreeChanger } from './patch.ts';
import { findByKey } from './read-condition.ts';
import { demandReadable } from './readable.ts';
import { conditionOf, isNode, nodeChildren, readDetail, readReferences, readRow } from './read-node.ts';
import { readVariables } from '../transfer/variables.ts';

/** What an edit did: the patches in the order in which to apply them, the rows, what to select. */
export interface EditOutcome {
  readonly patches: readonly Patch[];
  readonly outline: OutlinePatch;
  /** Nodes that came, moved or were changed in any part, those of the rows in `outline.changed` among them. */
  readonly touched: readonly string[];
  readonly select: readonly string[];
}

function isSameRow(a: OutlineRow, b: OutlineRow): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof OutlineRow>;
  return [...keys].every((key) => a[key] === b[key]);
}

/**
 * A task sequence that is open: its source as a lossless tree, its nodes by id, and its rows.
 * Not for two callers at a time. Rules DOC-1 … in SPEC.md.
 */
export class SequenceDocument {
  readonly dialect: SequenceDialect;
  readonly #file: string;
  readonly #limits: TransferLimits;
  readonly #document: XmlDocument;
  readonly #sequence: XmlElement;
  readonly #layout: Layout;
  readonly #elements = new Map<string, XmlElement>();
  readonly #ids = new WeakMap<XmlElement, string>();
  readonly #rows = new Map<string, OutlineRow>();
  #order: string[] = [];
  #nextId = 1;
  #sizeBytes: number;
  readonly #moves = new Moves();
  #dirty = new Set<XmlElement>();
  #isReshaped = false;
  /** Nodes that came in since the rows were last brought up to date: what undo and redo brought back or moved. */
  #arrived: string[] = [];
  /** Elements of any kind that came in or moved with the edit that is being made. */
  #came: XmlElement[] = [];

  /** Errors: as `parseXmlText`, `XML_NOT_A_SEQUENCE`, `SEQUENCE_TOO_LARGE`. */
  constructor(text: string, file = 'task sequence', limits: TransferLimits = defaultLimits) {
    this.#file = file;
    this.#limits = limits;
    this.#sizeBytes = Buffer.byteLength(text);
    if (this.#sizeBytes > limits.sequenceBytes) {
      throw new AppError('SEQUENCE_TOO_LARGE', { file, actual: this.#sizeBytes, limit: limits.sequenceBytes });
    }
    this.#document = parseXmlText(text, file, limits);
    const found = findSequence(this.#document.root, file);
    this.#sequence = found.sequence;
    this.dialect = found.dialect;
    this.#layout = findLayout(text, found.sequence, dialectOf(found.dialect));
    this.#come(this.#sequence, undefined);
    this.#refresh();
  }

  /** The root of the text: the sequence itself, or what a file of the field wraps around it. To be read only. */
  get root(): XmlElement {
    return this.#document.root;
  }

  /** Size of the text in UTF-8. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** The whole text; untouched parts are the bytes that came in. */
  print(): string {
    return printDocument(this.#document);
  }

  /** The rows in document order. */
  rows(): OutlineRow[] {
    return this.#order.flatMap((id) => this.#rows.get(id) ?? []);
  }

  has(id: string): boolean {
    return this.#elements.has(id);
  }

  /** The row of a node, or undefined. */
  row(id: string): OutlineRow | undefined {
    return this.#rows.get(id);
  }

  /** A node without its children. Errors: `EDIT_TARGET_MISSING`. */
  node(id: string): NodeDetail {
    return readDetail(this.#element(id), id, this.#layout.dialect);
  }

  /** The XML text of nodes, as the clipboard holds it; in document order, nested ones once. Errors: `EDIT_TARGET_MISSING`. */
  copy(ids: readonly string[]): string {
    for (const id of ids) this.#element(id);
    const wanted = new Set(ids);
    return this.#order
      .filter((id) => wanted.has(id) && !this.#hasAncestorIn(id, wanted))
      .map((id) => printPiece(this.#element(id)))
      .join(this.#layout.indent === null ? '' : this.#layout.eol);
  }

  /** The text of a row without the rows below it. Errors: `EDIT_TARGET_MISSING`. */
  ownText(id: string): string {
    return this.#textAround(this.#element(id));
  }

  /** The text of the document without its rows: references, values for all steps, what stands around. */
  frameText(): string {
    return this.#document.prolog + this.#textAround(this.#sequence);
  }

  #textAround(element: XmlElement): string {
    const pieces = element.children.filter((piece) => typeof piece === 'string' || !isNode(piece, this.#sequence));
    // White space between rows comes and goes with them.
    const inner = pieces.map((piece) => (typeof piece === 'string' ? piece.trim() : printPiece(piece)));
    return element.open + inner.join('') + element.close;
  }

  /** The XML of parts of a condition by their keys, for the clipboard. Errors: `EDIT_TARGET_MISSING`. */
  copyCondition(id: string, keys: readonly string[]): string[] {
    const condition = conditionOf(this.#element(id));
    return keys.map((key) => {
      const found = condition === undefined ? undefined : findByKey(condition, key);
      if (found === undefined) throw new AppError('EDIT_TARGET_MISSING', { id });
      return printPiece(found);
    });
  }

  /** The whole sequence as data. */
  model(): SequenceModel {
    const read = (element: XmlElement): SequenceNode => ({
      ...readDetail(element, this.#ids.get(element) ?? '', this.#layout.dialect),
      children: nodeChildren(element, this.#sequence).map(read),
    });
    return {
      dialect: this.dialect,
      version: attributeOf(this.#sequence, 'version') ?? '',
      name: attributeOf(this.#sequence, 'name') ?? null,
      description: attributeOf(this.#sequence, 'description') ?? null,
      references: readReferences(this.#sequence),
      globalVariables: readVariables(firstOf(this.#sequence, 'globalVarList')),
      nodes: nodeChildren(this.#sequence, this.#sequence).map(read),
    };
  }

  /**
   * Applies one edit; nothing changes when it is refused.
   * Errors: `EDIT_TARGET_MISSING`, `EDIT_INVALID`, `EDIT_VALUE_INVALID` (property, reason), `SEQUENCE_TOO_LARGE`, and
   * those of XML for pasted text.
   */
  apply(edit: Edit): EditOutcome {
    this.#moves.restart();
    this.#arrived = [];
    this.#came = [];
    const changer = this.#changer();
    const context: EditContext = {
      sequence: this.#sequence,
      layout: this.#layout,
      changer,
      element: (id) => this.#element(id),
      idsOf: (element) => this.#idsIn(element),
      idOf: (element) => this.#ids.get(element),
    };
    let select: readonly XmlElement[];
    try {
      select = applyEdit(context, edit);
      this.#demandReadable(changer.patches);
    } catch (error) {
      for (const patch of changer.patches) this.#sizeBytes += patchGrowth(patch);
      this.applyPatches(invertPatches(changer.patches));
      throw error;
    }
    return this.#finish(
      changer.patches,
      select.flatMap((element) => this.#ids.get(element) ?? []),
    );
  }

  #demandReadable(patches: readonly Patch[]): void {
    const growth = patches.reduce((sum, patch) => sum + patchGrowth(patch), 0);
    // What an earlier version let grow too far may be made smaller.
    const sizeBytes = growth > 0 ? this.#sizeBytes + growth : 0;
    demandReadable({ root: this.#document.root, file: this.#file, sizeBytes, came: this.#came }, this.#limits);
  }

  /** Applies patches as they stand (undo, redo, restoring), all or none. Errors: `INTERNAL` when they do not fit. */
  applyPatches(patches: readonly Patch[]): EditOutcome {
    const before = this.#order;
    const changer = this.#changer();
    this.#arrived = [];
    this.#applyOrNone(changer, patches);
    const arrived = new Set(this.#arrived.filter((id) => this.#elements.has(id)));
    if (!this.#isReshaped) {
      // By the elements, not by the paths of the patches: these count places of the document in between.
      const touched = new Set([...this.#dirty].map((element) => this.#ids.get(element)));
      return this.#finish(changer.patches, touched.size < 2 ? [] : before.filter((id) => touched.has(id)));
    }
    const besideGone = this.#findBesideGone(before);
    const outcome = this.#finish(changer.patches, []);
    const tops = this.#order.filter((id) => arrived.has(id) && !this.#hasAncestorIn(id, arrived));
    return { ...outcome, select: tops.length > 0 ? tops : besideGone() };
  }

  /** A list that does not fit in the middle is taken back to its beginning. */
  #applyOrNone(changer: TreeChanger, patches: readonly Patch[]): void {
    try {
      for (const patch of patches) changer.apply(patch);
    } catch (error) {
      for (const patch of invertPatches(changer.patches)) changer.apply(patch);
      this.#refresh();
      throw error;
    }
  }

  /** Looks up the row in the place of rows that go: the sibling after them, else the one before, else the group. */
  #findBesideGone(before: readonly string[]): () => string[] {
    const at = before.findIndex((id) => !this.#elements.has(id));
    const parentId = this.#rows.get(before[at] ?? '')?.parentId;
    return () => {
      if (parentId === undefined) return [];
      const isSibling = (id: string) => this.#rows.get(id)?.parentId === parentId;
      const found = before.slice(at).find(isSibling) ?? before.slice(0, at).findLast(isSibling) ?? parentId;
      return found === null ? [] : [found];
    };
  }

  #finish(patches: readonly Patch[], select: readonly string[]): EditOutcome {
    for (const patch of patches) this.#sizeBytes += patchGrowth(patch);
    const touched = [...this.#dirty].flatMap((element) => this.#ids.get(element) ?? []);
    const outline = this.#refresh();
    const first = outline.changed[0]?.id ?? touched[0];
    const fallback = first === undefined ? [] : [first];
    return { patches, outline, touched, select: select.length > 0 ? select : fallback };
  }

  #changer(): TreeChanger {
    return new TreeChanger(this.#document.root, {
      left: (element) => this.#leave(element),
      came: (element, ids) => {
        this.#came.push(element);
        return this.#come(element, ids);
      },
      touched: (element) => {
        const node = this.#nodeAround(element);
        if (node !== undefined) this.#dirty.add(node);
      },
    });
  }

  #element(id: string): XmlElement {
    const element = this.#elements.get(id);
    if (element === undefined) throw new AppError('EDIT_TARGET_MISSING', { id });
    return element;
  }

  #hasAncestorIn(id: string, wanted: ReadonlySet<string>): boolean {
    for (let at = this.#rows.get(id)?.parentId ?? null; at !== null; at = this.#rows.get(at)?.parentId ?? null) {
      if (wanted.has(at)) return true;
    }
    return false;
  }

  #nodeAround(element: XmlElement): XmlElement | undefined {
    for (let at: XmlElement | null = element; at !== null; at = at.parent) if (this.#ids.has(at)) return at;
    return undefined;
  }

  /** Nodes at and below an element, in document order. */
  #nodesIn(element: XmlElement): XmlElement[] {
    const own = isNode(element, this.#sequence) || this.#ids.has(element) ? [element] : [];
    return [...own, ...nodeChildren(element, this.#sequence).flatMap((child) => this.#nodesIn(child))];
  }

  #idsIn(element: XmlElement): string[] {
    return this.#nodesIn(element).flatMap((node) => this.#ids.get(node) ?? []);
  }

  #leave(element: XmlElement): string[] {
    const nodes = this.#nodesIn(element).filter((node) => this.#ids.has(node));
    if (nodes.length > 0) this.#isReshaped = true;
    return nodes.flatMap((node) => {
      const id = this.#ids.get(node);
      if (id === undefined) return [];
      this.#ids.delete(node);
      this.#elements.delete(id);
      return [id];
    });
  }

  #come(element: XmlElement, ids: readonly string[] | undefined): string[] {
    const nodes = this.#nodesIn(element);
    const fits = ids?.length === nodes.length && ids.every((id) => !this.#elements.has(id));
    if (nodes.length > 0) this.#isReshaped = true;
    return nodes.map((node, at) => {
      const known = fits ? ids[at] : undefined;
      const id = known ?? `n${String(this.#nextId++)}`;
      // Ids come back from a stored history: those that are given out from now on must not meet them.
      if (known !== undefined) this.#nextId = Math.max(this.#nextId, Number(known.slice(1)) + 1);
      this.#ids.set(node, id);
      this.#elements.set(id, node);
      this.#dirty.add(node);
      this.#arrived.push(id);
      return id;
    });
  }

  /** Brings the rows up to date: only changed ones are read again, and the order only when nodes came, left or moved. */
  #refresh(): OutlinePatch {
    const changed: OutlineRow[] = [];
    const dirty = this.#dirty;
    this.#dirty = new Set();
    const reshaped = this.#isReshaped;
    this.#isReshaped = false;
    if (!reshaped) {
      for (const element of dirty) {
        const id = this.#ids.get(element);
        const old = id === undefined ? undefined : this.#rows.get(id);
        if (id === undefined || old === undefined) continue;
        this.#keep(readRow(element, id, old.parentId, old.depth), changed);
      }
      return { changed, removed: [], order: [] };
    }
    const order: string[] = [];
    const visit = (element: XmlElement, parentId: string | null, depth: number): void => {
      for (const node of nodeChildren(element, this.#sequence)) {
        const id = this.#ids.get(node);
        if (id === undefined) continue;
        const old = this.#rows.get(id);
        order.push(id);
        if (old === undefined || dirty.has(node)) this.#keep(readRow(node, id, parentId, depth), changed);
        else if (old.parentId !== parentId || old.depth !== depth) this.#keep({ ...old, parentId, depth }, changed);
        visit(node, id, depth + 1);
      }
    };
    visit(this.#sequence, null, 0);
    const removed = this.#order.filter((id) => !this.#elements.has(id));
    for (const id of removed) this.#rows.delete(id);
    const splices = findOrderSplices(this.#order, order, new Set(this.#arrived));
    this.#order = order;
    return { changed, removed, order: splices };
  }

  /** A row that reads as before is a new object, for what hangs on it is not as before, and is not told. */
  #keep(row: OutlineRow, changed: OutlineRow[]): void {
    const old = this.#rows.get(row.id);
    this.#rows.set(row.id, row);
    if (old === undefined || !isSameRow(old, row)) changed.push(row);
  }
}
