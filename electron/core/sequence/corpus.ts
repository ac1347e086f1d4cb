import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError, type ErrorCode, type ErrorDetails, isAppError } from '#shared/contract/errors';
import { readInstance } from '../transfer/configmgr/instance.ts';
import { nothingBeside, readExportZip, readObject } from '../transfer/configmgr/read-export.ts';
import { decodeXml, encodeXml } from '../transfer/xml/decode.ts';
import { parseXmlText } from '../transfer/xml/parse.ts';
import { printDocument } from '../transfer/xml/tree.ts';
import type { ConditionCounts } from './corpus-conditions.ts';
import type { PropertyCounts } from './corpus-properties.ts';
import type { EditCounts, Reopen } from './corpus-check.ts';
import { checkSequenceText, noEdits, reopenInMemory } from './corpus-check.ts';

export type CorpusKind = 'sequence file' | 'sequence object' | 'export zip' | 'rule file';

export interface CorpusResult {
  readonly kinds: Readonly<Record<CorpusKind, { identical: number; different: number; refused: number }>>;
  readonly different: readonly { readonly file: string; readonly reason: string }[];
  readonly refused: readonly { readonly file: string; readonly code: ErrorCode; readonly details: ErrorDetails }[];
  /** By the type of the step: properties that were set to another value and back, and those that took no other value. */
  readonly properties: Readonly<Record<string, PropertyCounts>>;
  /** By the kind of the condition: parts that were changed, moved, put into an If statement and removed. */
  readonly conditions: Readonly<Record<string, ConditionCounts>>;
}

export interface CorpusOptions {
  /** How a session is kept and taken up again; in memory when left out. */
  readonly reopen?: Reopen;
  readonly report?: (line: string) => void;
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) return listFiles(full);
      return entry.isFile() && /\.(xml|zip)$/i.test(entry.name) ? [full] : [];
    }),
  );
  return found.flat().sort();
}

async function checkZip(
  bytes: Uint8Array,
  file: string,
  reopen: Reopen,
  counts: EditCounts,
): Promise<string | undefined> {
  const { sequences } = await readExportZip(bytes, file);
  for (const sequence of sequences) {
    const object = sequence.carry.objectXml.replace(/^\uFEFF/, '');
    if (printDocument(readInstance(object, file, 'object.xml').document) !== object)
      return 'object.xml prints differently';
    for (const side of [sequence.carry.referencesInfo, sequence.carry.appReferencesInfo]) {
      const text = side?.replace(/^\uFEFF/, '');
      if (text !== undefined && printDocument(parseXmlText(text, file)) !== text)
        return 'a reference file prints differently';
    }
    const reason = await checkSequenceText(sequence.xml, file, reopen, counts);
    if (reason !== undefined) return `${sequence.name}: ${reason}`;
  }
  return undefined;
}

/** A loose object.xml: the object, and the sequence in it. */
async function checkObject(
  text: string,
  file: string,
  reopen: Reopen,
  counts: EditCounts,
): Promise<string | undefined> {
  const { document, className } = readInstance(text, file, '');
  if (printDocument(document) !== text) return 'prints differently';
  const sequence = readObject(text, file, '', nothingBeside);
  if (sequence === null) throw new AppError('XML_NOT_A_SEQUENCE', { file, root: className.slice(0, 100) });
  return checkSequenceText(sequence.xml, file, reopen, counts);
}

async function checkFile(
  bytes: Uint8Array,
  file: string,
  reopen: Reopen,
  counts: EditCounts,
): Promise<{ kind: CorpusKind; reason: string | undefined }> {
  if (/\.zip$/i.test(file)) return { kind: 'export zip', reason: await checkZip(bytes, file, reopen, counts) };
  const { text, encoding } = decodeXml(bytes, file);
  const document = parseXmlText(text, file);
  if (document.root.name === 'INSTANCE')
    return { kind: 'sequence object', reason: await checkObject(text, file, reopen, counts) };
  const isSame = encodeXml(printDocument(document), encoding).equals(bytes);
  const isSequence = document.root.name === 'sequence' || document.root.name === 'SmsTaskSequencePackage';
  const kind = isSequence ? 'sequence file' : 'rule file';
  if (!isSame) return { kind, reason: 'prints differently' };
  return { kind, reason: isSequence ? await checkSequenceText(text, file, reopen, counts) : undefined };
}

/** The kind of a file that could not be read: by its ending, and by whether it speaks of a sequence at all. */
function guessKind(bytes: Uint8Array, file: string): CorpusKind {
  if (/\.zip$/i.test(file)) return 'export zip';
  if (Buffer.from(bytes).includes('<INSTANCE')) return 'sequence object';
  return Buffer.from(bytes).includes('<sequence') ? 'sequence file' : 'rule file';
}

/**
 * Reads, prints, edits, undoes and reopens every task sequence below a folder and compares bytes. Rule files of user
 * state are only printed. Errors: those of the file system; a file that is refused is counted, not thrown.
 */
export async function checkCorpus(folder: string, options: CorpusOptions = {}): Promise<CorpusResult> {
  const none = () => ({ identical: 0, different: 0, refused: 0 });
  const kinds = {
    'sequence file': none(),
    'sequence object': none(),
    'export zip': none(),
    'rule file': none(),
  };
  const different: { file: string; reason: string }[] = [];
  const counts = noEdits();
  const refused: { file: string; code: ErrorCode; details: ErrorDetails }[] = [];
  for (const full of await listFiles(folder)) {
    const file = path.relative(folder, full);
    const bytes = await readFile(full);
    try {
      const { kind, reason } = await checkFile(bytes, file, options.reopen ?? reopenInMemory, counts);
      kinds[kind][reason === undefined ? 'identical' : 'different'] += 1;
      if (reason !== undefined) different.push({ file, reason });
      options.report?.(
        `${reason === undefined ? 'identical' : 'different'}  ${file}${reason === undefined ? '' : `: ${reason}`}`,
      );
    } catch (error) {
      if (!isAppError(error) || error.code === 'INTERNAL') throw error;
      kinds[guessKind(bytes, file)].refused += 1;
      refused.push({ file, code: error.code, details: error.details });
      options.report?.(`refused    ${file}: ${error.code}`);
    }
  }
  const inOrder = <Counts>(map: ReadonlyMap<string, Counts>): Record<string, Counts> =>
    Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { kinds, different, refused, properties: inOrder(counts.properties), conditions: inOrder(counts.conditions) };
}
