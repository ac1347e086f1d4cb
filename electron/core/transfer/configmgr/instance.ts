import { AppError } from '#shared/contract/errors';
import type { TransferLimits } from '../limits.ts';
import { defaultLimits } from '../limits.ts';
import { parseXmlText } from '../xml/parse.ts';
import type { XmlDocument, XmlElement } from '../xml/tree.ts';
import { elementsOf, firstOf, printDocument } from '../xml/tree.ts';
import { attributeOf, unescapeXml } from '../xml/text.ts';

/** The text of a value with its line breaks as they are: CDATA opened or references resolved (formats 1.3). */
export function rawValue(element: XmlElement): string {
  const raw = element.children.filter((piece): piece is string => typeof piece === 'string').join('');
  let text = '';
  let at = 0;
  for (const match of raw.matchAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g)) {
    text += unescapeXml(raw.slice(at, match.index)) + (match[1] ?? '');
    at = match.index + match[0].length;
  }
  return text + unescapeXml(raw.slice(at));
}

/** A value as the field writes it: CDATA when it holds `<` or `&`, else raw. `]]>` is split between two sections. */
export function writeValue(value: string): string {
  if (!/[<&]/.test(value) && !value.includes(']]>')) return value;
  return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

/** A WMI object as text (`INSTANCE`), kept whole; only the values that are set change. */
export class WmiInstance {
  readonly className: string;
  readonly #document: XmlDocument;
  readonly #properties = new Map<string, XmlElement>();

  /** Errors: those of `parseXmlText`, `ZIP_OBJECT_INVALID` when it is no instance. */
  constructor(text: string, file: string, limits: TransferLimits = defaultLimits) {
    this.#document = parseXmlText(text, file, limits);
    const { root } = this.#document;
    if (root.name !== 'INSTANCE')
      throw new AppError('ZIP_OBJECT_INVALID', {
        entry: file,
        reason: `<${root.name.slice(0, 60)}> instead of INSTANCE`,
      });
    this.className = attributeOf(root, 'CLASSNAME') ?? '';
    for (const element of elementsOf(root)) {
      const name = attributeOf(element, 'NAME');
      if (element.name.startsWith('PROPERTY') && name !== undefined) this.#properties.set(name.toLowerCase(), element);
    }
  }

  /** The text, unchanged where nothing was set. */
  print(): string {
    return printDocument(this.#document);
  }

  /** A single value: null when the property is NULL, undefined when the object has no such property. */
  read(name: string): string | null | undefined {
    const property = this.#properties.get(name.toLowerCase());
    if (property === undefined) return undefined;
    const value = firstOf(property, 'VALUE');
    return value === undefined ? null : rawValue(value);
  }

  /** Values of all single properties that are not NULL. */
  values(): Record<string, string> {
    const values: Record<string, string> = {};
    for (const property of this.#properties.values()) {
      const value = firstOf(property, 'VALUE');
      if (value !== undefined) values[attributeOf(property, 'NAME') ?? ''] = rawValue(value);
    }
    return values;
  }

  /** Sets a single value; null makes it NULL. A property that the object does not have stays absent. */
  write(name: string, value: string | null): void {
    const property = this.#properties.get(name.toLowerCase());
    if (property === undefined || this.read(name) === value) return;
    const present = firstOf(property, 'VALUE');
    if (value === null) {
      const at = present === undefined ? -1 : property.children.indexOf(present);
      const space = property.children[at - 1];
      if (at !== -1)
        property.children.splice(typeof space === 'string' ? at - 1 : at, typeof space === 'string' ? 2 : 1);
      return;
    }
    if (present !== undefined) {
      present.children = [writeValue(value)];
      if (present.close === '') Object.assign(present, { open: '<VALUE>', close: '</VALUE>' });
      return;
    }
    const fresh: XmlElement = {
      name: 'VALUE',
      open: '<VALUE>',
      children: [writeValue(value)],
      close: '</VALUE>',
      parent: property,
    };
    const last = property.children.at(-1);
    if (typeof last === 'string') property.children.splice(-1, 1, '\r\n    ', fresh, last);
    else property.children.push(fresh);
  }
}
