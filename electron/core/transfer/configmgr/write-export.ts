import { createHash } from 'node:crypto';
import { takeSecrets } from '../secrets.ts';
import { escapeAttribute, escapeText } from '../xml/text.ts';
import type { ZipEntry } from '../zip/read.ts';
import { writeZip } from '../zip/write.ts';
import { WmiInstance } from './instance.ts';
import { newObjectText } from './new-object.ts';

/** A sequence to be exported. */
export interface ExportedSequence {
  readonly packageId: string;
  readonly name: string;
  /** Single values to set on the object; those it does not have are left out. */
  readonly properties: Readonly<Record<string, string>>;
  readonly sequenceXml: string;
  /** Object text from an earlier import, or null for a sequence made here. */
  readonly carry: string | null;
  readonly referencesInfo: string | null;
  readonly appReferencesInfo: string | null;
}

export interface ExportOptions {
  readonly siteCode: string;
  /** Scope of the exporting site, a GUID in upper case. */
  readonly scopeId: string;
  /** Default user state package of the site; empty when it has none. */
  readonly userStatePackageId: string;
  readonly comment: string;
}

const mark = '\uFEFF';
const declaration = '<?xml version="1.0" encoding="utf-8"?>';
const className = 'SMS_TaskSequencePackage';
const noReferences = `${mark}<ArrayOfString xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" />`;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The object text with the values of the sequence; secrets are blanked (formats 1.5). */
export function writeObject(sequence: ExportedSequence, siteCode: string): string {
  const { text } = takeSecrets(sequence.sequenceXml, sequence.name);
  const values = { ...sequence.properties, PackageID: sequence.packageId, Name: sequence.name, Sequence: text };
  if (sequence.carry === null) return newObjectText({ SourceSite: siteCode, ...values }, siteCode);
  const instance = new WmiInstance(sequence.carry, sequence.name);
  for (const [name, value] of Object.entries(values)) instance.write(name, value);
  return instance.print();
}

function writeManifest(sequences: readonly ExportedSequence[], scopeId: string): string {
  const objects = sequences.map(
    (one) => `    <Object Path="${className}.PackageID='${escapeAttribute(one.packageId)}'" Type="${className}" />`,
  );
  return [
    `${mark}<LibraryDocument xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">`,
    '  <Properties>',
    `    <Property Name="AUTHORING_SCOPE" Value="ScopeId_${escapeAttribute(scopeId)}" />`,
    '  </Properties>',
    '  <Contents />',
    '  <EntryObjects>',
    ...objects,
    '  </EntryObjects>',
    '</LibraryDocument>',
  ].join('\r\n');
}

function writeRelationships(sequences: readonly ExportedSequence[], core: string): string {
  const own = sequences.map((one) => {
    const target = `/${className}/${encodeURIComponent(one.packageId)}/object.xml`;
    return `<Relationship Type="${className}" Target="${target}" TargetMode="External" Id="${className}-${hash(target).toUpperCase()}" />`;
  });
  const properties = `<Relationship Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="/${core}" Id="R${hash(core).slice(0, 16)}" />`;
  return `${mark}${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${own.join('')}${properties}</Relationships>`;
}

function writeCore(comment: string): string {
  const description =
    comment === '' ? '<dc:description />' : `<dc:description>${escapeText(comment, '\r\n')}</dc:description>`;
  return `${mark}${declaration}<coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">${description}</coreProperties>`;
}

const contentTypes = `${mark}${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="text/xml" /><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" /><Default Extension="psmdcp" ContentType="application/vnd.openxmlformats-package.core-properties+xml" /></Types>`;

/**
 * Writes sequences in the layout of the field (formats 1.1), without content and dependencies and without secrets.
 * Equal input gives equal bytes. Errors: those of reading the sequences and objects.
 */
export async function writeExportZip(sequences: readonly ExportedSequence[], options: ExportOptions): Promise<Buffer> {
  const core = `package/services/metadata/core-properties/${hash(sequences.map((one) => one.packageId).join()).slice(0, 32)}.psmdcp`;
  const entry = (name: string, text: string): ZipEntry => ({ name, bytes: Buffer.from(text, 'utf8') });
  const folder = (one: ExportedSequence): string => `${className}/${encodeURIComponent(one.packageId)}`;
  const marked = (text: string | null): string => (text === null ? noReferences : `${mark}${text}`);
  return writeZip([
    entry(
      `${className}/USERSTATE_MIGRATION_PACKAGE.xml`,
      `${mark}<string>${escapeText(options.userStatePackageId, '')}</string>`,
    ),
    ...sequences.map((one) => entry(`${folder(one)}/object.xml`, writeObject(one, options.siteCode))),
    entry('_rels/.rels', writeRelationships(sequences, core)),
    ...sequences.flatMap((one) => [
      entry(`${folder(one)}/ReferencesInfo.xml`, marked(one.referencesInfo)),
      entry(`${folder(one)}/AppReferencesInfo.xml`, marked(one.appReferencesInfo)),
    ]),
    entry('Manifest.xml', writeManifest(sequences, options.scopeId)),
    entry(core, writeCore(options.comment)),
    entry('[Content_Types].xml', contentTypes),
  ]);
}
