import { isAppError } from '#shared/contract/errors';
import { PackageId } from '#shared/model/ids';
import { findSecretReferences, readSecretReference } from '#shared/model/secret-reference';
import type { SecretStore } from '../ports/secrets.ts';
import type { Database, ReadConnection, Transaction } from '../store/connection.ts';
import { listEditTexts } from '../store/tables/editing-lists.ts';
import { findEditingSession } from '../store/tables/editing-session.ts';
import { deleteSealed, deleteSealedUnder, listSealed, listSealedKeys } from '../store/tables/secret.ts';
import { getSequence, hasSequence } from '../store/tables/sequence.ts';
import { openText, stepSecretKey, stepSecretPrefix } from './sequence-bytes.ts';

export interface StepSecrets {
  /** The secret that the text of a property stands for, or null: an empty one, or a sealed value that is not there. */
  find(packageId: PackageId, text: string): Promise<string | null>;
  /** The same for many texts, in one look at the secrets of the sequence. */
  findAll(packageId: PackageId, texts: readonly string[]): Promise<readonly (string | null)[]>;
}

/** Secrets of steps: they lie in the secret store, and the document names them by id, never by value (LIB-9). */
export function createStepSecrets(secrets: SecretStore): StepSecrets {
  return {
    find: async (packageId, text) => {
      const id = readSecretReference(text);
      return id === null ? null : ((await secrets.get(stepSecretKey(packageId, id))) ?? null);
    },
    findAll: async (packageId, texts) => {
      if (texts.length === 0) return [];
      const values = await secrets.getAll(stepSecretPrefix(packageId));
      return texts.map((text) => {
        const id = readSecretReference(text);
        return id === null ? null : (values.get(stepSecretKey(packageId, id)) ?? null);
      });
    },
  };
}

/** The ids of the secrets that a sequence has. */
export async function listStepSecrets(connection: ReadConnection, packageId: string): Promise<Set<string>> {
  const prefix = stepSecretPrefix(packageId);
  return new Set((await listSealedKeys(connection, prefix)).map((key) => key.slice(prefix.length)));
}

/**
 * Gives a sequence the secrets that a text names which was copied from another one: the whole document, or steps from
 * the clipboard (LIB-9). What no sequence of the site has (a text from elsewhere) stays without a value. Part of the
 * transaction that writes the text.
 */
export async function adoptStepSecretsIn(
  transaction: Transaction,
  secrets: SecretStore,
  packageId: string,
  ids: Iterable<string>,
): Promise<void> {
  const own = await listStepSecrets(transaction, packageId);
  const missing = [...ids].filter((id) => !own.has(id));
  if (missing.length === 0) return;
  const all = await listSealedKeys(transaction, 'sequence/');
  for (const id of missing) {
    const key = all.find((one) => one.endsWith(`/${id}`));
    const value = key === undefined ? undefined : await secrets.getIn(transaction, key);
    if (value !== undefined) await secrets.putIn(transaction, stepSecretKey(packageId, id), value);
  }
}

/** What is removed for good takes its secrets along, in the transaction that removes it (LIB-9, LIB-30). */
export async function deleteStepSecrets(transaction: Transaction, packageId: string): Promise<void> {
  await deleteSealedUnder(transaction, stepSecretPrefix(packageId));
}

/**
 * Every secret that the sequence names: in its document, in the one its draft is read from, and in each undo step.
 * Null when the sequence is deleted: it can come back and needs them all.
 */
async function listReferences(connection: ReadConnection, packageId: PackageId): Promise<Set<string> | null> {
  const stored = await getSequence(connection, packageId).catch((error: unknown) => {
    if (isAppError(error, 'SEQUENCE_NOT_FOUND')) return null;
    throw error;
  });
  if (stored === null) return null;
  const session = await findEditingSession(connection, packageId);
  const edits = session === undefined ? [] : await listEditTexts(connection, packageId);
  const documents = [stored.document, ...(session === undefined ? [] : [session.baseDocument])];
  const texts = [
    ...documents.map((document) => openText(document, stored.name).text),
    // What an edit took away stands in it as well as what it put there.
    ...edits,
  ];
  return new Set(texts.flatMap((text) => [...findSecretReferences(text)]));
}

/** Secrets of a sequence to which nothing leads, as that connection or transaction sees it. */
async function listLoose(
  connection: ReadConnection,
  packageId: PackageId,
  isHeld: (id: string) => boolean,
): Promise<string[]> {
  // What is held now may be in the document a moment later: it is asked before the document is read.
  const ids = [...(await listStepSecrets(connection, packageId))].filter((id) => !isHeld(id));
  if (ids.length === 0) return [];
  const named = await listReferences(connection, packageId);
  return named === null ? [] : ids.filter((id) => !named.has(id));
}

/**
 * Removes the secrets of a sequence to which nothing leads any more: not its document, not its draft, not one of its
 * undo steps (LIB-13). `isHeld` names those that are on their way into the document.
 */
export async function sweepStepSecrets(
  database: Database,
  packageId: PackageId,
  isHeld: (id: string) => boolean = () => false,
): Promise<void> {
  // Mostly there is none, and then no document is read while others wait to write.
  if ((await listLoose(database.read, packageId, isHeld)).length === 0) return;
  await database.write(async (transaction) => {
    const loose = await listLoose(transaction, packageId, isHeld);
    for (const id of loose) await deleteSealed(transaction, stepSecretKey(packageId, id));
  });
}

/**
 * Sweeps all sequences of the site, for what a killed program left behind; those that are deleted and can come back
 * keep theirs. Younger secrets than `before` stay: another process may be about to name them.
 */
export async function sweepAllStepSecrets(database: Database, before: number): Promise<void> {
  const old = (await listSealed(database.read, 'sequence/')).filter(({ createdAt }) => createdAt < before);
  for (const [prefix, sealed] of Map.groupBy(old, ({ key }) => key.slice(0, key.lastIndexOf('/') + 1))) {
    const keys = new Set(sealed.map(({ key }) => key));
    const { data: packageId } = PackageId.safeParse(prefix.split('/')[1]);
    if (packageId === undefined) continue;
    if (await hasSequence(database.read, packageId)) {
      await sweepStepSecrets(database, packageId, (id) => !keys.has(stepSecretKey(packageId, id)));
    } else await database.write((transaction) => deleteOrphans(transaction, packageId, keys));
  }
}

/** A sequence that is not there at all, not even to come back, has no secrets. */
async function deleteOrphans(transaction: Transaction, packageId: PackageId, keys: ReadonlySet<string>): Promise<void> {
  if (await hasSequence(transaction, packageId)) return;
  for (const key of keys) await deleteSealed(transaction, key);
}
