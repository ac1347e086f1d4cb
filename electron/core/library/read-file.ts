import { AppError } from '#shared/contract/errors';
import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { ReferenceFact } from '#shared/model/reference';
import type { SequenceDialect, SequenceModel } from '#shared/model/sequence';
import { SequenceDocument } from '../sequence/document.ts';
import { decodeStoredXml, decodeXml, encodeXml } from '../transfer/xml/decode.ts';
import { readInstance } from '../transfer/configmgr/instance.ts';
import { readPackageFacts } from '../transfer/configmgr/package-file.ts';
import {
  type ExportCarry,
  type ExportedSequence,
  isZip,
  nothingBeside,
  readExportZip,
  readObject,
} from '../transfer/configmgr/read-export.ts';
import { printDocument } from '../transfer/xml/tree.ts';
import { refuseOtherText } from '../transfer/xml/other-text.ts';
import { refuseOtherArchive } from '../transfer/zip/other-archive.ts';
import { defaultLimits } from '../transfer/limits.ts';

/** One sequence of a file, ready to be taken in. */
export interface ReadSequence {
  readonly name: string;
  readonly description: string;
  readonly originalId: string;
  readonly bytes: Uint8Array;
  readonly dialect: SequenceDialect;
  readonly properties: Readonly<Record<string, string>>;
  readonly carry: ExportCarry | null;
  readonly notes: readonly Message[];
}

/** Names that templates of the field give to every sequence that is made from them. */
const wholeNames = /^(?:psd (?:client|server|rnd)|sysprep and capture)$/i;
const kindOfTemplate = /\b(?:standard|custom|default|template|oem|os installation|vhd|lite ?touch)\b/i;

/** Whether it is one of those, or says a kind and then that it is a task sequence. */
function isTemplateName(name: string): boolean {
  const kind = kindOfTemplate.exec(name);
  return wholeNames.test(name) || (kind !== null && /task sequence/i.test(name.slice(kind.index + kind[0].length)));
}

/**
 * MDT keeps each sequence as `ts.xml` in a folder of its own, under the name of its template: three of them would be
 * called alike. Such a one is called after its folder; null when it is not such a one. Rule: XFER-111.
 */
function nameOfFolder(fileName: string, name: string): string | null {
  const parts = fileName.split(/[\\/]/);
  const folder = parts.at(-2) ?? '';
  if (parts.at(-1)?.toLowerCase() !== 'ts.xml' || folder === '' || /^\.{0,2}$|:$/.test(folder)) return null;
  return name === '' || isTemplateName(name) ? folder.slice(0, 255) : null;
}

/** `…/Deploy.xml` and `…\Deploy.xml` are called Deploy. */
function nameOfFile(fileName: string): string {
  const last = fileName.split(/[\\/]/).at(-1) ?? fileName;
  return last.replace(/\.[^.]+$/, '').slice(0, 255) || 'Task sequence';
}

/** The text of a sequence, or of an object with one, from its tree. */
function printText(text: string, fileName: string): string {
  if (!isObjectText(text)) return new SequenceDocument(text, fileName).print();
  const { document, className } = readInstance(text, fileName, '');
  demandSequence(readObject(text, fileName, '', nothingBeside), fileName, className);
  return printDocument(document);
}

/** True for the text of an object.xml: its root is an instance of a class. */
function isObjectText(text: string): boolean {
  return /^\uFEFF?\s*(<\?xml[^>]*\?>\s*)?<INSTANCE[\s>]/.test(text);
}

function demandSequence(found: ExportedSequence | null, file: string, root: string): ExportedSequence {
  if (found === null) throw new AppError('XML_NOT_A_SEQUENCE', { file, root: root.slice(0, 100) });
  return found;
}

/** A file printed again; refused when it cannot be read, or when the bytes would not be the same. */
export function checkSequenceFile(fileName: string, bytes: Uint8Array): Uint8Array {
  const { text, encoding } = decodeStoredXml(bytes, fileName);
  const printed = encodeXml(printText(text, fileName), encoding);
  if (!Buffer.from(bytes).equals(printed)) throw new AppError('INTERNAL', {}, { cause: new Error('the bytes differ') });
  return printed;
}

/** What is done with each sequence while its tree is there, and who hears how far it is. */
export interface SequenceTaker<Taken> {
  take(sequence: ReadSequence, readItsModel: () => SequenceModel): Taken;
  onEntry?(done: number, total: number): void;
  onSequence?(done: number, total: number): void;
}

function readXml(
  bytes: Uint8Array,
  fileName: string,
  place = fileName,
): { sequence: ReadSequence; document: SequenceDocument } {
  const { text, encoding } = decodeXml(bytes, fileName);
  refuseOtherText(text, fileName);
  if (isObjectText(text)) {
    const marked = encoding.bom ? `\uFEFF${text}` : text;
    return readExported(
      demandSequence(readObject(marked, fileName, '', nothingBeside), fileName, 'INSTANCE'),
      fileName,
    );
  }
  const document = new SequenceDocument(text, fileName);
  const facts = readPackageFacts(document.root);
  const { name: own, description } = document.model();
  const name = facts?.name ?? own ?? '';
  const folder = nameOfFolder(place, name);
  const sequence = {
    name: folder ?? (name === '' ? nameOfFile(place) : name),
    description: facts?.description ?? description ?? '',
    originalId: '',
    bytes,
    dialect: document.dialect,
    properties: facts?.properties ?? {},
    carry: null,
    notes: folder === null || name === '' ? [] : [message('notes:named-after-folder', { name })],
  };
  return { sequence, document };
}

function readExported(one: ExportedSequence, fileName: string): { sequence: ReadSequence; document: SequenceDocument } {
  const document = new SequenceDocument(one.xml, `${fileName}: ${one.originalId}`);
  const { name, description, originalId, properties, carry } = one;
  const { dialect } = document;
  const bytes = Buffer.from(one.xml, 'utf8');
  return { sequence: { name, description, originalId, bytes, dialect, properties, carry, notes: [] }, document };
}

/**
 * Every sequence of a file, zip or XML, checked to the last node; nothing is taken when one of them cannot be read.
 * Only one tree is held at a time. `references` are what other objects of an export say of themselves. Errors: those of
 * zip and XML.
 */
export async function readSequenceFile<Taken>(
  fileName: string,
  bytes: Uint8Array,
  taker: SequenceTaker<Taken>,
): Promise<{ sequences: Taken[]; references: readonly ReferenceFact[]; notes: Message[] }> {
  refuseOtherArchive(bytes, fileName);
  if (!isZip(bytes)) {
    const { sequence, document } = readXml(bytes, fileName);
    taker.onEntry?.(1, 1);
    const sequences = [taker.take(sequence, () => document.model())];
    taker.onSequence?.(1, 1);
    return { sequences, references: [], notes: [] };
  }
  const onEntry = (done: number, total: number): void => taker.onEntry?.(done, total);
  const { sequences, bare, references, notes } = await readExportZip(bytes, fileName, defaultLimits, onEntry);
  const reads = [
    ...sequences.map((one) => () => readExported(one, fileName)),
    ...bare.map((one) => () => readXml(one.bytes, `${fileName}: ${one.place}`, one.place)),
  ];
  const taken = reads.map((read, at) => {
    const { sequence, document } = read();
    const made = taker.take(sequence, () => document.model());
    taker.onSequence?.(at + 1, reads.length);
    return made;
  });
  return { sequences: taken, references, notes };
}
