import { z } from 'zod';
import { AppError, isAppError } from '#shared/contract/errors';
import { message, reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { ReferenceFact } from '#shared/model/reference';
import type { TransferLimits } from '../limits.ts';
import { defaultLimits } from '../limits.ts';
import { decodeXml } from '../xml/decode.ts';
import { parseXmlText } from '../xml/parse.ts';
import { textOf } from '../xml/text.ts';
import { elementsOf } from '../xml/tree.ts';
import { type EntryListener, readZip, type ZipEntry } from '../zip/read-zip.ts';
import { instanceValue, listValues, readInstance } from './instance.ts';
import { readReferenceObject } from './reference-objects.ts';

/** What came beside the sequence and goes out with it again. */
export const ExportCarry = z.strictObject({
  objectXml: z.string(),
  referencesInfo: z.string().nullable(),
  appReferencesInfo: z.string().nullable(),
  /** The exporting site's default User State Migration Tool package. */
  userStatePackage: z.string().nullable(),
  /** "Administrator comments" that whoever exported it wrote; missing in what came before they were read. */
  comment: z.string().optional(),
});
export type ExportCarry = Readonly<z.infer<typeof ExportCarry>>;

export interface ExportedSequence {
  readonly originalId: string;
  readonly name: string;
  readonly description: string;
  /** The sequence XML, byte for byte as it stood in the object. */
  readonly xml: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly carry: ExportCarry;
}

/** An XML file of a sequence as it lies in a zip, without the object of an export around it. */
export interface BareSequence {
  /** Its place in the zip, or in a zip inside of it. */
  readonly place: string;
  readonly bytes: Uint8Array;
}

export interface ExportedZip {
  readonly sequences: ExportedSequence[];
  /** Of zips that are no exports but hold the XML of sequences. */
  readonly bare: BareSequence[];
  /** Objects that the zip holds and that this site does not take, by class. */
  readonly otherObjects: ReadonlyMap<string, number>;
  /** What those objects say of themselves: steps name them by ID. */
  readonly references: readonly ReferenceFact[];
  readonly notes: Message[];
}

/** Longer values are for machines: icons and the sequence itself. */
const longestProperty = 4000;
/** What the details of a sequence show of a value. */
const longestComment = 4000;

function textOfEntry(entry: ZipEntry, file: string, limits: TransferLimits): string {
  const decoded = decodeXml(entry.bytes, `${file}: ${entry.name}`, limits);
  return decoded.encoding.bom ? `\uFEFF${decoded.text}` : decoded.text;
}

/**
 * The sequence of an object.xml, alone or within an export; null for an object of another class. `place` names the
 * object within the file. Errors: `ZIP_OBJECT_INVALID`, and those of XML. Rule: XFER-106.
 */
export function readObject(
  objectXml: string,
  file: string,
  place: string,
  beside: Omit<ExportCarry, 'objectXml'>,
  limits: TransferLimits = defaultLimits,
): ExportedSequence | null {
  const found = readAnyObject(objectXml, file, place, beside, limits);
  return 'xml' in found ? found : null;
}

/** Any object of an export: a sequence, or what one of another class says of itself. */
function readAnyObject(
  objectXml: string,
  file: string,
  place: string,
  beside: Omit<ExportCarry, 'objectXml'>,
  limits: TransferLimits,
): ExportedSequence | { readonly reference: ReferenceFact | null } {
  const instance = readInstance(
    objectXml.replace(/^\uFEFF/, ''),
    place === '' ? file : `${file}: ${place}`,
    place,
    limits,
  );
  if (instance.className !== 'SMS_TaskSequencePackage') return { reference: readReferenceObject(instance) };
  const xml = instanceValue(instance, 'Sequence');
  const originalId = instanceValue(instance, 'PackageID');
  if (xml == null || xml === '')
    throw new AppError('ZIP_OBJECT_INVALID', { file, place, reason: reason('no-sequence') });
  const values = listValues(instance, longestProperty).filter(
    ({ name }) => !name.startsWith('__') && name !== 'Sequence',
  );
  return {
    originalId: originalId ?? '',
    name: instanceValue(instance, 'Name') ?? '',
    description: instanceValue(instance, 'Description') ?? '',
    xml,
    properties: Object.fromEntries(values.map(({ name, value }) => [name, value])),
    carry: { objectXml, ...beside },
  };
}

/** A loose object.xml has nothing beside it. */
export const nothingBeside = { referencesInfo: null, appReferencesInfo: null, userStatePackage: null } as const;

function readEntryObject(
  entry: ZipEntry,
  entries: ReadonlyMap<string, ZipEntry>,
  file: string,
  limits: TransferLimits,
): ReturnType<typeof readAnyObject> {
  const folder = entry.name.slice(0, entry.name.lastIndexOf('/'));
  const read = (name: string): string | null => {
    const found = entries.get(name.toLowerCase());
    return found === undefined ? null : textOfEntry(found, file, limits);
  };
  const comment = readComment(entries, file, limits);
  const beside = {
    referencesInfo: read(`${folder}/ReferencesInfo.xml`),
    appReferencesInfo: read(`${folder}/AppReferencesInfo.xml`),
    userStatePackage: read('SMS_TaskSequencePackage/USERSTATE_MIGRATION_PACKAGE.xml'),
    ...(comment === '' ? {} : { comment }),
  };
  return readAnyObject(textOfEntry(entry, file, limits), file, entry.name, beside, limits);
}

/** "Administrator comments" of an export; empty when there are none, or nobody can read them (XFER-108). */
function readComment(entries: ReadonlyMap<string, ZipEntry>, file: string, limits: TransferLimits): string {
  const entry = [...entries.values()].find(({ name }) => /\.psmdcp$/i.test(name));
  if (entry === undefined) return '';
  try {
    const { root } = parseXmlText(textOfEntry(entry, file, limits).replace(/^\uFEFF/, ''), file, limits);
    const description = elementsOf(root).find(({ name }) => /(^|:)description$/.test(name));
    return description === undefined ? '' : textOf(description).trim().slice(0, longestComment);
  } catch (error) {
    if (isAppError(error) && error.code.startsWith('XML_')) return '';
    throw error;
  }
}

/** Objects that a manifest names and that a hand-pruned export does not have. */
function missingObjects(entries: ReadonlyMap<string, ZipEntry>, file: string, limits: TransferLimits): string[] {
  const relations = entries.get('_rels/.rels');
  if (relations === undefined) return [];
  const targets = textOfEntry(relations, file, limits).matchAll(/Target="\/([^"]+object\.xml)"/g);
  return [...targets].flatMap((match) => {
    const name = match[1] ?? '';
    const decoded = name.toLowerCase();
    return entries.has(decoded) ? [] : [name];
  });
}

/**
 * Reads every task sequence of a zip that the field's console exported, and finds the XML of sequences in one that
 * somebody packed. Errors: those of zip and XML, `ZIP_OBJECT_INVALID`, `ZIP_NO_SEQUENCE`, `ZIP_ONLY_ZIPS`. Rules: XFER-20
 * to XFER-24, UI-635.
 */
export async function readExportZip(
  bytes: Uint8Array,
  file: string,
  limits: TransferLimits = defaultLimits,
  onEntry?: EntryListener,
): Promise<ExportedZip> {
  const list = await readZip(bytes, file, limits, onEntry);
  const inner = await readInnerZips(list, file, limits);
  const own = readEntries(list, file, limits);
  const sequences = [own, ...inner].flatMap((one) => one.sequences);
  const bare = [own, ...inner].flatMap((one) => one.bare);
  const deeper = inner.reduce((sum, one) => sum + one.zips, 0);
  if (sequences.length + bare.length === 0) throw refusalOf([own, ...inner], file, deeper);
  const otherObjects = new Map<string, number>();
  for (const { otherObjects: found } of [own, ...inner])
    for (const [className, count] of found) otherObjects.set(className, (otherObjects.get(className) ?? 0) + count);
  const notes = [...otherObjects].map(([className, count]) =>
    message('notes:objects-not-taken', { count, kind: kindOfClass(className) }),
  );
  const missing = [own, ...inner].reduce((sum, one) => sum + one.missing, 0);
  if (missing > 0) notes.push(message('notes:objects-missing', { count: missing }));
  if (deeper > 0) notes.push(message('notes:zips-not-taken', { count: deeper }));
  const references = [own, ...inner].flatMap((one) => one.references);
  return { sequences, bare, otherObjects, references, notes };
}

/** Why nothing of a zip is taken: what it holds instead, else what of its XML nobody can read. */
function refusalOf(all: readonly ReadEntries[], file: string, deeper: number): Error {
  if (deeper > 0) return new AppError('ZIP_ONLY_ZIPS', { file, count: deeper });
  return all.find(({ unread }) => unread !== null)?.unread ?? new AppError('ZIP_NO_SEQUENCE', { file });
}

/** A class of the field as a person calls what is of it. */
function kindOfClass(className: string): Message {
  const known = takenByName.find((one) => one === className);
  return known === undefined
    ? message('notes:object-class.other', { className: className.slice(0, 255) })
    : message(`notes:object-class.${known}`);
}

/** What the field's console exports beside task sequences. */
const takenByName = [
  ...(['SMS_Package', 'SMS_Program', 'SMS_Application', 'SMS_ApplicationLatest', 'SMS_BootImagePackage'] as const),
  ...(['SMS_ImagePackage', 'SMS_OperatingSystemInstallPackage', 'SMS_DriverPackage', 'SMS_Driver'] as const),
  ...(['SMS_SoftwareUpdatesPackage'] as const),
] as const;

interface ReadEntries {
  readonly sequences: ExportedSequence[];
  readonly otherObjects: ReadonlyMap<string, number>;
  readonly references: readonly ReferenceFact[];
  /** Objects that are named and not there. */
  readonly missing: number;
  /** Entries that are zips themselves. */
  readonly zips: number;
  readonly bare: BareSequence[];
  /** Why an XML file could not be looked into; what is no sequence is nobody's business as long as something is taken. */
  readonly unread: Error | null;
}

const isInnerZip = ({ name, bytes }: ZipEntry): boolean => /\.zip$/i.test(name) && isZip(bytes);

/** Exports that were packed once more; what they unpack to counts against the limit of the whole (XFER-109). */
async function readInnerZips(list: readonly ZipEntry[], file: string, limits: TransferLimits): Promise<ReadEntries[]> {
  let left = limits.zipTotalBytes - list.reduce((sum, { bytes }) => sum + bytes.length, 0);
  let entriesLeft = limits.zipEntries - list.length;
  const found: ReadEntries[] = [];
  for (const { name, bytes } of list.filter(isInnerZip)) {
    const inside = `${file}: ${name}`;
    const entries = await readZip(bytes, inside, { ...limits, zipTotalBytes: left, zipEntries: entriesLeft });
    left -= entries.reduce((sum, entry) => sum + entry.bytes.length, 0);
    entriesLeft -= entries.length;
    found.push(readEntries(entries, inside, limits, `${name}/`));
  }
  return found;
}

/** The name of the root of an XML text; empty when it has none. Behind what may stand before it, in one walk. */
function rootOf(text: string): string {
  let at = 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    const end = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : null;
    if (end === null) return /^<([\w:.-]+)/.exec(text.slice(at, at + 200))?.[1] ?? '';
    const found = text.indexOf(end, at);
    if (found < 0) return '';
    at = found + end.length;
  }
}

/** The XML files of a zip that are sequences themselves. */
function findBare(list: readonly ZipEntry[], file: string, limits: TransferLimits, within: string) {
  const bare: BareSequence[] = [];
  let unread: Error | null = null;
  for (const entry of list.filter(({ name }) => /\.xml$/i.test(name))) {
    try {
      const root = rootOf(textOfEntry(entry, file, limits));
      if (root === 'sequence' || root === 'SmsTaskSequencePackage')
        bare.push({ place: within + entry.name, bytes: entry.bytes });
    } catch (error) {
      if (!isAppError(error)) throw error;
      unread ??= error;
    }
  }
  return { bare, unread };
}

function readEntries(list: readonly ZipEntry[], file: string, limits: TransferLimits, within = ''): ReadEntries {
  const entries = new Map(list.map((entry) => [entry.name.toLowerCase(), entry]));
  const sequences: ExportedSequence[] = [];
  const otherObjects = new Map<string, number>();
  const references: ReferenceFact[] = [];
  for (const entry of list) {
    if (!/(^|\/)object\.xml$/i.test(entry.name)) continue;
    const found = readEntryObject(entry, entries, file, limits);
    if ('xml' in found) sequences.push(found);
    else {
      if (found.reference !== null) references.push(found.reference);
      const className = entry.name.split('/')[0] ?? '';
      otherObjects.set(className, (otherObjects.get(className) ?? 0) + 1);
    }
  }
  const missing = missingObjects(entries, file, limits).length;
  // Beside the object of an export lies XML of its own.
  const isExport = sequences.length + otherObjects.size > 0;
  const found = isExport ? { bare: [], unread: null } : findBare(list, file, limits, within);
  return { sequences, otherObjects, references, missing, zips: list.filter(isInnerZip).length, ...found };
}

/** True for bytes that begin as a zip does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
}

/** A carry as it was kept in the site, or null when there is none. Throws when it has another form: only we write it. */
export function parseCarry(text: string | null): ExportCarry | null {
  return text === null ? null : ExportCarry.parse(JSON.parse(text));
}
