import { AppError } from '#shared/contract/errors';
import type { SequenceDialect } from '#shared/model/sequence';
import type { TransferLimits } from './limits.ts';
import { defaultLimits } from './limits.ts';
import { findSequence } from './sequence-element.ts';
import type { TextEncoding } from './xml/decode.ts';
import { decodeXml } from './xml/decode.ts';
import { parseXmlText } from './xml/parse.ts';
import { firstOf } from './xml/tree.ts';
import { attributeOf, textOf } from './xml/text.ts';

/** Something a person should know about a valid file. */
export interface ImportFinding {
  readonly kind: 'large-sequence' | 'secrets-blanked' | 'missing-object';
  readonly entry: string;
  readonly detail: string;
}

/** A bare task sequence file: its text is the document, wrapper and declaration included. */
export interface SequenceFile {
  readonly text: string;
  readonly encoding: TextEncoding;
  readonly dialect: SequenceDialect;
  /** From the wrapper or the root's own attributes; null when the file does not say. */
  readonly name: string | null;
  readonly properties: Readonly<Record<string, string>>;
  readonly findings: readonly ImportFinding[];
}

/** The warning that the field's own console would refuse to save this (editor 2). */
export function findSize(text: string, entry: string, limits: TransferLimits): ImportFinding[] {
  const size = Buffer.byteLength(text);
  if (size > limits.sequenceBytes)
    throw new AppError('SEQUENCE_TOO_LARGE', { file: entry, sizeBytes: size, limitBytes: limits.sequenceBytes });
  return size > limits.sequenceWarnBytes ? [{ kind: 'large-sequence', entry, detail: String(size) }] : [];
}

/**
 * Reads a task sequence from an XML file: Configuration Manager, its package wrapper, or MDT.
 * `encodeXml(text, encoding)` gives the very bytes. Errors: those of `decodeXml` and `parseXmlText`,
 * `XML_NOT_A_SEQUENCE`, `SEQUENCE_TOO_LARGE`.
 */
export function readSequenceFile(
  bytes: Uint8Array,
  file: string,
  limits: TransferLimits = defaultLimits,
): SequenceFile {
  const { text, encoding } = decodeXml(bytes, file, limits);
  const findings = findSize(text, file, limits);
  const { root } = parseXmlText(text, file, limits);
  const { sequence, dialect } = findSequence(root, file);
  const properties: Record<string, string> = {};
  if (root !== sequence) {
    for (const name of [
      'BootImageID',
      'Category',
      'CustomProgressMsg',
      'DependentProgram',
      'Description',
      'Duration',
      'Name',
      'ProgramFlags',
    ]) {
      const element = firstOf(root, name);
      if (element !== undefined) properties[name] = textOf(element);
    }
  }
  const name = properties['Name'] ?? attributeOf(sequence, 'name') ?? null;
  const description = attributeOf(sequence, 'description');
  if (description !== undefined && dialect === 'mdt') properties['Description'] = description;
  return { text, encoding, dialect, name, properties, findings };
}
