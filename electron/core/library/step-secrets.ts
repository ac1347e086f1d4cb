import { PackageId } from '#shared/model/ids';
import { walkNodes } from '#shared/model/sequence';
import { isAppError } from '#shared/contract/errors';
import type { SecretStore } from '../ports/secrets.ts';
import type { Database } from '../store/connection.ts';
import { getSequence } from '../store/tables/sequence.ts';
import { openText, readModel, stepSecretKey } from './sequence-bytes.ts';

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
