import { parseXml, XmlElement as ParsedElement, XmlError } from '@rgrove/parse-xml';
import { AppError } from '#shared/contract/errors';
import type { TransferLimits } from '../limits.ts';
import { defaultLimits } from '../limits.ts';
import { findPlace, placeOf } from './decode.ts';
import type { XmlDocument, XmlElement } from './tree.ts';
import { printDocument } from './tree.ts';

/** Tokens that matter for depth: comments, CDATA, instructions, DOCTYPE, end tags and start tags with their quotes. */
const tokens =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|(<!DOCTYPE)|(<\/)|<[A-Za-z_:\u0080-\uFFFF](?:[^<>"']|"[^"]*"|'[^']*')*(\/?)>/gi;

/**
 * Looks over a text before it is parsed, so that the parser never meets something that could hurt it.
 * Errors: `XML_DOCTYPE`, `XML_TOO_DEEP`, `XML_TOO_MANY_NODES`, each with line and column.
 */
export function guardXml(text: string, file: string, limits: TransferLimits): void {
  let depth = 0;
  let count = 0;
  for (const match of text.matchAll(tokens)) {
    const token = match[0];
    if (match[1] !== undefined) throw new AppError('XML_DOCTYPE', { file, ...findPlace(text, match.index) });
    if (match[2] !== undefined) {
      depth -= 1;
      continue;
    }
    if (token.startsWith('<!') || token.startsWith('<?')) continue;
    count += 1;
    if (count > limits.xmlElements) {
      throw new AppError('XML_TOO_MANY_NODES', { file, limit: limits.xmlElements, ...findPlace(text, match.index) });
    }
    if (token.length > limits.xmlAttributes * 4 && (token.match(/=\s*["']/g)?.length ?? 0) > limits.xmlAttributes) {
      throw new AppError('XML_TOO_MANY_NODES', { file, limit: limits.xmlAttributes, ...findPlace(text, match.index) });
    }
    if (token.endsWith('/>')) continue;
    depth += 1;
    if (depth > limits.xmlDepth) {
      throw new AppError('XML_TOO_DEEP', { file, limit: limits.xmlDepth, ...findPlace(text, match.index) });
    }
  }
}

function endOfStartTag(text: string, start: number): number {
  let quote = '';
  for (let at = start; at < text.length; at += 1) {
    const c = text[at] ?? '';
    if (quote !== '') {
      if (c === quote) quote = '';
    } else if (c === '"' || c === "'") quote = c;
    else if (c === '>') return at + 1;
  }
  return text.length;
}

function buildElement(text: string, parsed: ParsedElement, parent: XmlElement | null): XmlElement {
  const openEnd = endOfStartTag(text, parsed.start);
  const isSelfClosed = text[openEnd - 2] === '/';
  const closeStart = isSelfClosed ? openEnd : text.lastIndexOf('</', parsed.end - 1);
  const element: XmlElement = {
    name: parsed.name,
    open: text.slice(parsed.start, openEnd),
    children: [],
    close: text.slice(closeStart, parsed.end),
    parent,
  };
  let at = openEnd;
  for (const child of parsed.children) {
    if (!(child instanceof ParsedElement)) continue;
    if (child.start > at) element.children.push(text.slice(at, child.start));
    element.children.push(buildElement(text, child, element));
    at = child.end;
  }
  if (closeStart > at) element.children.push(text.slice(at, closeStart));
  return element;
}

/**
 * Parses an XML text into the lossless tree; printing it gives the very text.
 * Errors: `XML_MALFORMED` (line, column, reason), `XML_DOCTYPE`, `XML_TOO_DEEP`, `XML_TOO_MANY_NODES`.
 */
export function parseXmlText(text: string, file: string, limits: TransferLimits = defaultLimits): XmlDocument {
  guardXml(text, file, limits);
  let parsed;
  try {
    parsed = parseXml(text, { includeOffsets: true, preserveCdata: true, preserveComments: true });
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const reason = error.message.split(' (line')[0]?.split('\n')[0] ?? '';
    throw new AppError(
      'XML_MALFORMED',
      { file, ...placeOf(error.line, error.column), reason: reason.slice(0, 200) },
      { cause: error },
    );
  }
  const { root } = parsed;
  if (root === null) throw new AppError('XML_MALFORMED', { file, ...placeOf(1, 1), reason: 'no root element' });
  const document = {
    prolog: text.slice(0, root.start),
    root: buildElement(text, root, null),
    epilog: text.slice(root.end),
  };
  if (printDocument(document) !== text)
    throw new AppError('INTERNAL', { file, reason: 'the tree does not print its text' });
  return document;
}

/** Parses one element that stands alone, as it comes back from an undo or the clipboard. Errors as `parseXmlText`. */
export function parseElement(raw: string, file: string, limits: TransferLimits = defaultLimits): XmlElement {
  return parseXmlText(raw, file, limits).root;
}
