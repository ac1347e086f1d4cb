import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { copyLimits } from '#shared/model/clipboard';
import { findSecretReferences, readSecretReference, writeSecretReference } from '#shared/model/secret-reference';
import type { SequenceDialect } from '#shared/model/sequence';
import { replaceSecrets } from '../transfer/secrets.ts';
import { findSequence, hasMdtMarks } from '../transfer/sequence-element.ts';
import { parseElement, parseXmlText } from '../transfer/xml/parse.ts';
import { elementsOf, printPiece, type XmlElement } from '../transfer/xml/tree.ts';
import { kindOf, nodeChildren } from './read-node.ts';

/** Pasted steps as the document takes them in, with what the secret store needs for them. */
export interface PasteRead {
  /** Without a parent, in order; every secret in them is a reference. */
  readonly nodes: readonly XmlElement[];
  readonly secrets: readonly { readonly id: string; readonly value: string }[];
  /** References that came with the text: steps that were copied, perhaps in another sequence. */
  readonly adopted: readonly string[];
  /** The dialect that the text is written in; null where steps alone do not say it. */
  readonly dialect: SequenceDialect | null;
}

/** Reads pasted text before a document takes it in, elsewhere when it is long. */
export interface PasteReader {
  /** Steps from the clipboard. Errors: those of XML; `EDIT_INVALID`; that it ended who read it. */
  readonly steps: (xml: string) => Promise<PasteRead>;
  /** Parts of conditions that nobody here understands, each by its text. Errors: those of XML; that one ended who read it. */
  readonly conditionParts: (texts: readonly string[]) => Promise<ReadonlyMap<string, XmlElement>>;
  /** The conditions in a text, as `splitConditions` finds them. Errors: as there; that it ended who read it. */
  readonly conditions: (xml: string) => Promise<readonly string[]>;
}

/** The elements of parts of conditions by their texts. Errors: those of XML, which name the file `condition`. */
export function readConditionParts(texts: readonly string[]): Map<string, XmlElement> {
  return new Map(texts.map((text) => [text, parseElement(text, 'condition')]));
}

/** The text of a piece that a parser has passed, so that every comment in it has its end. */
function withoutComments(piece: string): string {
  const [first = '', ...after] = piece.split('<!--');
  return first + after.map((part) => part.slice(part.indexOf('-->') + 3)).join('');
}

/** In front of a text stand a mark of its encoding and a declaration, which cannot stand inside of an element. */
function parseAround(xml: string, name: string): XmlElement {
  const body = xml.replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, '').replace(/^\uFEFF/, '');
  return parseXmlText(`<${name}>${body}</${name}>`, 'clipboard').root;
}

/** True when there is text between the elements. */
function hasForeignText(root: XmlElement): boolean {
  return root.children.some((piece) => typeof piece === 'string' && withoutComments(piece).trim() !== '');
}

const documentRoots = new Set(['sequence', 'SmsTaskSequencePackage']);

/** The element whose children are the steps of a text: steps alone stand in what was put around them. */
function stepsIn(around: XmlElement): { readonly root: XmlElement; readonly dialect: SequenceDialect | null } {
  const [only, ...more] = elementsOf(around);
  if (only !== undefined && more.length === 0 && documentRoots.has(only.name) && !hasForeignText(around)) {
    const { sequence, dialect } = findSequence(only, 'clipboard');
    return { root: sequence, dialect };
  }
  return { root: around, dialect: hasMdtMarks(around) ? 'mdt' : null };
}

function nodesOf(root: XmlElement): XmlElement[] {
  const nodes = nodeChildren(root, root);
  if (nodes.length === 0 || hasForeignText(root) || nodes.some((node) => kindOf(node) === 'unknown')) {
    throw new AppError('EDIT_INVALID', { reason: reason('paste-only') });
  }
  for (const node of nodes) node.parent = null;
  return nodes;
}

/**
 * Nodes from the clipboard: groups, steps and child sequences, alone or in a whole task sequence, of which the steps
 * count and nothing around them. Errors: those of XML; `EDIT_INVALID` for anything else.
 */
export function parseNodes(xml: string): XmlElement[] {
  return nodesOf(stepsIn(parseAround(xml, 'sequence')).root);
}

/**
 * Reads pasted text: its nodes, with each clear secret replaced by a reference with a new id. A text without one keeps
 * every byte. Done in a thread for what is long (XFER-73). Errors: as `parseNodes`.
 */
export function readPaste(xml: string, newId: () => string): PasteRead {
  const { root, dialect } = stepsIn(parseAround(xml, 'sequence'));
  const secrets: { id: string; value: string }[] = [];
  replaceSecrets(root, ({ value }) => {
    if (readSecretReference(value) !== null) return value;
    const id = newId();
    secrets.push({ id, value });
    return writeSecretReference(id);
  });
  const nodes = secrets.length === 0 ? parseNodes(xml) : nodesOf(root);
  return { nodes, secrets, adopted: [...findSecretReferences(xml)], dialect };
}

const conditionElements = new Set(['operator', 'expression', 'osConditionGroup']);

/**
 * The conditions in a text, each as its own text: If statements and expressions, alone or in `condition` elements.
 * Errors: those of XML; `EDIT_INVALID` for anything else, for more than 1,000, and for one longer than 1,000,000
 * characters.
 */
export function splitConditions(xml: string): string[] {
  const around = parseAround(xml, 'conditions');
  const holders = elementsOf(around).filter(({ name }) => name === 'condition');
  const nodes = elementsOf(around).flatMap((one) => (one.name === 'condition' ? elementsOf(one) : [one]));
  const isOther = nodes.some(({ name }) => !conditionElements.has(name));
  if (nodes.length === 0 || isOther || [around, ...holders].some(hasForeignText))
    throw new AppError('EDIT_INVALID', { reason: reason('paste-conditions') });
  const { parts, partLength } = copyLimits;
  if (nodes.length > parts)
    throw new AppError('EDIT_INVALID', { reason: reason('paste-parts-most', { limit: parts }) });
  const texts = nodes.map(printPiece);
  if (texts.some(({ length }) => length > partLength))
    throw new AppError('EDIT_INVALID', { reason: reason('paste-part-longest', { limit: partLength }) });
  return texts;
}
