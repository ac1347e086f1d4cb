import { createHash } from 'node:crypto';
import { toXmlText } from '#shared/model/xml-text';
import { writeZip } from '../zip/write-zip.ts';
import type { ZipEntry } from '../zip/read-zip.ts';
import { escapeAttribute, escapeText } from '../xml/text.ts';
import { readInstance, withValues } from './instance.ts';
import { writeNewInstance } from './new-instance.ts';
import type { ExportCarry } from './read-export.ts';
import { addObjectReferences, addReferenceNames, type OutgoingReference } from './object-references.ts';
import { emptyReferenceList } from './references.ts';

/** One sequence as it leaves the site; its secrets are blank already. */
export interface OutgoingSequence {
  readonly packageId: string;
  readonly name: string;
  readonly description: string;
  readonly xml: string;
  readonly enabled: boolean;
  readonly properties: Readonly<Record<string, string>>;
  readonly carry: ExportCarry | null;
  /** What its `referenceList` names, in that order. */
  readonly references: readonly OutgoingReference[];
  /** Milliseconds since 1970; where they are missing a new object says no times. */
  readonly createdAt?: number;
  readonly modifiedAt?: number;
}

export interface ExportOptions {
  readonly siteCode: string;
  /** "Administrator comments" of the field's wizard; empty: those that came with the sequences. */
  readonly comment: string;
}

const mark = '\uFEFF';
const declaration = '<?xml version="1.0" encoding="utf-8"?>';

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The object of a sequence: what came with it, with our values in it, or a new one. */
function objectXml(sequence: OutgoingSequence, siteCode: string): string {
  const { packageId, name, description, xml, carry, enabled } = sequence;
  if (carry === null) {
    return writeNewInstance({
      packageId,
      siteCode,
      name,
      description,
      sequenceXml: xml,
      properties: sequence.properties,
      enabled,
      references: sequence.references,
      ...(sequence.createdAt === undefined ? {} : { createdAt: sequence.createdAt }),
      ...(sequence.modifiedAt === undefined ? {} : { modifiedAt: sequence.modifiedAt }),
    });
  }
  const relative = `SMS_TaskSequencePackage.PackageID="${packageId}"`;
  const instance = readInstance(carry.objectXml.replace(/^\uFEFF/, ''), packageId, 'object.xml');
  addObjectReferences(instance, sequence.references);
  return withValues(instance, {
    __RELPATH: relative,
    __PATH: `\\\\WAYSTATION\\root\\sms\\site_${siteCode}:${relative}`,
    __NAMESPACE: `root\\sms\\site_${siteCode}`,
    __SERVER: 'WAYSTATION',
    Description: description,
    Name: name,
    PackageID: packageId,
    Sequence: xml,
    SourceSite: siteCode,
    TsEnabled: enabled ? 'TRUE' : 'FALSE',
  });
}

function manifest(sequences: readonly OutgoingSequence[], scope: string): string {
  const objects = sequences.map(
    ({ packageId }) =>
      `    <Object Path="SMS_TaskSequencePackage.PackageID='${packageId}'" Type="SMS_TaskSequencePackage" />`,
  );
  return [
    '<LibraryDocument xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">',
    '  <Properties>',
    `    <Property Name="AUTHORING_SCOPE" Value="ScopeId_${escapeAttribute(scope)}" />`,
    '  </Properties>',
    '  <Contents />',
    '  <EntryObjects>',
    ...objects,
    '  </EntryObjects>',
    '</LibraryDocument>',
  ].join('\r\n');
}

function relationships(sequences: readonly OutgoingSequence[], coreName: string): string {
  const objects = sequences.map(({ packageId }) => {
    const id = `SMS_TaskSequencePackage-${hash(`SMS_TaskSequencePackage/${packageId}`).toUpperCase()}`;
    return `<Relationship Type="SMS_TaskSequencePackage" Target="/SMS_TaskSequencePackage/${packageId}/object.xml" TargetMode="External" Id="${id}" />`;
  });
  const core = `<Relationship Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="/${coreName}" Id="R${hash(coreName).slice(0, 16)}" />`;
  return `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${objects.join('')}${core}</Relationships>`;
}

const contentTypes = `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="text/xml" /><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" /><Default Extension="psmdcp" ContentType="application/vnd.openxmlformats-package.core-properties+xml" /></Types>`;

function coreProperties(comment: string): string {
  const description =
    comment === '' ? '<dc:description />' : `<dc:description>${escapeText(comment, '\r\n')}</dc:description>`;
  return `${declaration}<coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">${description}</coreProperties>`;
}

/** What was written when the sequences were exported to us, each text once; it goes out again unless another is given. */
function keptComments(sequences: readonly OutgoingSequence[]): string {
  return [...new Set(sequences.flatMap(({ carry }) => carry?.comment ?? []))].join('\n');
}

/** A scope of the exporting site that is always the same for it, in the form of the field's. */
function scopeOf(siteCode: string): string {
  const digits = hash(`site ${siteCode}`).toUpperCase();
  const part = (from: number, length: number): string => digits.slice(from, from + length);
  return [part(0, 8), part(8, 4), part(12, 4), part(16, 4), part(20, 12)].join('-');
}

/** What an earlier version kept and no XML can hold goes out as a sign of that: the file has to be read again (XFER-80). */
function writable(sequence: OutgoingSequence): OutgoingSequence {
  return { ...sequence, name: toXmlText(sequence.name), description: toXmlText(sequence.description) };
}

/**
 * Writes sequences to a zip in the field's layout, without content and dependencies. The same input gives the same
 * bytes. Rules: XFER-25 to XFER-27.
 */
export async function writeExportZip(given: readonly OutgoingSequence[], options: ExportOptions): Promise<Buffer> {
  const sequences = given.map(writable);
  const coreName = `package/services/metadata/core-properties/${hash(sequences.map((one) => one.packageId).join()).slice(0, 32)}.psmdcp`;
  const texts: [string, string][] = [];
  const userState = sequences.find((one) => one.carry?.userStatePackage != null)?.carry?.userStatePackage;
  texts.push(['SMS_TaskSequencePackage/USERSTATE_MIGRATION_PACKAGE.xml', userState ?? `${mark}<string></string>`]);
  for (const sequence of sequences) {
    texts.push([`SMS_TaskSequencePackage/${sequence.packageId}/object.xml`, objectXml(sequence, options.siteCode)]);
  }
  texts.push(['_rels/.rels', mark + relationships(sequences, coreName)]);
  for (const { packageId, carry, references } of sequences) {
    const folder = `SMS_TaskSequencePackage/${packageId}`;
    texts.push([
      `${folder}/ReferencesInfo.xml`,
      addReferenceNames(carry?.referencesInfo ?? null, packageId, references),
    ]);
    texts.push([`${folder}/AppReferencesInfo.xml`, carry?.appReferencesInfo ?? emptyReferenceList]);
  }
  texts.push(['Manifest.xml', mark + manifest(sequences, scopeOf(options.siteCode))]);
  texts.push([coreName, mark + coreProperties(toXmlText(options.comment || keptComments(sequences)))]);
  texts.push(['[Content_Types].xml', mark + contentTypes]);
  const entries: ZipEntry[] = texts.map(([name, text]) => ({ name, bytes: Buffer.from(text, 'utf8') }));
  return writeZip(entries);
}
