import { systemRefusal } from '../ports/system-reason.ts';
import { toXmlText } from '#shared/model/xml-text';
import { stat } from 'node:fs/promises';
import { AppError } from '#shared/contract/errors';
import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { PackageId } from '#shared/model/ids';
import type { ImportResult } from '#shared/model/task-sequence';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { Database, Transaction } from '../store/connection.ts';
import { storedPatches } from '../sequence/history.ts';
import { appendEdit, insertEditingSession, setSaved } from '../store/tables/editing-session.ts';
import { findNamesakes } from '../store/lists/sequence-list.ts';
import { nameKey } from '../store/tables/columns.ts';
import { putImportedReferences } from '../store/tables/imported-reference.ts';
import { insertSequence } from '../store/tables/sequence.ts';
import { nextPackageId } from '../store/tables/site.ts';
import type { LinkedSequence, ReadSequenceFacts } from './file-worker-messages.ts';
import type { FileWork, FileWorkers } from './file-workers.ts';
import type { ImportFile, ImportOptions } from './library-types.ts';
import { stepSecretKey } from './sequence-bytes.ts';

export interface ImportPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secrets: SecretStore;
  readonly userName: string;
  readonly fileWorkers: FileWorkers;
}

type Imported = ImportResult['imported'][number];

/** A sequence with its package ID, linked to those that came with it. */
interface Addressed {
  readonly packageId: PackageId;
  readonly facts: ReadSequenceFacts;
  readonly linked: LinkedSequence;
}

/** The document that came is where the history of the sequence begins, so that Undo gives it back (LIB-7). */
async function insertLinks(
  transaction: Transaction,
  { ids, clock }: ImportPorts,
  packageId: PackageId,
  { link, document }: { readonly link: NonNullable<LinkedSequence['link']>; readonly document: Uint8Array },
): Promise<void> {
  const { baseDocument, entry } = link;
  const at = clock.now();
  const begun = { packageId, generation: ids.uuid(), savedRevision: 1, baseDocument, at };
  const known = await insertEditingSession(transaction, begun);
  const edit = { ...entry, patches: storedPatches(entry.patches) };
  const { version } = await appendEdit(transaction, packageId, known, edit);
  await setSaved(transaction, packageId, version, { revision: 1, document, at });
}

async function insert(
  transaction: Transaction,
  ports: ImportPorts,
  one: Addressed,
  { folderId, sourceFile }: { readonly folderId: string | null; readonly sourceFile: string },
) {
  const { facts, packageId, linked } = one;
  const at = ports.clock.now();
  await insertSequence(transaction, {
    packageId,
    folderId,
    // A name that came by the name of its file may hold what no file of ours could.
    name: toXmlText(facts.name).trim() === '' ? packageId : toXmlText(facts.name),
    description: toXmlText(facts.description),
    dialect: facts.dialect,
    document: linked.document,
    carry: linked.carry,
    properties: { ...facts.properties },
    stepCount: facts.stepCount,
    enabled: facts.properties['TsEnabled'] !== 'FALSE',
    at,
    by: ports.userName,
    sourceFile,
  });
  const { link, document } = linked;
  if (link !== null) await insertLinks(transaction, ports, packageId, { link, document });
}

function secretKeys({ packageId, facts }: Addressed): { key: string; value: string }[] {
  return facts.secrets.map(({ id, value }) => ({ key: stepSecretKey(packageId, id), value }));
}

/** The sequences that were read last, each under a new package ID of this site. */
async function addressAll(
  ports: ImportPorts,
  work: FileWork,
  fileName: string,
  read: readonly ReadSequenceFacts[],
): Promise<Addressed[]> {
  const packageIds = await ports.database.write(async (transaction) => {
    const made: PackageId[] = [];
    while (made.length < read.length) made.push(await nextPackageId(transaction));
    return made;
  });
  const pairs = read.map((facts, at) => [facts.originalId, packageIds[at] ?? ''] as const);
  const ids = new Map(pairs.filter(([from]) => from !== '').reverse());
  const linked = await work.do({ kind: 'link', fileName, ids, at: ports.clock.now() });
  return read.flatMap((facts, at) => {
    const [packageId, one] = [packageIds[at], linked[at]];
    return packageId === undefined || one === undefined ? [] : [{ packageId, facts, linked: one }];
  });
}

/**
 * Takes the sequences of a file in, all of them with their secrets and with what the file tells of the things that they
 * refer to (LIB-50) in one transaction. Everything that can fail by the
 * file is done before, and so is the taking of their numbers, which the documents name: those of a file that is refused
 * after all are given to nobody.
 */
export async function takeIn(
  ports: ImportPorts,
  work: FileWork,
  file: { readonly fileName: string; readonly source: string | Uint8Array },
  folderId: string | null,
  signal?: AbortSignal,
): Promise<Imported[]> {
  const { database, secrets } = ports;
  const { fileName } = file;
  const read = await work.do({ kind: 'read', ...file });
  const all = await addressAll(ports, work, fileName, read.sequences);
  if (signal?.aborted === true) throw new AppError('CANCELLED');
  const notes = namesakeNotes(database, all);
  const sourceFile = fileName.slice(0, 4096);
  await database.write(async (transaction) => {
    for (const { key, value } of all.flatMap(secretKeys)) await secrets.putIn(transaction, key, value);
    for (const one of all) await insert(transaction, ports, one, { folderId, sourceFile });
    putImportedReferences(transaction, read.references, { sourceFile, at: ports.clock.now() });
  });
  return all.map(({ packageId, facts, linked }) => ({
    file: fileName,
    packageId,
    name: facts.name,
    originalId: facts.originalId,
    notes: [...facts.notes, ...linked.notes, ...(notes.get(packageId) ?? [])],
  }));
}

/** As many as a sentence can hold. */
const mostNamed = 5;

/**
 * What is to be said of the sequences of one file that are called as others are, there or in the site. Each name is looked up
 * once, and of its namesakes no more are kept than are named: a file may have thousands, all of one name.
 */
function namesakeNotes(database: Database, all: readonly Addressed[]): ReadonlyMap<string, readonly Message[]> {
  const alike = new Map<string, string[]>();
  for (const { packageId, facts } of all) {
    const key = nameKey(facts.name);
    const ids = alike.get(key) ?? findNamesakes(database, facts.name);
    ids.push(packageId);
    alike.set(key, ids);
  }
  return new Map(
    all.map(({ packageId, facts }) => {
      const ids = alike.get(nameKey(facts.name)) ?? [];
      const named = ids.slice(0, mostNamed + 1).filter((id) => id !== packageId);
      return [packageId, namesakeNote(ids.length - 1, named.slice(0, mostNamed))];
    }),
  );
}

function namesakeNote(count: number, named: readonly string[]): Message[] {
  if (count === 0) return [];
  const ids = named.join(', ');
  return [message('notes:same-name', { count, ids: count > named.length ? `${ids} …` : ids })];
}

/** Sizes for the progress only: what cannot be opened counts nothing and is refused when it is read. */
async function sizesOf(files: readonly ImportFile[]): Promise<number[]> {
  const found = await Promise.allSettled(files.map(({ path }) => stat(path)));
  return found.map((one) => (one.status === 'fulfilled' ? one.value.size : 0));
}

/** The refusal of a file; what is no fault of the file is thrown on. */
function refusalOf(fileName: string, given: unknown): ImportResult['refused'][number] {
  // What the system says of a file is the refusal of that file; the others go on.
  const error = systemRefusal(given) ?? given;
  const isOurs = error instanceof AppError && !['INTERNAL', 'CANCELLED'].includes(error.code);
  if (!isOurs || error.code.startsWith('STORE_')) throw error;
  return { file: fileName, code: error.code, details: error.details };
}

/**
 * Imports files one by one: each is taken whole in one transaction, or refused whole with the reason (LIB-5). They are
 * read in a thread of this import, which is ended with it (LIB-15). `result` has what is done so far, also when it is
 * called off. Errors: `CANCELLED`, `STORE_…`.
 */
export async function importFiles(
  ports: ImportPorts,
  files: readonly ImportFile[],
  folderId: string | null,
  options: ImportOptions = {},
): Promise<ImportResult> {
  const { signal, onProgress, result = { imported: [], refused: [] } } = options;
  const sizes = await sizesOf(files);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let before = 0;
  const work = ports.fileWorkers.begin({
    ...(signal === undefined ? {} : { signal }),
    onProgress: ({ fileName, doneBytes }) => onProgress?.(Math.min(before + doneBytes, total), total, fileName),
  });
  try {
    for (const [at, { path, fileName }] of files.entries()) {
      onProgress?.(before, total, fileName);
      try {
        result.imported.push(...(await takeIn(ports, work, { fileName, source: path }, folderId, signal)));
      } catch (error) {
        result.refused.push(refusalOf(fileName, error));
      }
      before += sizes[at] ?? 0;
    }
  } finally {
    await work.end();
  }
  return result;
}
