import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import { message, reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { TransferLimits } from '../limits.ts';
import { defaultLimits } from '../limits.ts';
import { decodeXml } from '../xml/decode.ts';
import { type EntryListener, readZip, type ZipEntry } from '../zip/read-zip.ts';
import { instanceValue, listValues, readInstance } from './instance.ts';

/** What came beside the sequence and goes out with it again. */
export const ExportCarry = z.strictObject({
  objectXml: z.string(),
  referencesInfo: z.string().nullable(),
  appReferencesInfo: z.string().nullable(),
  /** The exporting site's default User State Migration Tool package. */
  userStatePackage: z.string().nullable(),
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

export interface ExportedZip {
  readonly sequences: ExportedSequence[];
  /** Objects that the zip holds and that this site does not take, by class. */
  readonly otherObjects: ReadonlyMap<string, number>;
  readonly notes: Message[];
}

/** Longer values are for machines: icons and the sequence itself. */
const longestProperty = 4000;

function textOfEntry(entry: ZipEntry, file: string, limits: TransferLimits): string {
  const decoded = decodeXml(entry.bytes, `${file}: ${entry.name}`, limits);
  return decoded.encoding.bom ? `\uFEFF${decoded.text}` : decoded.text;
}

function readSequence(
  entry: ZipEntry,
  entries: ReadonlyMap<string, ZipEntry>,
  file: string,
  limits: TransferLimits,
): ExportedSequence | null {
  const objectXml = textOfEntry(entry, file, limits);
  const instance = readInstance(objectXml.replace(/^\uFEFF/, ''), `${file}: ${entry.name}`, entry.name, limits);
  if (instance.className !== 'SMS_TaskSequencePackage') return null;
  const xml = instanceValue(instance, 'Sequence');
  const originalId = instanceValue(instance, 'PackageID');
  if (xml == null || xml === '')
    throw new AppError('ZIP_OBJECT_INVALID', { file, place: entry.name, reason: reason('no-sequence') });
  const folder = entry.name.slice(0, entry.name.lastIndexOf('/'));
  const beside = (name: string): string | null => {
    const found = entries.get(`${folder}/${name}`.toLowerCase());
    return found === undefined ? null : textOfEntry(found, file, limits);
  };
  const shared = entries.get('sms_tasksequencepackage/userstate_migration_package.xml');
  const values = listValues(instance, longestProperty).filter(
    ({ name }) => !name.startsWith('__') && name !== 'Sequence',
  );
  return {
    originalId: originalId ?? '',
    name: instanceValue(instance, 'Name') ?? '',
    description: instanceValue(instance, 'Description') ?? '',
    xml,
    properties: Object.fromEntries(values.map(({ name, value }) => [name, value])),
    carry: {
      objectXml,
      referencesInfo: beside('ReferencesInfo.xml'),
      appReferencesInfo: beside('AppReferencesInfo.xml'),
      userStatePackage: shared === undefined ? null : textOfEntry(shared, file, limits),
    },
  };
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
 * Reads every task sequence of a zip that the field's console exported. Errors: those of zip and XML,
 * `ZIP_OBJECT_INVALID`, `ZIP_NO_SEQUENCE`. Rules: XFER-20 to XFER-24.
 */
export async function readExportZip(
  bytes: Uint8Array,
  file: string,
  limits: TransferLimits = defaultLimits,
  onEntry?: EntryListener,
): Promise<ExportedZip> {
  const list = await readZip(bytes, file, limits, onEntry);
  const entries = new Map(list.map((entry) => [entry.name.toLowerCase(), entry]));
  const sequences: ExportedSequence[] = [];
  const otherObjects = new Map<string, number>();
  for (const entry of list) {
    if (!/(^|\/)object\.xml$/i.test(entry.name)) continue;
    const found = readSequence(entry, entries, file, limits);
    if (found !== null) sequences.push(found);
    else {
      const className = entry.name.split('/')[0] ?? '';
      otherObjects.set(className, (otherObjects.get(className) ?? 0) + 1);
    }
  }
  if (sequences.length === 0) throw new AppError('ZIP_NO_SEQUENCE', { file });
  const notes = [...otherObjects].map(([className, count]) =>
    message('notes:objects-not-taken', { count, className: className.slice(0, 255) }),
  );
  const missing = missingObjects(entries, file, limits);
  if (missing.length > 0) notes.push(message('notes:objects-missing', { count: missing.length }));
  return { sequences, otherObjects, notes };
}

/** True for bytes that begin as a zip does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
}

/** A carry as it was kept in the site, or null when there is none. Throws when it has another form: only we write it. */
export function parseCarry(text: string | null): ExportCarry | null {
  return text === null ? null : ExportCarry.parse(JSON.parse(text));
}
