import { foreignReason } from '../../ports/system-reason.ts';
import { parseXml, XmlElement as ParsedElement, XmlError } from '@rgrove/parse-xml';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { TransferLimits } from '../limits.ts';
import { defaultLimits } from '../limits.ts';
import { findPlace, placeOf } from './decode.ts';
import { refuseOtherText } from './other-text.ts';
import { scanXml } from './scan.ts';
import type { XmlDocument, XmlElement } from './tree.ts';
import { printDocument } from './tree.ts';

/** Where a section that begins at `at` ends; the end of the text when it never does. */
function endOf(text: string, at: number, mark: string): number {
  const end = text.indexOf(mark, at);
  return end === -1 ? text.length : end + mark.length;
}

/** Where a comment, CDATA section or processing instruction at `at` ends, or -1 when none begins there. */
function endOfSection(text: string, at: number): number {
  if (text.startsWith('<!--', at)) return endOf(text, at + 4, '-->');
  if (text.startsWith('<![CDATA[', at)) return endOf(text, at + 9, ']]>');
  return text.startsWith('<?', at) ? endOf(text, at + 2, '?>') : -1;
}

/** The end of a start tag and how many values in quotes it has; the end of the text when it never ends. */
function measureStartTag(text: string, start: number): { end: number; values: number } {
  const quotes = /["'<>]/g;
  let values = 0;
  quotes.lastIndex = start + 1;
  for (let found = quotes.exec(text); found !== null; found = quotes.exec(text)) {
    if (found[0] === '>' || found[0] === '<') return { end: found.index + (found[0] === '>' ? 1 : 0), values };
    values += 1;
    const close = text.indexOf(found[0], found.index + 1);
    if (close === -1) break;
    quotes.lastIndex = close + 1;
  }
  return { end: text.length, values };
}

/**
 * Looks over a text before the parser sees it, so that the parser never meets something that could hurt it. One pass.
 * Errors: `XML_DOCTYPE`, `XML_TOO_DEEP`, `XML_TOO_MANY_NODES`, each with line and column.
 */
function guardXml(text: string, file: string, limits: TransferLimits): void {
  const refuse = (code: 'XML_TOO_DEEP' | 'XML_TOO_MANY_NODES', limit: number, at: number): never => {
    throw new AppError(code, { file, limit, ...findPlace(text, at) });
  };
  let depth = 0;
  let count = 0;
  for (let at = text.indexOf('<'); at !== -1;) {
    const section = endOfSection(text, at);
    let end = section;
    if (section === -1 && text.startsWith('</', at)) {
      depth -= 1;
      end = at + 2;
    } else if (section === -1) {
      if (/^<!DOCTYPE/i.test(text.slice(at, at + 9)))
        throw new AppError('XML_DOCTYPE', { file, ...findPlace(text, at) });
      const tag = measureStartTag(text, at);
      end = Math.max(tag.end, at + 1);
      count += 1;
      if (count > limits.xmlElements) refuse('XML_TOO_MANY_NODES', limits.xmlElements, at);
      if (tag.values > limits.xmlAttributes) refuse('XML_TOO_MANY_NODES', limits.xmlAttributes, at);
      if (text[end - 2] !== '/' || text[end - 1] !== '>') depth += 1;
      if (depth > limits.xmlDepth) refuse('XML_TOO_DEEP', limits.xmlDepth, at);
    }
    at = text.indexOf('<', end);
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
 * Errors: `XML_MALFORMED` (line, column, reason), `XML_NONE`, `XML_DOCTYPE`, `XML_TOO_DEEP`, `XML_TOO_MANY_NODES`.
 */
export function parseXmlText(text: string, file: string, limits: TransferLimits = defaultLimits): XmlDocument {
  const scanned = scanXml(text, file, limits);
  if (scanned !== null) return scanned;
  guardXml(text, file, limits);
  let parsed;
  try {
    parsed = parseXml(text, { includeOffsets: true, preserveCdata: true, preserveComments: true });
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    // Somebody's notes: no correction at a place makes XML of them.
    refuseOtherText(text, file);
    const said = error.message.split(' (line')[0]?.split('\n')[0] ?? '';
    throw new AppError(
      'XML_MALFORMED',
      { file, ...placeOf(error.line, error.column), reason: foreignReason(said.slice(0, 200)) },
      { cause: error },
    );
  }
  const { root } = parsed;
  if (root === null) throw new AppError('XML_MALFORMED', { file, ...placeOf(1, 1), reason: reason('no-root') });
  const document = {
    prolog: text.slice(0, root.start),
    root: buildElement(text, root, null),
    epilog: text.slice(root.end),
  };
  if (printDocument(document) !== text)
    throw new AppError('INTERNAL', { file }, { cause: new Error('the tree does not print its text') });
  return document;
}

/** Parses one element that stands alone, as it comes back from an undo or the clipboard. Errors as `parseXmlText`. */
export function parseElement(raw: string, file: string, limits: TransferLimits = defaultLimits): XmlElement {
  return parseXmlText(raw, file, limits).root;
}
