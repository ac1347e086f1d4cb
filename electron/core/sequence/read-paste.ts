import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { findSecretReferences, readSecretReference, writeSecretReference } from '#shared/model/secret-reference';
import { replaceSecrets } from '../transfer/secrets.ts';
import { parseElement, parseXmlText } from '../transfer/xml/parse.ts';
import { elementsOf, type XmlElement } from '../transfer/xml/tree.ts';
import { kindOf } from './read-node.ts';

/** Pasted steps as the document takes them in, with what the secret store needs for them. */
export interface PasteRead {
  /** Without a parent, in order; every secret in them is a reference. */
  readonly nodes: readonly XmlElement[];
  readonly secrets: readonly { readonly id: string; readonly value: string }[];
  /** References that came with the text: steps that were copied, perhaps in another sequence. */
  readonly adopted: readonly string[];
}

/** Reads pasted text before a document takes it in, elsewhere when it is long. */
export interface PasteReader {
  /** Steps from the clipboard. Errors: those of XML; `EDIT_INVALID`; that it ended who read it. */
  readonly steps: (xml: string) => Promise<PasteRead>;
  /** Parts of conditions that nobody here understands, each by its text. Errors: those of XML; that one ended who read it. */
  readonly conditionParts: (texts: readonly string[]) => Promise<ReadonlyMap<string, XmlElement>>;
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

function parseAround(xml: string): XmlElement {
  const body = xml.replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, '');
  return parseXmlText(`<sequence>${body}</sequence>`, 'clipboard').root;
}

function nodesOf(root: XmlElement): XmlElement[] {
  const nodes = elementsOf(root);
  const isForeign = root.children.some((piece) => typeof piece === 'string' && withoutComments(piece).trim() !== '');
  if (nodes.length === 0 || isForeign || nodes.some((node) => kindOf(node) === 'unknown')) {
    throw new AppError('EDIT_INVALID', { reason: reason('paste-only') });
  }
  for (const node of nodes) node.parent = null;
  return nodes;
}

/** Nodes from the clipboard: groups, steps and child sequences. Errors: those of XML; `EDIT_INVALID` for anything else. */
export function parseNodes(xml: string): XmlElement[] {
  return nodesOf(parseAround(xml));
}

/**
 * Reads pasted text: its nodes, with each clear secret replaced by a reference with a new id. A text without one keeps
 * every byte. Done in a thread for what is long (XFER-73). Errors: as `parseNodes`.
 */
export function readPaste(xml: string, newId: () => string): PasteRead {
  const root = parseAround(xml);
  const secrets: { id: string; value: string }[] = [];
  replaceSecrets(root, ({ value }) => {
    if (readSecretReference(value) !== null) return value;
    const id = newId();
    secrets.push({ id, value });
    return writeSecretReference(id);
  });
  const nodes = secrets.length === 0 ? parseNodes(xml) : nodesOf(root);
  return { nodes, secrets, adopted: [...findSecretReferences(xml)] };
}
