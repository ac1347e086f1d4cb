import { AppError } from '#shared/contract/errors';
import { demandNoConflict, givenFields } from '#shared/model/change';
import type { PackageId } from '#shared/model/ids';
import { findSecretReferences } from '#shared/model/secret-reference';
import { ofIds } from '#shared/model/list';
import type { SequenceSelection } from '#shared/model/lists';
import type { TaskSequenceRow } from '#shared/model/task-sequence';
import type { KeyedQueue } from '../queue/keyed-queue.ts';
import type { Database, ReadConnection, Transaction } from '../store/connection.ts';
import { changeSequences, deleteSequences, type SequenceChange } from '../store/lists/act-on-selected.ts';
import { findSequenceRow, resolveSequences, sequenceNames, takenNames } from '../store/lists/sequence-list.ts';
import { nameKey } from '../store/tables/columns.ts';
import { getSequence, insertSequence, purgeDeleted, updateSequence } from '../store/tables/sequence.ts';
import { nextPackageId } from '../store/tables/site.ts';
import { withPackageNames } from '../transfer/configmgr/package-file.ts';
import { writeExportZip } from '../transfer/configmgr/write-export.ts';
import { createReferenceCheck } from '../editing/check-references.ts';
import { describeSequence } from './details.ts';
import type { SequenceToPack } from './file-worker-messages.ts';
import { fileWorkersHere } from './file-workers.ts';
import { createFolders } from './folders.ts';
import { importFiles, type ImportPorts, takeIn } from './import.ts';
import type { ExportedZip, Library, SequenceNames } from './library-types.ts';
import { outgoingReferences } from './outgoing-references.ts';
import { readInstallerAside } from './read-installer-aside.ts';
import type { SampleSequence } from './sample-sequences.ts';
import { dialectOf } from '../sequence/dialects/dialects.ts';
import { openText, readModel, toBytes, withoutReferences } from './sequence-bytes.ts';
import { adoptStepSecretsIn, deleteStepSecrets, sweepAllStepSecrets } from './step-secrets.ts';

export interface LibraryPorts extends ImportPorts {
  readonly siteCode: string;
  readonly queue: KeyedQueue;
}

/** Longer than any edit takes from sealing a secret to naming it. */
const oneHourMs = 60 * 60 * 1000;
const thirtyDaysMs = 30 * 24 * 60 * 60 * 1000;
/** A sequence without anything in it, as the field writes one. */
const emptySequence = '<sequence version="3.10"></sequence>\r\n';

/** "Name - Copy", then "Name - Copy (2)" … (product decision 4). */
export function copyName(name: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const made = count === 1 ? `${name} - Copy` : `${name} - Copy (${String(count)})`;
    if (!taken.has(nameKey(made))) return made;
  }
}

function fileNameOf(sequences: readonly { readonly name: string }[]): string {
  const only = sequences.length === 1 ? sequences[0] : undefined;
  const name = only === undefined ? `${String(sequences.length)} task sequences` : only.name;
  // eslint-disable-next-line no-control-regex -- characters that no file name may have
  const possible = name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '_');
  return `${possible.slice(0, 120).trim() || 'Task sequence'}.zip`;
}

/** Reads the sequences and lets a thread make their zip: secrets out, references told, objects written (LIB-10, LIB-15). */
async function collectExport(
  ports: LibraryPorts,
  packageIds: readonly PackageId[],
  comment: string,
  signal?: AbortSignal,
): Promise<ExportedZip> {
  const { read } = ports.database;
  const sequences: SequenceToPack[] = [];
  for (const packageId of packageIds) {
    const { name, description, document, enabled, properties, carry, ...stored } = await getSequence(read, packageId);
    const { createdAt, modifiedAt } = stored;
    if (!dialectOf(stored.dialect).hasZip) {
      throw new AppError('SEQUENCE_HAS_NO_ZIP', { packageId, name });
    }
    sequences.push({ packageId, name, description, document, enabled, properties, carry, createdAt, modifiedAt });
  }
  const fileName = fileNameOf(sequences);
  const work = ports.fileWorkers.begin(signal === undefined ? {} : { signal });
  try {
    const names = sequenceNames(read);
    const order = { kind: 'pack', fileName, sequences, names, siteCode: ports.siteCode, comment } as const;
    const { bytes, secretsLeftOut } = await work.do(order);
    return { bytes, fileName, secretsLeftOut: [...secretsLeftOut] };
  } finally {
    await work.end();
  }
}

/** Number, secrets and row in one transaction: a copy is there with all that it needs, or not at all (LIB-30). */
function copySequence({ database, clock, secrets, userName: by }: LibraryPorts, packageId: PackageId) {
  return database.write(async (transaction) => {
    const stored = await getSequence(transaction, packageId);
    const made = await nextPackageId(transaction);
    const { text } = openText(stored.document, stored.name);
    await adoptStepSecretsIn(transaction, secrets, made, findSecretReferences(text));
    const taken = takenNames(transaction, `${stored.name} - Copy`);
    const { folderId, description, dialect, document, carry, properties, stepCount, enabled } = stored;
    const copied = { folderId, description, dialect, document, carry, properties, stepCount, enabled };
    const name = copyName(stored.name, taken);
    await insertSequence(transaction, { ...copied, packageId: made, name, at: clock.now(), by });
    return made;
  });
}

async function purge({ database, clock }: LibraryPorts): Promise<void> {
  const before = clock.now() - thirtyDaysMs;
  await database.write(async (transaction) => {
    for (const packageId of await purgeDeleted(transaction, before)) await deleteStepSecrets(transaction, packageId);
  });
  await sweepAllStepSecrets(database, clock.now() - oneHourMs);
}

async function importSample(ports: LibraryPorts, samples: readonly SampleSequence[]): Promise<void> {
  const folders = createFolders(ports);
  const made = new Map<string, string>();
  // Small and our own: a thread would only cost the time of its start.
  const work = fileWorkersHere.begin();
  for (const { folder } of samples) {
    if (folder !== null && !made.has(folder)) made.set(folder, await folders.create(null, folder));
  }
  for (const { name, description, folder, xml, originalId } of samples) {
    // Through the field's own file format, so that the sample is what an import makes.
    const references = outgoingReferences(readModel(xml, name), new Map());
    const given = { packageId: originalId, name, description, xml, enabled: true, properties: {} };
    const one = { ...given, carry: null, references };
    const zip = await writeExportZip([one], { siteCode: originalId.slice(0, 3), comment: '' });
    const file = { fileName: `${name}.zip`, source: zip };
    await takeIn(ports, work, file, folder === null ? null : (made.get(folder) ?? null));
  }
}

/** Name and description as they are given, over what nobody else has changed meanwhile (LIB-31). */
function rename({ clock, userName: by }: LibraryPorts, { name, description }: SequenceNames, shown: SequenceNames) {
  const change = givenFields({ name: name?.trim(), description });
  return (transaction: Transaction, id: PackageId): Promise<void> =>
    updateSequence(transaction, id, { ...change, at: clock.now(), by }, (row) => {
      demandNoConflict(row, { name: row.name, description: row.description }, change, shown);
    });
}

/** A row as lists show it. Throws `SEQUENCE_NOT_FOUND`, also when it was deleted. */
function findRow(read: ReadConnection, packageId: PackageId): TaskSequenceRow {
  const row = findSequenceRow(read, packageId);
  if (row === undefined || row.deletedAt !== null) throw new AppError('SEQUENCE_NOT_FOUND', { packageId });
  return row;
}

function describer(database: Database): Library['get'] {
  const { read } = database;
  const checkReferences = createReferenceCheck(database);
  return async (packageId) =>
    describeSequence(await getSequence(read, packageId), findRow(read, packageId), checkReferences);
}

/** The task sequences of a site. Rules: LIB-1 to LIB-12. */
export function createLibrary(ports: LibraryPorts): Library {
  const { database, clock, userName: by } = ports;
  const { read } = database;
  // What "all" means is known in the transaction, which no other write of this process stands in.
  const queued = <Result>(sequences: SequenceSelection, work: () => Promise<Result>): Promise<Result> =>
    ports.queue.runAll(sequences.kind === 'ids' ? [...new Set(sequences.ids)].map((id) => `sequence/${id}`) : [], work);
  const change = (sequences: SequenceSelection, given: Omit<SequenceChange, 'at' | 'by'>): Promise<{ count: number }> =>
    queued(sequences, () =>
      database.write(async (transaction) => ({
        count: await changeSequences(transaction, sequences, { ...given, at: clock.now(), by }),
      })),
    );
  return {
    get: describer(database),
    print: async (packageId) => {
      const stored = await getSequence(read, packageId);
      const clean = withoutReferences(stored.document, stored.name);
      const opened = openText(clean, stored.name);
      const named = withPackageNames(opened.text, stored.name, stored);
      return named === opened.text ? clean : toBytes({ ...opened, text: named });
    },
    open: async (packageId) => {
      const stored = await getSequence(read, packageId);
      const { text } = openText(stored.document, stored.name);
      return { row: findRow(read, packageId), model: readModel(text, stored.name) };
    },
    create: (given) =>
      database.write(async (transaction) => {
        const packageId = await nextPackageId(transaction);
        const document = Buffer.from(emptySequence, 'utf8');
        const fixed = { dialect: 'cm' as const, carry: null, properties: {}, stepCount: 0, enabled: true };
        await insertSequence(transaction, { ...given, ...fixed, document, packageId, at: clock.now(), by });
        return packageId;
      }),
    setProperties: (packageId, names, shown = {}) =>
      queued(ofIds([packageId]), () =>
        database.write((transaction) => rename(ports, names, shown)(transaction, packageId)),
      ),
    setEnabled: (sequences, enabled) => change(sequences, { enabled }),
    copy: (packageId) => copySequence(ports, packageId),
    move: (sequences, folderId) => change(sequences, { folderId }),
    remove: (sequences) =>
      queued(sequences, () =>
        database.write(async (transaction) => {
          const deletedAt = clock.now();
          return { count: await deleteSequences(transaction, sequences, deletedAt), deletedAt };
        }),
      ),
    undelete: (sequences) =>
      queued(sequences, () =>
        database.write(async (transaction) => ({ count: await deleteSequences(transaction, sequences, null) })),
      ),
    purge: () => purge(ports),
    importFiles: (files, folderId, options) => importFiles(ports, files, folderId, options),
    readInstaller: (file, signal) => readInstallerAside(ports.fileWorkers, file, signal),
    importSample: (samples) => importSample(ports, samples),
    exportZip: async (sequences, comment, signal) =>
      collectExport(ports, resolveSequences(read, sequences), comment, signal),
    folders: createFolders(ports),
  };
}
