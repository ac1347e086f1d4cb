import type { XmlElement } from '../xml/tree.ts';
import { elementsOf, firstOf, printDocument } from '../xml/tree.ts';
import { attributeOf, escapeText, textOf } from '../xml/text.ts';
import { type WmiInstance, valueText } from './instance.ts';
import { emptyReferenceList, readReferenceList, readReferenceNames } from './references.ts';

/** Content that a sequence needs, as its export tells it (formats 1.3, 1.4). */
export interface OutgoingReference {
  /** A package ID, or the model name of an application. */
  readonly id: string;
  readonly program: string;
  readonly isApplication: boolean;
  /** What the site calls it, or empty when it does not know it. */
  readonly name: string;
  /** The field's number of the kind, as in `NamedReference`. */
  readonly packageType: number;
}

const end = '\r\n';
const mark = '\uFEFF';
const indent = '  ';
const className = 'SMS_TaskSequence_Reference';

function systemLines(name: string, type: string, value: string | null): string[] {
  const open = `<PROPERTY NAME="${name}" CLASSORIGIN="___SYSTEM" TYPE="${type}">`;
  return value === null ? [`${open}</PROPERTY>`] : [open, `  <VALUE>${value}</VALUE>`, '</PROPERTY>'];
}

function ownLines(name: string, type: string, value: string): string[] {
  return [
    `<PROPERTY NAME="${name}" CLASSORIGIN="${className}" TYPE="${type}">`,
    '  <QUALIFIER NAME="CIMTYPE" PROPAGATED="true" TYPE="string" TOINSTANCE="true">',
    `    <VALUE>${type}</VALUE>`,
    '  </QUALIFIER>',
    `  <VALUE>${valueText(value)}</VALUE>`,
    '</PROPERTY>',
  ];
}

/** One row of the array, without indentation. */
function objectLines({ id, program, isApplication }: OutgoingReference): string[] {
  const properties = [
    ...systemLines('__PATH', 'string', null),
    ...systemLines('__NAMESPACE', 'string', null),
    ...systemLines('__SERVER', 'string', null),
    '<PROPERTY.ARRAY NAME="__DERIVATION" CLASSORIGIN="___SYSTEM" TYPE="string">',
    '  <VALUE.ARRAY></VALUE.ARRAY>',
    '</PROPERTY.ARRAY>',
    ...systemLines('__PROPERTY_COUNT', 'sint32', '3'),
    ...systemLines('__RELPATH', 'string', null),
    ...systemLines('__DYNASTY', 'string', className),
    ...systemLines('__SUPERCLASS', 'string', null),
    ...systemLines('__CLASS', 'string', className),
    ...systemLines('__GENUS', 'sint32', '2'),
    ...ownLines('Package', 'string', id),
    ...ownLines('Program', 'string', isApplication ? '' : program),
    ...ownLines('Type', 'uint32', isApplication ? '1' : '0'),
  ];
  return [
    '<VALUE.OBJECT>',
    `  <INSTANCE CLASSNAME="${className}">`,
    ...properties.map((line) => indent.repeat(2) + line),
    '  </INSTANCE>',
    '</VALUE.OBJECT>',
  ];
}

/** `References` of a new object, two blanks a level as its neighbours. */
export function referenceArrayLines(references: readonly OutgoingReference[]): string[] {
  const rows = references.flatMap(objectLines).map((line) => indent.repeat(3) + line);
  return [
    `  <PROPERTY.OBJECTARRAY NAME="References" CLASSORIGIN="SMS_TaskSequencePackage" REFERENCECLASS="${className}">`,
    '    <QUALIFIER NAME="CIMTYPE" PROPAGATED="true" TYPE="string" TOINSTANCE="true">',
    `      <VALUE>object:${className}</VALUE>`,
    '    </QUALIFIER>',
    // None at all is the field's NULL.
    ...(rows.length === 0 ? [] : ['    <VALUE.OBJECTARRAY>', ...rows, '    </VALUE.OBJECTARRAY>']),
    '  </PROPERTY.OBJECTARRAY>',
  ];
}

function referencedIds(array: XmlElement): Set<string> {
  const ids = elementsOf(array, 'VALUE.OBJECT').flatMap((object) => {
    const instance = firstOf(object, 'INSTANCE');
    const named = instance && elementsOf(instance, 'PROPERTY').find((one) => attributeOf(one, 'NAME') === 'Package');
    const value = named && firstOf(named, 'VALUE');
    return value === undefined ? [] : [textOf(value)];
  });
  return new Set(ids);
}

function makeElement(name: string, parent: XmlElement): XmlElement {
  return { name, open: `<${name}>`, children: [], close: `</${name}>`, parent };
}

/**
 * Adds to an object's `References` what its sequence came to need since it was imported; the rows it has stay, byte for
 * byte, boot image included. An object without the property stays as it is (formats 1.3: rebuilt only on edits).
 */
export function addObjectReferences(instance: WmiInstance, references: readonly OutgoingReference[]): void {
  const property = elementsOf(instance.document.root, 'PROPERTY.OBJECTARRAY').find(
    (element) => attributeOf(element, 'NAME') === 'References',
  );
  if (property === undefined) return;
  const known = firstOf(property, 'VALUE.OBJECTARRAY');
  const present = known === undefined ? new Set<string>() : referencedIds(known);
  const missing = references.filter(({ id }) => !present.has(id));
  if (missing.length === 0) return;
  const array = known ?? makeElement('VALUE.OBJECTARRAY', property);
  if (known === undefined) property.children.splice(-1, 0, `${end}    `, array);
  if (array.close === '') {
    array.open = '<VALUE.OBJECTARRAY>';
    array.close = '</VALUE.OBJECTARRAY>';
  }
  const rows = missing.map((one) =>
    objectLines(one)
      .map((line) => end + indent.repeat(3) + line)
      .join(''),
  );
  // One text piece: the printed document is all that is read of it again.
  if (elementsOf(array).length > 0) array.children.splice(-1, 1, rows.join(''), `${end}    `);
  else array.children = [rows.join(''), `${end}    `];
}

function infoText(packageId: string, { id, name, program, packageType }: OutgoingReference): string {
  const property = (key: string, type: string, value: string): string[] => [
    `  <PROPERTY NAME="${key}" TYPE="${type}">`,
    `    <VALUE>${valueText(value)}</VALUE>`,
    '  </PROPERTY>',
  ];
  return [
    '<INSTANCE CLASSNAME="SMS_TaskSequenceReferencesInfo">',
    '  <PROPERTY TYPE="string" NAME="__RELPATH">',
    '    <VALUE></VALUE>',
    '  </PROPERTY>',
    ...property('PackageID', 'string', packageId),
    ...property('ProgramName', 'string', '*'),
    ...property('ReferenceDescription', 'string', ''),
    ...property('ReferenceName', 'string', name),
    ...property('ReferencePackageID', 'string', id),
    ...property('ReferencePackageType', 'uint32', String(packageType)),
    ...property('ReferenceProgramName', 'string', program === '' ? '*' : program),
    ...property('ReferenceVersion', 'string', ''),
    '</INSTANCE>',
  ].join(end);
}

/**
 * ReferencesInfo.xml with a row for each package that it does not name yet; what it holds stays, byte for byte.
 * Applications have a file of their own, which names them by numbers that only the exporting site has: it stays.
 * A text that cannot be read stays as well (XFER-24).
 */
export function addReferenceNames(
  text: string | null,
  packageId: string,
  references: readonly OutgoingReference[],
): string {
  const list = text ?? emptyReferenceList;
  const present = new Set(readReferenceNames(list, packageId).map(({ id }) => id));
  const missing = references.filter(({ id, isApplication }) => !isApplication && !present.has(id));
  if (missing.length === 0) return list;
  const document = readReferenceList(list, packageId);
  if (document === undefined) return list;
  const { root } = document;
  if (root.close === '') {
    root.open = root.open.replace(/(?<!\s)\s*\/>$/, '>');
    root.close = `</${root.name}>`;
  }
  const rows = missing.map((one) => `${end}${indent}<string>${escapeText(infoText(packageId, one), end)}</string>`);
  const hasRows = elementsOf(root).length > 0;
  if (typeof root.children.at(-1) === 'string') root.children.pop();
  root.children = [...(hasRows ? root.children : []), rows.join('') + end];
  return mark + printDocument(document);
}
