import type { PackageId } from '#shared/model/ids';
import type { Secrets } from '../engine/ports.ts';
import type { SecretStore } from '../ports/secrets.ts';

/** What finds the sealed values that texts of properties name. */
export interface StepSecrets {
  findAll(packageId: PackageId, texts: readonly string[]): Promise<readonly (string | null)[]>;
}

/** The engine's view of the secret store: its own keys per run, and the secrets of steps. */
export function createRunSecrets(secrets: SecretStore, steps: StepSecrets): Secrets {
  return {
    seal: (key, value) => secrets.put(key, value),
    open: async (key) => (await secrets.get(key)) ?? null,
    openAll: (prefix) => secrets.getAll(prefix),
    ofSteps: (packageId, texts) => steps.findAll(packageId, texts),
  };
}
