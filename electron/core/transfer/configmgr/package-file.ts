import { toXmlText } from '#shared/model/xml-text';
import { parseXmlText } from '../xml/parse.ts';
import { escapeText, textOf } from '../xml/text.ts';
import type { XmlElement } from '../xml/tree.ts';
import { elementsOf, firstOf, printDocument } from '../xml/tree.ts';
import { packageProperties } from './package-properties.ts';

/** What a file with the root `SmsTaskSequencePackage` says about its sequence (formats 2.1). */
export interface PackageFacts {
  readonly name: string;
  readonly description: string;
  readonly properties: Readonly<Record<string, string>>;
}

const wrapper = 'SmsTaskSequencePackage';
const known = new Set(packageProperties.map(({ name }) => name));

/** Name, description and properties of such a file; undefined for every other one. Rule: XFER-105. */
export function readPackageFacts(root: XmlElement): PackageFacts | undefined {
  if (root.name !== wrapper) return undefined;
  const values = elementsOf(root)
    .filter(({ name }) => known.has(name))
    .filter((element) => elementsOf(element).length === 0 && textOf(element) !== '')
    .map((element) => [element.name, textOf(element)] as const);
  const { Name: name = '', Description: description = '', ...properties } = Object.fromEntries(values.reverse());
  return { name, description, properties };
}

function setText(element: XmlElement | undefined, value: string): boolean {
  if (element === undefined || elementsOf(element).length > 0 || textOf(element) === value) return false;
  element.open = element.close === '' ? element.open.replace(/(?<!\s)\s*\/>$/, '>') : element.open;
  element.close = `</${element.name}>`;
  element.children = value === '' ? [] : [escapeText(toXmlText(value), '\r\n')];
  return true;
}

/**
 * Such a file with the name and description that its sequence has by now; every other byte stays, and so does every
 * other text. Rule: XFER-105.
 */
export function withPackageNames(text: string, file: string, given: { name: string; description: string }): string {
  if (!text.includes(`<${wrapper}`)) return text;
  const document = parseXmlText(text, file);
  if (document.root.name !== wrapper) return text;
  const changed = [
    setText(firstOf(document.root, 'Name'), given.name),
    setText(firstOf(document.root, 'Description'), given.description),
  ];
  return changed.includes(true) ? printDocument(document) : text;
}
