import { readFile } from 'node:fs/promises';
import { AppError } from '#shared/contract/errors';
import type { PackageId } from '#shared/model/ids';
import type { ImportResult } from '#shared/model/task-sequence';
import { errorText } from '#shared/text/errors';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { Database, Transaction } from '../store/connection.ts';
import type { HistoryEntry } from '../sequence/history.ts';
import { appendEdit, insertEditingSession, setSaved } from '../store/tables/editing-session.ts';
import { insertSequence } from '../store/tables/sequence.ts';
import { nextPackageId } from '../store/tables/site.ts';
import { defaultLimits } from '../transfer/limits.ts';
import { readInstance, withValues } from '../transfer/configmgr/instance.ts';
import type { ExportCarry } from '../transfer/configmgr/read-export.ts';
import type { ImportFile } from './library-types.ts';
import { linkCarry, type LinkedText, linkSiblings } from './link-siblings.ts';
import { type ReadSequence, readSequenceFile } from './read-file.ts';
import {
  countSteps,
  type OpenedText,
  openText,
  readModel,
  type SealableSecret,
  stepSecretKey,
  toBytes,
  withReferences,
} from './sequence-bytes.ts';

export interface ImportPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secrets: SecretStore;
  readonly userName: string;
}

type Imported = ImportResult['imported'][number];

interface Prepared {
  readonly sequence: ReadSequence;
  readonly opened: OpenedText;
  readonly stepCount: number;
  readonly secrets: readonly SealableSecret[];
  readonly notes: readonly string[];
}

/** A prepared sequence with its package ID, linked to those that came with it. */
interface Addressed extends Prepared {
  readonly packageId: PackageId;
  readonly linked: LinkedText;
  readonly carry: ExportCarry | null;
}

/** Everything that can fail is done before the transaction: taking secrets out, counting, sizes. */
function prepare(sequence: ReadSequence, notes: readonly string[], ids: Ids): Prepared {
  const opened = openText(sequence.bytes, sequence.name);
  const { text, secrets } = withReferences(opened.text, sequence.name, () => ids.uuid());
  const own = [...notes];
  if (secrets.length > 0)
    own.push(`${String(secrets.length)} passwords or keys were moved to the secret store of this site.`);
  if (sequence.bytes.length > defaultLimits.sequenceWarnBytes) {
    own.push('The task sequence has more than 2 MB; the field’s own console would refuse to save it.');
  }
  const stepCount = countSteps(readModel(text, sequence.name));
  return { sequence, opened: { ...opened, text }, stepCount, secrets, notes: own };
}

/** The object that came with a sequence, without the sequence: the document is kept once, and its secrets nowhere. */
function withoutSequence(carry: ExportCarry, name: string): ExportCarry {
  const instance = readInstance(carry.objectXml.replace(/^\uFEFF/, ''), name, 'object.xml');
  return { ...carry, objectXml: withValues(instance, { Sequence: '' }) };
}

function address(ports: ImportPorts, one: Prepared, packageId: PackageId, ids: ReadonlyMap<string, string>): Addressed {
  const { sequence, opened } = one;
  const linked = linkSiblings(opened.text, sequence.name, ids, ports.clock);
  const notes = [...one.notes];
  if (linked.entry !== null) {
    notes.push('Calls of the other task sequences of the file lead to their new package IDs; Undo takes that back.');
  }
  if (linked.missing.length > 0)
    notes.push(`It runs task sequences that are not in the file: ${linked.missing.join(', ')}.`);
  const { carry } = sequence;
  return {
    ...one,
    packageId,
    linked,
    notes,
    carry: carry === null ? null : linkCarry(withoutSequence(carry, sequence.name), ids),
  };
}

/** The document that came is the base of an editing session, so that Undo gives it back (LIB-7). */
async function insertLinks(transaction: Transaction, at: number, one: Addressed, entry: HistoryEntry): Promise<void> {
  const { packageId, opened } = one;
  await insertEditingSession(transaction, { packageId, savedRevision: 1, baseDocument: toBytes(opened), at });
  const { label, mergeKey, patches, inverse } = entry;
  await appendEdit(transaction, packageId, { label, mergeKey, at: entry.at, patches, inverse });
  await setSaved(transaction, packageId, 1, at);
}

async function insert(transaction: Transaction, ports: ImportPorts, one: Addressed, folderId: string | null) {
  const { sequence, packageId, stepCount, carry, linked } = one;
  const at = ports.clock.now();
  await insertSequence(transaction, {
    packageId,
    folderId,
    name: sequence.name,
    description: sequence.description,
    dialect: sequence.dialect,
    document: toBytes({ ...one.opened, text: linked.text }),
    carry: carry === null ? null : JSON.stringify(carry),
    properties: { ...sequence.properties },
    stepCount,
    enabled: sequence.properties['TsEnabled'] !== 'FALSE',
    at,
    by: ports.userName,
  });
  if (linked.entry !== null) await insertLinks(transaction, at, one, linked.entry);
}

function secretKeys({ packageId, secrets }: Addressed): { key: string; value: string }[] {
  return secrets.map(({ id, value }) => ({ key: stepSecretKey(packageId, id), value }));
}

/**
 * Takes sequences in, all of them in one transaction. Their secrets are sealed before: when the program ends in
 * between, a sealed value is left that nothing leads to, and never a document without its secrets.
 */
export async function takeIn(
  ports: ImportPorts,
  given: readonly ReadSequence[],
  folderId: string | null,
  notes: readonly string[] = [],
): Promise<Addressed[]> {
  const { database, secrets } = ports;
  const prepared = given.map((sequence) => prepare(sequence, notes, ports.ids));
  const packageIds = await database.write(async (transaction) => {
    const made: PackageId[] = [];
    while (made.length < prepared.length) made.push(await nextPackageId(transaction));
    return made;
  });
  const pairs = prepared.map((one, at) => [one.sequence.originalId, packageIds[at] ?? ''] as const);
  const ids = new Map(pairs.filter(([from]) => from !== '').reverse());
  const all = prepared.flatMap((one, at) => {
    const packageId = packageIds[at];
    return packageId === undefined ? [] : [address(ports, one, packageId, ids)];
  });
  const sealed = all.flatMap(secretKeys);
  try {
    for (const { key, value } of sealed) await secrets.put(key, value);
    await database.write(async (transaction) => {
      for (const one of all) await insert(transaction, ports, one, folderId);
    });
  } catch (error) {
    for (const { key } of sealed) await secrets.delete(key);
    throw error;
  }
  return all;
}

async function importFile(ports: ImportPorts, file: ImportFile, folderId: string | null): Promise<Imported[]> {
  const bytes = await readFile(file.path).catch((error: unknown) => {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const details = { file: file.fileName, reason: 'it cannot be opened' };
    throw new AppError(isMissing ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE', details, { cause: error });
  });
  const { sequences, notes } = await readSequenceFile(file.fileName, bytes);
  const made = await takeIn(ports, sequences, folderId, notes);
  return made.map(({ packageId, sequence, notes: own }) => ({
    file: file.fileName,
    packageId,
    name: sequence.name,
    originalId: sequence.originalId,
    notes: [...own],
  }));
}

/** Imports files one by one: each is taken whole in one transaction, or refused whole with the reason (LIB-5). */
export async function importFiles(
  ports: ImportPorts,
  files: readonly ImportFile[],
  folderId: string | null,
): Promise<ImportResult> {
  const result: ImportResult = { imported: [], refused: [] };
  for (const file of files) {
    try {
      result.imported.push(...(await importFile(ports, file, folderId)));
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'INTERNAL' || error.code.startsWith('STORE_')) throw error;
      const { sentence, remedy } = errorText(error.code, error.details);
      result.refused.push({ file: file.fileName, code: error.code, sentence, remedy });
    }
  }
  return result;
}
