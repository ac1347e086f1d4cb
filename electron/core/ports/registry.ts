/** A value of the registry. Numbers of 64 bits come as text, since they do not fit a number. */
export type RegistryValue =
  | RegistryText
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'long'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

export type RegistryText =
  | { readonly kind: 'text'; readonly text: string }
  /** Text with `%variables%` that nobody has replaced yet. */
  | { readonly kind: 'expandable'; readonly text: string };

/**
 * The registry of the running Windows, in its 64-bit view. A key is written with the short name of its root:
 * `HKLM\SOFTWARE\…`, `HKCU\…`, `HKU\…`, `HKCR\…`. An empty name is the default value of a key. Every call throws
 * `REGISTRY_UNREADABLE` (`{key}`, `{reason}`) where the system refuses.
 */
export interface Registry {
  /** Null when there is no such key. */
  subkeys(key: string): readonly string[] | null;
  /** Null when key or value is not there. */
  value(key: string, name: string): RegistryValue | null;
  hasKey(key: string): boolean;
  /** Makes the key, and those above it, when they are not there. */
  setText(key: string, name: string, value: RegistryText): void;
  /** Nothing happens when it is not there. */
  deleteValue(key: string, name: string): void;
  /** Deletes a key with everything below it; nothing happens when it is not there. */
  deleteTree(key: string): void;
  /** Deletes a key that has neither values nor keys in it. */
  deleteEmptyKey(key: string): void;
}

/** A text of the registry as it is written there; undefined when there is none, or a value of another kind. */
export function readText(registry: Registry, key: string, name: string): string | undefined {
  const value = registry.value(key, name);
  return value?.kind === 'text' || value?.kind === 'expandable' ? value.text : undefined;
}

/** A number of 32 bits; undefined when there is none, or a value of another kind. */
export function readNumber(registry: Registry, key: string, name: string): number | undefined {
  const value = registry.value(key, name);
  return value?.kind === 'number' ? value.number : undefined;
}
