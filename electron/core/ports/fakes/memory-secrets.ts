import type { SecretStore } from '../secrets.ts';

/** Secrets in memory, unsealed: for tests only. */
export function createMemorySecrets(): SecretStore {
  const values = new Map<string, string>();
  return {
    put: (key, value) => {
      values.set(key, value);
      return Promise.resolve();
    },
    get: (key) => Promise.resolve(values.get(key)),
    delete: (key) => Promise.resolve(values.delete(key)),
    kind: () => 'key-file',
    place: () => 'memory',
  };
}
