import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { TransferLimits } from '../limits.ts';
import { defaultLimits } from '../limits.ts';
import type { XmlDocument, XmlElement } from '../xml/tree.ts';
import { elementsOf, firstOf, printDocument } from '../xml/tree.ts';
import { attributeOf, unescapeXml } from '../xml/text.ts';
import { parseXmlText } from '../xml/parse.ts';

/** The WMI object of an export as text: root `INSTANCE`, one `PROPERTY` for each property of its class. */
export interface WmiInstance {
  readonly document: XmlDocument;
  readonly className: string;
}

/** Reads an object.xml. Errors: `ZIP_OBJECT_INVALID`, and those of XML. */
export function readInstance(
  text: string,
  file: string,
  place: string,
  limits: TransferLimits = defaultLimits,
): WmiInstance {
  const document = parseXmlText(text, file, limits);
  const className = document.root.name === 'INSTANCE' ? attributeOf(document.root, 'CLASSNAME') : undefined;
  if (className === undefined) {
    throw new AppError('ZIP_OBJECT_INVALID', {
      file,
      place,
      reason: reason('root-is', { root: document.root.name.slice(0, 100) }),
    });
  }
  return { document, className };
}

function findProperty(instance: WmiInstance, name: string): XmlElement | undefined {
  return elementsOf(instance.document.root, 'PROPERTY').find((element) => attributeOf(element, 'NAME') === name);
}

/** The text of a `VALUE`, every line break as it stands: CDATA opened, references resolved. */
function rawValue(element: XmlElement): string {
  let text = '';
  for (const piece of element.children) {
    if (typeof piece !== 'string') continue;
    let at = 0;
    for (const match of piece.matchAll(/<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->/g)) {
      text += unescapeXml(piece.slice(at, match.index)) + (match[1] ?? '');
      at = match.index + match[0].length;
    }
    text += unescapeXml(piece.slice(at));
  }
  return text;
}

/** A property's value: undefined when the object has no such property, null for the field's NULL (no `VALUE`). */
export function instanceValue(instance: WmiInstance, name: string): string | null | undefined {
  const property = findProperty(instance, name);
  if (property === undefined) return undefined;
  const value = firstOf(property, 'VALUE');
  return value === undefined ? null : rawValue(value);
}

/** All properties that hold one value, in the order of the object; long ones (the sequence itself) are left out. */
export function listValues(instance: WmiInstance, longest: number): { name: string; value: string }[] {
  return elementsOf(instance.document.root, 'PROPERTY').flatMap((property) => {
    const name = attributeOf(property, 'NAME');
    const value = firstOf(property, 'VALUE');
    const text = value === undefined ? '' : rawValue(value);
    return name === undefined || text === '' || text.length > longest ? [] : [{ name, value: text }];
  });
}

/** Text of a `VALUE` as the field writes it: CDATA when it has markup, else raw; a text that would end the CDATA is escaped. */
export function valueText(value: string): string {
  // The end of a CDATA section may not stand raw anywhere in a text, with or without markup (XFER-81).
  if (!/[<&]/.test(value) && !value.includes(']]>')) return value;
  if (!value.includes(']]>')) return `<![CDATA[${value}]]>`;
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Sets the value of properties that the object has; all other bytes stay. A property that it does not have is left out. */
export function withValues(instance: WmiInstance, values: Readonly<Record<string, string>>): string {
  for (const [name, value] of Object.entries(values)) {
    const property = findProperty(instance, name);
    if (property === undefined || instanceValue(instance, name) === value) continue;
    const element = firstOf(property, 'VALUE');
    if (element !== undefined) {
      element.open = '<VALUE>';
      element.children = value === '' ? [] : [valueText(value)];
      element.close = '</VALUE>';
      continue;
    }
    const made: XmlElement = {
      name: 'VALUE',
      open: '<VALUE>',
      children: value === '' ? [] : [valueText(value)],
      close: '</VALUE>',
      parent: property,
    };
    // Behind the last child, on a line of its own, as the field indents it.
    property.children.splice(property.children.length - 1, 0, '\r\n    ', made);
  }
  return printDocument(instance.document);
}
