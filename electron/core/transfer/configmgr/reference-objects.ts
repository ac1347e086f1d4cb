import { isAppError } from '#shared/contract/errors';
import {
  plainReference,
  type ReferenceFact,
  type ReferenceImage,
  referenceIdMost,
  type ReferenceKind,
  referencePartsMost,
  referenceTextMost,
} from '#shared/model/reference';
import { attributeOf, textOf } from '../xml/text.ts';
import { parseXmlText } from '../xml/parse.ts';
import type { XmlElement } from '../xml/tree.ts';
import { elementsOf, firstOf } from '../xml/tree.ts';
import { instanceValue, type WmiInstance } from './instance.ts';

/** The classes of the field whose objects steps refer to by a package ID. */
const packageClasses: Readonly<Record<string, ReferenceKind>> = {
  SMS_Package: 'package',
  SMS_DriverPackage: 'driver-package',
  SMS_ImagePackage: 'image',
  SMS_OperatingSystemInstallPackage: 'upgrade-package',
  SMS_BootImagePackage: 'boot-image',
};

/** The attribute whatever case its name has: the image tool and the field write it differently. */
function anyCase(element: XmlElement, name: string): string {
  return attributeOf(element, name) ?? attributeOf(element, name.toUpperCase()) ?? '';
}

/** The name of one image: a part of its own as the image tool writes it, or a property with a name. */
function imageName(image: XmlElement): string {
  const own = firstOf(image, 'NAME') ?? firstOf(image, 'DISPLAYNAME');
  if (own !== undefined) return textOf(own).trim();
  const named = [...elementsOf(image, 'Property'), ...elementsOf(image, 'PROPERTY')].find((property) =>
    /^(image )?name$/i.test((attributeOf(property, 'Name') ?? anyCase(property, 'name')).trim()),
  );
  return named === undefined ? '' : textOf(named).trim();
}

/**
 * The images that the description of an image file lists, by index. What cannot be read lists none: it only helps people
 * to choose (XFER-24). `text` is foreign XML under the limits of any.
 */
export function readImages(text: string): ReferenceImage[] {
  let root: XmlElement;
  try {
    ({ root } = parseXmlText(text.replace(/^\uFEFF/, ''), 'ImageProperty'));
  } catch (error) {
    if (isAppError(error) && error.code.startsWith('XML_')) return [];
    throw error;
  }
  const found = new Map<number, string>();
  for (const image of [...elementsOf(root, 'IMAGE'), ...elementsOf(root, 'Image')]) {
    const index = anyCase(image, 'index').trim();
    if (/^[1-9]\d{0,8}$/.test(index)) found.set(Number(index), imageName(image).slice(0, referenceTextMost));
  }
  return [...found]
    .sort(([a], [b]) => a - b)
    .slice(0, referencePartsMost)
    .map(([index, name]) => ({ index, name }));
}

/** What an object of an export says of itself; null for a class that no step refers to, or an object without an ID. Rule: LIB-50. */
export function readReferenceObject(instance: WmiInstance): ReferenceFact | null {
  const textOfProperty = (name: string): string => (instanceValue(instance, name) ?? '').trim();
  const short = (name: string): string => textOfProperty(name).slice(0, referenceTextMost);
  const made = (kind: ReferenceKind, id: string, name: string): ReferenceFact | null =>
    id === '' || id.length > referenceIdMost
      ? null
      : { ...plainReference(kind, id, name), manufacturer: short('Manufacturer') };
  const { className } = instance;
  if (className === 'SMS_Program') {
    const fact = made('package', textOfProperty('PackageID'), textOfProperty('PackageName'));
    const program = short('ProgramName');
    return fact === null ? null : { ...fact, manufacturer: '', programs: program === '' ? [] : [program] };
  }
  if (className === 'SMS_Application' || className === 'SMS_ApplicationLatest') {
    const fact = made('application', textOfProperty('ModelName'), textOfProperty('LocalizedDisplayName'));
    return fact === null ? null : { ...fact, version: short('SoftwareVersion') };
  }
  const kind = Object.hasOwn(packageClasses, className) ? packageClasses[className] : undefined;
  if (kind === undefined) return null;
  const fact = made(kind, textOfProperty('PackageID'), textOfProperty('Name'));
  if (fact === null) return null;
  const images = kind === 'image' || kind === 'upgrade-package' ? readImages(textOfProperty('ImageProperty')) : [];
  return { ...fact, version: short('Version') || short('ImageOSVersion'), images };
}
