import { AppError } from '#shared/contract/errors';
import type { Message } from '#shared/contract/message-shape';
import type { SequenceDialect, SequenceModel } from '#shared/model/sequence';
import { SequenceDocument } from '../sequence/document.ts';
import { decodeStoredXml, decodeXml, encodeXml } from '../transfer/xml/decode.ts';
import { type ExportCarry, type ExportedSequence, isZip, readExportZip } from '../transfer/configmgr/read-export.ts';
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
}

/** `…/Deploy.xml` and `…\Deploy.xml` are called Deploy. */
function nameOfFile(fileName: string): string {
  const last = fileName.split(/[\\/]/).at(-1) ?? fileName;
  return last.replace(/\.[^.]+$/, '').slice(0, 255) || 'Task sequence';
}

/** A file printed again; refused when it cannot be read, or when the bytes would not be the same. */
export function checkSequenceFile(fileName: string, bytes: Uint8Array): Uint8Array {
  const { text, encoding } = decodeStoredXml(bytes, fileName);
  const printed = encodeXml(new SequenceDocument(text, fileName).print(), encoding);
  if (!Buffer.from(bytes).equals(printed)) throw new AppError('INTERNAL', {}, { cause: new Error('the bytes differ') });
  return printed;
}

/** What is done with each sequence while its tree is there, and who hears how far it is. */
export interface SequenceTaker<Taken> {
  take(sequence: ReadSequence, readItsModel: () => SequenceModel): Taken;
  onEntry?(done: number, total: number): void;
  onSequence?(done: number, total: number): void;
}

function readXml(bytes: Uint8Array, fileName: string): { sequence: ReadSequence; document: SequenceDocument } {
  const { text } = decodeXml(bytes, fileName);
  const document = new SequenceDocument(text, fileName);
  const { name, description } = document.model();
  const sequence = {
    name: name === null || name === '' ? nameOfFile(fileName) : name,
    description: description ?? '',
    originalId: '',
    bytes,
    dialect: document.dialect,
    properties: {},
    carry: null,
  };
  return { sequence, document };
}

function readExported(one: ExportedSequence, fileName: string): { sequence: ReadSequence; document: SequenceDocument } {
  const document = new SequenceDocument(one.xml, `${fileName}: ${one.originalId}`);
  const { name, description, originalId, properties, carry } = one;
  const { dialect } = document;
  const bytes = Buffer.from(one.xml, 'utf8');
  return { sequence: { name, description, originalId, bytes, dialect, properties, carry }, document };
}

/**
 * Every sequence of a file, zip or XML, checked to the last node; nothing is taken when one of them cannot be read.
 * Only one tree is held at a time. Errors: those of zip and XML.
 */
export async function readSequenceFile<Taken>(
  fileName: string,
  bytes: Uint8Array,
  taker: SequenceTaker<Taken>,
): Promise<{ sequences: Taken[]; notes: Message[] }> {
  if (!isZip(bytes)) {
    const { sequence, document } = readXml(bytes, fileName);
    taker.onEntry?.(1, 1);
    const sequences = [taker.take(sequence, () => document.model())];
    taker.onSequence?.(1, 1);
    return { sequences, notes: [] };
  }
  const onEntry = (done: number, total: number): void => taker.onEntry?.(done, total);
  const { sequences, notes } = await readExportZip(bytes, fileName, defaultLimits, onEntry);
  const taken = sequences.map((one, at) => {
    const { sequence, document } = readExported(one, fileName);
    const made = taker.take(sequence, () => document.model());
    taker.onSequence?.(at + 1, sequences.length);
    return made;
  });
  return { sequences: taken, notes };
}
