import { readFile } from 'node:fs/promises';
import { AppError } from '#shared/contract/errors';
import type { PackageId } from '#shared/model/ids';
import type { ImportResult } from '#shared/model/task-sequence';
import { errorText } from '#shared/text/errors';
import type { Clock } from '../ports/clock.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { Database, Transaction } from '../store/connection.ts';
import { insertSequence } from '../store/tables/sequence.ts';
import { nextPackageId } from '../store/tables/site.ts';
import { defaultLimits } from '../transfer/limits.ts';
import type { TakenSecret } from '../transfer/secrets.ts';
import type { ImportFile } from './library-types.ts';
import { type ReadSequence, readSequenceFile } from './read-file.ts';
import { countSteps, openText, readModel, stepSecretKey, toBytes, withoutSecrets } from './sequence-bytes.ts';

export interface ImportPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly secrets: SecretStore;
  readonly userName: string;
}

type Imported = ImportResult['imported'][number];

interface Prepared {
  readonly sequence: ReadSequence;
  readonly document: Uint8Array;
  readonly stepCount: number;
  readonly secrets: TakenSecret[];
  readonly notes: string[];
}

/** Everything that can fail is done before the transaction: blanking, counting, sizes. */
function prepare(sequence: ReadSequence, notes: readonly string[]): Prepared {
  const opened = openText(sequence.bytes, sequence.name);
  const { text, secrets } = withoutSecrets(opened.text, sequence.name);
  const stepCount = countSteps(readModel(text, sequence.name));
  const own = [...notes];
  if (secrets.length > 0)
    own.push(`${String(secrets.length)} passwords or keys were moved to the secret store of this site.`);
  if (sequence.bytes.length > defaultLimits.sequenceWarnBytes) {
    own.push('The task sequence has more than 2 MB; the field’s own console would refuse to save it.');
  }
  return { sequence, document: toBytes({ ...opened, text }), stepCount, secrets, notes: own };
}

async function insert(transaction: Transaction, ports: ImportPorts, prepared: Prepared, folderId: string | null) {
  const { sequence, document, stepCount } = prepared;
  const packageId = await nextPackageId(transaction);
  await insertSequence(transaction, {
    packageId,
    folderId,
    name: sequence.name,
    description: sequence.description,
    dialect: sequence.dialect,
    document,
    carry: sequence.carry === null ? null : JSON.stringify(sequence.carry),
    properties: { ...sequence.properties },
    stepCount,
    enabled: sequence.properties['TsEnabled'] !== 'FALSE',
    at: ports.clock.now(),
    by: ports.userName,
  });
  return packageId;
}

async function keepSecrets(ports: ImportPorts, packageId: PackageId, secrets: readonly TakenSecret[]): Promise<void> {
  for (const { stepType, stepName, property, value } of secrets) {
    await ports.secrets.put(stepSecretKey(packageId, stepType, stepName, property), value);
  }
}

/** Takes prepared sequences in, in one transaction. */
export async function takeIn(
  ports: ImportPorts,
  given: readonly ReadSequence[],
  folderId: string | null,
  notes: readonly string[] = [],
): Promise<{ packageId: PackageId; prepared: Prepared }[]> {
  const prepared = given.map((sequence) => prepare(sequence, notes));
  const made = await ports.database.write(async (transaction) => {
    const all: { packageId: PackageId; prepared: Prepared }[] = [];
    for (const one of prepared) all.push({ packageId: await insert(transaction, ports, one, folderId), prepared: one });
    return all;
  });
  for (const { packageId, prepared: one } of made) await keepSecrets(ports, packageId, one.secrets);
  return made;
}

async function importFile(ports: ImportPorts, file: ImportFile, folderId: string | null): Promise<Imported[]> {
  const bytes = await readFile(file.path).catch((error: unknown) => {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const details = { file: file.fileName, reason: 'it cannot be opened' };
    throw new AppError(isMissing ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE', details, { cause: error });
  });
  const { sequences, notes } = await readSequenceFile(file.fileName, bytes);
  const made = await takeIn(ports, sequences, folderId, notes);
  return made.map(({ packageId, prepared }) => ({
    file: file.fileName,
    packageId,
    name: prepared.sequence.name,
    originalId: prepared.sequence.originalId,
    notes: prepared.notes,
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
