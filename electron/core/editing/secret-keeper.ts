import type { PackageId } from '#shared/model/ids';
import type { SecretStore } from '../ports/secrets.ts';
import type { Database } from '../store/connection.ts';
import { stepSecretKey } from '../library/sequence-bytes.ts';
import { adoptStepSecrets, sweepStepSecrets } from '../library/step-secrets.ts';
import type { SealedEdits } from './editing-secrets.ts';

export interface SecretKeeper {
  /** Seals what `work` is going to name in the document; when it does not come to that, it goes again. */
  keep<T>(packageId: PackageId, given: Omit<SealedEdits, 'edits'>, work: () => Promise<T>): Promise<T>;
  /** Removes what neither document, draft nor history of the sequence names any more (LIB-13). */
  sweep(packageId: PackageId): Promise<void>;
}

/** Brings secrets into the secret store around edits. */
export function createSecretKeeper(database: Database, secrets: SecretStore): SecretKeeper {
  /** Keys on their way into a document, with how many edits bring them: a sweep beside them leaves them alone. */
  const held = new Map<string, number>();
  const hold = (key: string, by: 1 | -1): void => {
    const count = (held.get(key) ?? 0) + by;
    if (count === 0) held.delete(key);
    else held.set(key, count);
  };
  return {
    async keep(packageId, { secrets: fresh, adopted }, work) {
      if (fresh.length === 0 && adopted.size === 0) return work();
      const made = fresh.map(({ id }) => stepSecretKey(packageId, id));
      const keys = [...made, ...Array.from(adopted, (id) => stepSecretKey(packageId, id))];
      for (const key of keys) hold(key, 1);
      try {
        for (const { id, value } of fresh) await secrets.put(stepSecretKey(packageId, id), value);
        await adoptStepSecrets(database, secrets, packageId, adopted);
        return await work();
      } catch (error) {
        for (const key of made) await secrets.delete(key);
        throw error;
      } finally {
        for (const key of keys) hold(key, -1);
      }
    },
    sweep: (packageId) => sweepStepSecrets(database, packageId, (id) => held.has(stepSecretKey(packageId, id))),
  };
}
