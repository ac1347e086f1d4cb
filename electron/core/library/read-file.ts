import { AppError } from '#shared/contract/errors';
import type { SequenceDialect } from '#shared/model/sequence';
import { SequenceDocument } from '../sequence/document.ts';
import { decodeXml, encodeXml } from '../transfer/xml/decode.ts';
import { type ExportCarry, isZip, readExportZip } from '../transfer/configmgr/read-export.ts';

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
  const { text, encoding } = decodeXml(bytes, fileName);
  const printed = encodeXml(new SequenceDocument(text, fileName).print(), encoding);
  if (!Buffer.from(bytes).equals(printed)) throw new AppError('INTERNAL', { reason: 'the bytes differ' });
  return printed;
}

function readXml(bytes: Uint8Array, fileName: string): ReadSequence {
  const { text } = decodeXml(bytes, fileName);
  const document = new SequenceDocument(text, fileName);
  const { name, description } = document.model();
  return {
    name: name === null || name === '' ? nameOfFile(fileName) : name,
    description: description ?? '',
    originalId: '',
    bytes,
    dialect: document.dialect,
    properties: {},
    carry: null,
  };
}

/**
 * Every sequence of a file, zip or XML, checked to the last node; nothing is taken when one of them cannot be read.
 * Errors: those of zip and XML.
 */
export async function readSequenceFile(
  fileName: string,
  bytes: Uint8Array,
): Promise<{ sequences: ReadSequence[]; notes: string[] }> {
  if (!isZip(bytes)) return { sequences: [readXml(bytes, fileName)], notes: [] };
  const { sequences, notes } = await readExportZip(bytes, fileName);
  const read = sequences.map((one) => {
    const document = new SequenceDocument(one.xml, `${fileName}: ${one.originalId}`);
    const { name, description, originalId, properties, carry } = one;
    const bytesOfXml = Buffer.from(one.xml, 'utf8');
    return { name, description, originalId, bytes: bytesOfXml, dialect: document.dialect, properties, carry };
  });
  return { sequences: read, notes };
}
