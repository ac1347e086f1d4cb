import { isAppError } from '#shared/contract/errors';
import type { PackageId } from '#shared/model/ids';
import { findSecretReferences, readSecretReference } from '#shared/model/secret-reference';
import type { SecretStore } from '../ports/secrets.ts';
import type { Database, ReadConnection } from '../store/connection.ts';
import { findEditingSession, listEdits } from '../store/tables/editing-session.ts';
import { listSealed, listSealedKeys } from '../store/tables/secret.ts';
import { getSequence, listSequences } from '../store/tables/sequence.ts';
import { openText, stepSecretKey, stepSecretPrefix } from './sequence-bytes.ts';

export interface StepSecrets {
  /** The secret that the text of a property stands for, or null: an empty one, or a sealed value that is not there. */
  find(packageId: PackageId, text: string): Promise<string | null>;
}

/** Secrets of steps: they lie in the secret store, and the document names them by id, never by value (LIB-9). */
export function createStepSecrets(secrets: SecretStore): StepSecrets {
  return {
    find: async (packageId, text) => {
      const id = readSecretReference(text);
      return id === null ? null : ((await secrets.get(stepSecretKey(packageId, id))) ?? null);
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
 * the clipboard (LIB-9). What no sequence of the site has (a text from elsewhere) stays without a value.
 */
export async function adoptStepSecrets(
  database: Database,
  secrets: SecretStore,
  packageId: string,
  ids: Iterable<string>,
): Promise<void> {
  const own = await listStepSecrets(database.read, packageId);
  const missing = [...ids].filter((id) => !own.has(id));
  if (missing.length === 0) return;
  const all = await listSealedKeys(database.read, 'sequence/');
  for (const id of missing) {
    const key = all.find((one) => one.endsWith(`/${id}`));
    const value = key === undefined ? undefined : await secrets.get(key);
    if (value !== undefined) await secrets.put(stepSecretKey(packageId, id), value);
  }
}

/** What is removed for good takes its secrets along (LIB-9). */
export async function deleteStepSecrets(database: Database, secrets: SecretStore, packageId: string): Promise<void> {
  for (const key of await listSealedKeys(database.read, stepSecretPrefix(packageId))) await secrets.delete(key);
}

/**
 * Every secret that the sequence names: in its document, in the one its history begins with, and in each undo step.
 * Null when the sequence is deleted: it can come back and needs them all.
 */
async function listReferences(connection: ReadConnection, packageId: PackageId): Promise<Set<string> | null> {
  const stored = await getSequence(connection, packageId).catch((error: unknown) => {
    if (isAppError(error, 'SEQUENCE_NOT_FOUND')) return null;
    throw error;
  });
  if (stored === null) return null;
  const session = await findEditingSession(connection, packageId);
  const edits = session === undefined ? [] : await listEdits(connection, packageId);
  const documents = [stored.document, ...(session === undefined ? [] : [session.baseDocument])];
  const texts = [
    ...documents.map((document) => openText(document, stored.name).text),
    ...edits.map(({ patches, inverse }) => JSON.stringify([patches, inverse])),
  ];
  return new Set(texts.flatMap((text) => [...findSecretReferences(text)]));
}

/**
 * Removes the secrets of a sequence to which nothing leads any more: not its document, not its draft, not one of its
 * undo steps (LIB-13). `isHeld` names those that are on their way into the document.
 */
export async function sweepStepSecrets(
  database: Database,
  secrets: SecretStore,
  packageId: PackageId,
  isHeld: (id: string) => boolean = () => false,
): Promise<void> {
  // What is held now may be in the document a moment later: it is asked before the document is read.
  const ids = [...(await listStepSecrets(database.read, packageId))].filter((id) => !isHeld(id));
  if (ids.length === 0) return;
  const named = await listReferences(database.read, packageId);
  if (named === null) return;
  for (const id of ids) if (!named.has(id)) await secrets.delete(stepSecretKey(packageId, id));
}

/**
 * Sweeps all sequences of the site, for what a killed program left behind; those that are deleted and can come back
 * keep theirs. Younger secrets than `before` stay: another process may be about to name them.
 */
export async function sweepAllStepSecrets(database: Database, secrets: SecretStore, before: number): Promise<void> {
  const old = (await listSealed(database.read, 'sequence/')).filter(({ createdAt }) => createdAt < before);
  if (old.length === 0) return;
  const live = new Map((await listSequences(database.read)).map((row) => [stepSecretPrefix(row.packageId), row]));
  const deleted = new Set(
    (await listSequences(database.read, { deleted: true })).map((row) => stepSecretPrefix(row.packageId)),
  );
  for (const [prefix, sealed] of Map.groupBy(old, ({ key }) => key.slice(0, key.lastIndexOf('/') + 1))) {
    const keys = new Set(sealed.map(({ key }) => key));
    const row = live.get(prefix);
    if (row !== undefined) await sweepStepSecrets(database, secrets, row.packageId, (id) => !keys.has(prefix + id));
    else if (!deleted.has(prefix)) for (const key of keys) await secrets.delete(key);
  }
}
