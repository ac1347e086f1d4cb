import type { PackageId } from '#shared/model/ids';
import type { Secrets } from '../engine/ports.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { Database } from '../store/connection.ts';
import { deleteSealed, listSealedKeys } from '../store/tables/secret.ts';

/** What finds the sealed value that the text of a property names. */
export interface StepSecrets {
  find(packageId: PackageId, text: string): Promise<string | null>;
}

/** The engine's view of the secret store: its own keys per run, and the secrets of steps. */
export function createRunSecrets(database: Database, secrets: SecretStore, steps: StepSecrets): Secrets {
  return {
    seal: (key, value) => secrets.put(key, value),
    open: async (key) => (await secrets.get(key)) ?? null,
    forget: (prefix) =>
      database.write(async (transaction) => {
        for (const key of await listSealedKeys(transaction, prefix)) await deleteSealed(transaction, key);
      }),
    ofStep: (packageId, text) => steps.find(packageId, text),
  };
}
