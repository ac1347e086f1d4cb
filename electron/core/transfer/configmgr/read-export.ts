import { AppError } from '#shared/contract/errors';
import type { TransferLimits } from '../limits.ts';
import { defaultLimits } from '../limits.ts';
import type { ImportFinding } from '../sequence-file.ts';
import { findSize } from '../sequence-file.ts';
import { findSequence } from '../sequence-element.ts';
import { decodeXml } from '../xml/decode.ts';
import { parseXmlText } from '../xml/parse.ts';
import type { ZipEntry } from '../zip/read.ts';
import { readZip } from '../zip/read.ts';
import { WmiInstance } from './instance.ts';

/** A sequence out of an export. */
export interface ImportedSequence {
  readonly packageId: string;
  readonly name: string;
  /** Single values of the object that are not NULL, without `Sequence`. */
  readonly properties: Readonly<Record<string, string>>;
  /** The document. */
  readonly sequenceXml: string;
  /** The whole object text, so that an export keeps what we do not know. */
  readonly carry: string;
  /** Texts of the two reference files beside the object, when present. */
  readonly referencesInfo: string | null;
  readonly appReferencesInfo: string | null;
}

export interface ImportedExport {
  readonly sequences: readonly ImportedSequence[];
  readonly skipped: readonly { readonly path: string; readonly why: string }[];
  readonly findings: readonly ImportFinding[];
}

const objectPath = /^SMS_TaskSequencePackage\/([^/]+)\/object\.xml$/i;

function readObject(entry: ZipEntry, texts: ReadonlyMap<string, ZipEntry>, limits: TransferLimits): ImportedSequence {
  const carry = decodeXml(entry.bytes, entry.name, limits).text;
  const instance = new WmiInstance(carry, entry.name, limits);
  const sequenceXml = instance.read('Sequence');
  const folder = entry.name.slice(0, entry.name.lastIndexOf('/'));
  if (instance.className !== 'SMS_TaskSequencePackage') {
    throw new AppError('ZIP_OBJECT_INVALID', { entry: entry.name, reason: `class ${instance.className.slice(0, 60)}` });
  }
  if (sequenceXml === undefined || sequenceXml === null || sequenceXml === '') {
    throw new AppError('ZIP_OBJECT_INVALID', { entry: entry.name, reason: 'no Sequence value' });
  }
  findSequence(parseXmlText(sequenceXml, entry.name, limits).root, entry.name);
  const beside = (name: string): string | null => {
    const found = texts.get(`${folder}/${name}`.toLowerCase());
    return found === undefined ? null : decodeXml(found.bytes, found.name, limits).text;
  };
  const properties = instance.values();
  delete properties['Sequence'];
  return {
    packageId: properties['PackageID'] ?? folder.slice(folder.indexOf('/') + 1),
    name: properties['Name'] ?? '',
    properties,
    sequenceXml,
    carry,
    referencesInfo: beside('ReferencesInfo.xml'),
    appReferencesInfo: beside('AppReferencesInfo.xml'),
  };
}

const containerParts =
  /^(_rels\/\.rels|Manifest\.xml|document\.xml|\[Content_Types\]\.xml|package\/.*|SMS_TaskSequencePackage\/.*)$/i;

/**
 * Reads an export of the field: every sequence in it, in the order of the container. Other objects are named in
 * `skipped`. Errors: those of `readZip`, `ZIP_NO_SEQUENCE`, `ZIP_OBJECT_INVALID`, and those of XML naming the entry.
 */
export async function readExportZip(
  bytes: Uint8Array,
  file: string,
  limits: TransferLimits = defaultLimits,
): Promise<ImportedExport> {
  const entries = await readZip(bytes, file, limits);
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  const sequences: ImportedSequence[] = [];
  const skipped: { path: string; why: string }[] = [];
  const findings: ImportFinding[] = [];
  for (const entry of entries) {
    if (objectPath.test(entry.name)) {
      const sequence = readObject(entry, byName, limits);
      findings.push(...findSize(sequence.sequenceXml, entry.name, limits));
      sequences.push(sequence);
    } else if (!containerParts.test(entry.name)) {
      skipped.push({
        path: entry.name,
        why: /\/object\.xml$/i.test(entry.name) ? 'another kind of object' : 'not part of a task sequence',
      });
    }
  }
  if (sequences.length === 0) throw new AppError('ZIP_NO_SEQUENCE', { file });
  const manifest = byName.get('manifest.xml');
  if (manifest !== undefined) {
    const { text } = decodeXml(manifest.bytes, manifest.name, limits);
    for (const match of text.matchAll(/SMS_TaskSequencePackage\.PackageID='([^']{1,64})'/g)) {
      const id = match[1] ?? '';
      if (!sequences.some((one) => one.packageId === id))
        findings.push({ kind: 'missing-object', entry: manifest.name, detail: id });
    }
  }
  return { sequences, skipped, findings };
}
