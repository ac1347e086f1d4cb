import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { MessageOrText } from '#shared/contract/message-shape';
import { isXmlText } from '#shared/model/xml-text';
import type { XmlElement } from './tree.ts';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Resolves the references of XML: the five names and numbers. Others stay as they are (a parsed text has none). */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Element text as the field writes it: `& < >` escaped, quotes raw. `eol` is what a line break becomes. */
export function escapeText(value: string, eol: string): string {
  const lines = value.replace(/\r\n/g, '\n');
  const escaped = lines.replace(/[&<>\r]/g, (c) =>
    c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&#xD;',
  );
  return escaped.replaceAll('\n', eol);
}

/** An attribute value without its quotes; line breaks and tabs become references, because raw ones do not survive reading. */
export function escapeAttribute(value: string, quote = '"'): string {
  return value.replace(/[&<>"'\t\n\r]/g, (c) => {
    if (c === '"') return quote === '"' ? '&quot;' : c;
    if (c === "'") return quote === "'" ? '&apos;' : c;
    if (c === '&') return '&amp;';
    if (c === '<') return '&lt;';
    if (c === '>') return '&gt;';
    return c === '\n' ? '&#xA;' : c === '\r' ? '&#xD;' : '&#x9;';
  });
}

/** Refuses a value that cannot be written. Errors: `EDIT_VALUE_INVALID`. */
export function requireXmlText(value: string, property: MessageOrText): void {
  if (!isXmlText(value)) {
    throw new AppError('EDIT_VALUE_INVALID', { property, reason: reason('control-characters') });
  }
}

/** The text of an element without its child elements: references resolved, CDATA opened, comments left out, line breaks as LF. */
export function textOf(element: XmlElement): string {
  let text = '';
  for (const piece of element.children) if (typeof piece === 'string') text += plainText(piece);
  return text;
}

/** The value of a piece of raw text. */
export function plainText(raw: string): string {
  const unified = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (!unified.includes('<')) return unescapeXml(unified);
  let text = '';
  let at = 0;
  for (const match of unified.matchAll(/<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g)) {
    text += unescapeXml(unified.slice(at, match.index)) + (match[1] ?? '');
    at = match.index + match[0].length;
  }
  return text + unescapeXml(unified.slice(at));
}

/** An attribute as it stands in a start tag. `from` is the blank before it, `to` the end of its value. */
export interface AttributeSpan {
  readonly name: string;
  readonly value: string;
  readonly quote: '"' | "'";
  readonly from: number;
  readonly valueFrom: number;
  readonly to: number;
}

const attributePattern = /\s+([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')/y;

/** The attributes of a start tag in their order. */
export function readAttributes(open: string): AttributeSpan[] {
  const spans: AttributeSpan[] = [];
  attributePattern.lastIndex = /^<[^\s/>]+/.exec(open)?.[0].length ?? 0;
  for (let from = attributePattern.lastIndex; ; from = attributePattern.lastIndex) {
    const match = attributePattern.exec(open);
    const quoted = match?.[2];
    if (match === null || quoted === undefined) return spans;
    const to = attributePattern.lastIndex;
    spans.push({
      name: match[1] ?? '',
      value: unescapeXml(quoted.slice(1, -1).replace(/\r\n?|[\n\t]/g, ' ')),
      quote: quoted.startsWith("'") ? "'" : '"',
      from,
      valueFrom: to - quoted.length,
      to,
    });
  }
}

/** The value of an attribute, or undefined. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  return readAttributes(element.open).find((span) => span.name === name)?.value;
}

/**
 * The start tag with one attribute set, or removed with null. A new one goes behind the last present attribute that
 * comes before it in `order`. Everything else stays as written.
 */
export function withAttribute(open: string, name: string, value: string | null, order: readonly string[] = []): string {
  const spans = readAttributes(open);
  const present = spans.find((span) => span.name === name);
  if (present !== undefined) {
    if (value === null) return open.slice(0, present.from) + open.slice(present.to);
    if (present.value === value) return open;
    const { quote } = present;
    return open.slice(0, present.valueFrom) + quote + escapeAttribute(value, quote) + quote + open.slice(present.to);
  }
  if (value === null) return open;
  const rank = order.indexOf(name);
  const earlier = spans.filter((span) => rank === -1 || (order.includes(span.name) && order.indexOf(span.name) < rank));
  const at = earlier.at(-1)?.to ?? /^<[^\s/>]+/.exec(open)?.[0].length ?? open.length;
  return `${open.slice(0, at)} ${name}="${escapeAttribute(value)}"${open.slice(at)}`;
}
