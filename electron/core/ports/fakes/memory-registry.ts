import type { Registry, RegistryValue } from '../registry.ts';

export interface MemoryRegistry extends Registry {
  /** Keys with their values, as `HKLM\A\B` to name to value. Keys above them exist too. */
  put(key: string, values?: Readonly<Record<string, RegistryValue>>): void;
  remove(key: string): void;
  /** Every key with its values, both in lower case. */
  content(): Readonly<Record<string, Readonly<Record<string, RegistryValue>>>>;
}

export const sz = (text: string): RegistryValue => ({ kind: 'text', text });
export const expandable = (text: string): RegistryValue => ({ kind: 'expandable', text });
export const dword = (number: number): RegistryValue => ({ kind: 'number', number });

/** A registry in memory, without regard to case, as Windows' own. */
export function createMemoryRegistry(): MemoryRegistry {
  const keys = new Map<string, { name: string; values: Map<string, RegistryValue> }>();
  const fold = (text: string): string => text.toLowerCase().replace(/\\+$/, '');
  const put: MemoryRegistry['put'] = (key, values = {}) => {
    const parts = key.split('\\');
    for (let length = 1; length <= parts.length; length += 1) {
      const path = parts.slice(0, length).join('\\');
      if (!keys.has(fold(path))) keys.set(fold(path), { name: parts[length - 1] ?? '', values: new Map() });
    }
    for (const [name, value] of Object.entries(values)) keys.get(fold(key))?.values.set(name.toLowerCase(), value);
  };
  const remove = (key: string): void => {
    for (const path of [...keys.keys()]) {
      if (path === fold(key) || path.startsWith(`${fold(key)}\\`)) keys.delete(path);
    }
  };
  return {
    ...{ put, remove },
    subkeys(key) {
      if (!keys.has(fold(key))) return null;
      const depth = fold(key).split('\\').length + 1;
      const below = [...keys].filter(
        ([path]) => path.startsWith(`${fold(key)}\\`) && path.split('\\').length === depth,
      );
      return below.map(([, { name }]) => name);
    },
    hasKey: (key) => keys.has(fold(key)),
    value: (key, name) => keys.get(fold(key))?.values.get(name.toLowerCase()) ?? null,
    setText: (key, name, value) => put(key, { [name]: value }),
    deleteValue: (key, name) => void keys.get(fold(key))?.values.delete(name.toLowerCase()),
    deleteTree: remove,
    deleteEmptyKey(key) {
      const hasKeys = [...keys.keys()].some((path) => path.startsWith(`${fold(key)}\\`));
      if (!hasKeys && keys.get(fold(key))?.values.size === 0) keys.delete(fold(key));
    },
    content: () =>
      Object.fromEntries([...keys].map(([path, { values }]) => [path, Object.fromEntries(values)] as const)),
  };
}
