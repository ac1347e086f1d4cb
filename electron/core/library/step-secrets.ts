import { PackageId } from '#shared/model/ids';
import { walkNodes } from '#shared/model/sequence';
import { isAppError } from '#shared/contract/errors';
import type { SecretStore } from '../ports/secrets.ts';
import type { Database } from '../store/connection.ts';
import { getSequence } from '../store/tables/sequence.ts';
import { listSealedKeys } from '../store/tables/secret.ts';
import { openText, readModel, stepSecretKey, stepSecretPrefix } from './sequence-bytes.ts';

export interface StepSecrets {
  /** The value that was taken out of a step when its sequence was imported, or null. */
  find(packageId: string, nodeId: string, property: string): Promise<string | null>;
}

/** Secrets of steps: they lie in the secret store under what a person calls the step, never in the document (LIB-9). */
export function createStepSecrets(database: Database, secrets: SecretStore): StepSecrets {
  return {
    find: async (packageId, nodeId, property) => {
      try {
        const stored = await getSequence(database.read, PackageId.parse(packageId));
        const model = readModel(openText(stored.document, stored.name).text, stored.name);
        const found = [...walkNodes(model.nodes)].find(({ node }) => node.id === nodeId)?.node;
        if (found === undefined) return null;
        return (await secrets.get(stepSecretKey(packageId, found.type, found.name, property))) ?? null;
      } catch (error) {
        // A sequence that was deleted meanwhile has no secrets any more; the run goes on without.
        if (isAppError(error, 'SEQUENCE_NOT_FOUND')) return null;
        throw error;
      }
    },
  };
}

/** A copy of a sequence has the secrets of its steps too, under its own package ID (LIB-9). */
export async function copyStepSecrets(
  database: Database,
  secrets: SecretStore,
  from: string,
  to: string,
): Promise<void> {
  const prefix = stepSecretPrefix(from);
  for (const key of await listSealedKeys(database.read, prefix)) {
    const value = await secrets.get(key);
    if (value !== undefined) await secrets.put(stepSecretPrefix(to) + key.slice(prefix.length), value);
  }
}

/** What is removed for good takes its secrets along (LIB-9). */
export async function deleteStepSecrets(database: Database, secrets: SecretStore, packageId: string): Promise<void> {
  for (const key of await listSealedKeys(database.read, stepSecretPrefix(packageId))) await secrets.delete(key);
}
