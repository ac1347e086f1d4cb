import type { PackageId } from '#shared/model/ids';
import type { Secrets } from '../engine/ports.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { Database } from '../store/connection.ts';
import { deleteSealedUnder } from '../store/tables/secret.ts';

/** What finds the sealed values that texts of properties name. */
export interface StepSecrets {
  findAll(packageId: PackageId, texts: readonly string[]): Promise<readonly (string | null)[]>;
}

/** The engine's view of the secret store: its own keys per run, and the secrets of steps. */
export function createRunSecrets(database: Database, secrets: SecretStore, steps: StepSecrets): Secrets {
  return {
    seal: (key, value) => secrets.put(key, value),
    open: async (key) => (await secrets.get(key)) ?? null,
    openAll: (prefix) => secrets.getAll(prefix),
    forget: (prefix) => database.write((transaction) => deleteSealedUnder(transaction, prefix)),
    ofSteps: (packageId, texts) => steps.findAll(packageId, texts),
  };
}
