import { isAppError } from '#shared/contract/errors';
import {
  packageTypeKinds,
  plainReference,
  type ReferenceFact,
  referenceIdMost,
  referenceTextMost,
} from '#shared/model/reference';
import type { XmlDocument } from '../xml/tree.ts';
import { elementsOf, firstOf } from '../xml/tree.ts';
import { attributeOf, textOf } from '../xml/text.ts';
import { parseXmlText } from '../xml/parse.ts';

/** A thing that a sequence refers to, with the name that the exporting site knew. */
export interface NamedReference {
  readonly id: string;
  readonly name: string;
  /** The field's number of the kind: 0 package, 3 driver package, 4 task sequence, 257 image, 258 boot image, 259 upgrade package. */
  readonly packageType: number | null;
  readonly version: string;
  /** The program that is run; `*` or empty for none in particular. */
  readonly program: string;
}

/** An empty list, as the field writes it beside a sequence without references. */
export const emptyReferenceList =
  '\uFEFF<ArrayOfString xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" />';

/** The document of a reference file, or undefined when it is no XML. */
export function readReferenceList(text: string, file: string): XmlDocument | undefined {
  try {
    return parseXmlText(text.replace(/^\uFEFF/, ''), file);
  } catch (error) {
    if (isAppError(error) && error.code.startsWith('XML_')) return undefined;
    throw error;
  }
}

/**
 * Names out of ReferencesInfo.xml: a list of texts, each an object of its own. What cannot be read names nothing,
 * because these files only help people to recognise an ID (XFER-24). Errors: none of the file.
 */
export function readReferenceNames(text: string, file: string): NamedReference[] {
  const root = readReferenceList(text, file)?.root;
  if (root === undefined) return [];
  return elementsOf(root, 'string').flatMap((element) => {
    const inner = readReferenceList(textOf(element), file)?.root;
    if (inner === undefined) return [];
    const values = new Map<string, string>();
    for (const property of elementsOf(inner, 'PROPERTY')) {
      const value = firstOf(property, 'VALUE');
      const name = attributeOf(property, 'NAME');
      if (name !== undefined && value !== undefined) values.set(name, textOf(value));
    }
    const id = values.get('ReferencePackageID') ?? values.get('RefAppModelName');
    if (id === undefined) return [];
    const kind = values.get('ReferencePackageType');
    return [
      {
        id,
        name: values.get('ReferenceName') ?? '',
        packageType: kind === undefined ? null : Number(kind),
        version: values.get('ReferenceVersion') ?? '',
        program: values.get('ReferenceProgramName') ?? '',
      },
    ];
  });
}

/** What the two reference files beside a sequence tell of the things that it needs. Rule: LIB-50. */
export function readReferenceFacts(texts: readonly string[], file: string): ReferenceFact[] {
  return texts
    .flatMap((text) => readReferenceNames(text, file))
    .flatMap(({ id, name, packageType, version, program }) => {
      const kind = packageType === null ? 'application' : packageTypeKinds[packageType];
      if (kind === undefined || id === '' || id.length > referenceIdMost) return [];
      const programs = program === '' || program === '*' ? [] : [program.slice(0, referenceTextMost)];
      return [{ ...plainReference(kind, id, name), version: version.slice(0, referenceTextMost), programs }];
    });
}
