import { systemReason } from './system-reason.ts';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Registry, RegistryValue } from './registry.ts';
import { loadNativeReg } from './native.ts';

/** What of the library is called: a test gives one that refuses. */
export type Native = ReturnType<typeof loadNativeReg>;
type Handle = ReturnType<Native['createKey']>;

/** Longest name of a key with its path (Win32: 255 characters a level, 512 levels). */
const longestKey = 32_768;

/** The registry of this computer, in its 64-bit view. Each call opens and closes its key. */
export function createRegistry(native: Native = loadNativeReg()): Registry {
  return {
    subkeys: (key) => withKey(native, key, (handle) => native.enumKeyNames(handle)),
    hasKey: (key) => withKey(native, key, () => true) ?? false,
    value: (key, name) =>
      withKey(native, key, (handle) => {
        const raw = native.queryValueRaw(handle, name);
        return raw === null ? null : toValue(native, raw);
      }),
    setText(key, name, { kind, text }) {
      const { root, path } = split(native, key);
      const handle = guard(key, () =>
        native.createKey(root, path, native.Access.SET_VALUE | native.Access.WOW64_64KEY),
      );
      try {
        guard(key, () =>
          kind === 'expandable' ? native.setValueEXPAND_SZ(handle, name, text) : native.setValueSZ(handle, name, text),
        );
      } finally {
        guard(key, () => native.closeKey(handle));
      }
    },
    deleteValue(key, name) {
      const { root, path } = split(native, key);
      const handle = guard(key, () => native.openKey(root, path, native.Access.SET_VALUE | native.Access.WOW64_64KEY));
      if (handle === null) return;
      try {
        guard(key, () => native.deleteValue(handle, name));
      } finally {
        guard(key, () => native.closeKey(handle));
      }
    },
    deleteTree(key) {
      const { root, path } = split(native, key);
      guard(key, () => native.deleteTree(root, path) && native.deleteKey(root, path));
    },
    deleteEmptyKey(key) {
      const isEmpty = withKey(
        native,
        key,
        (handle) => native.enumKeyNames(handle).length === 0 && native.enumValueNames(handle).length === 0,
      );
      const { root, path } = split(native, key);
      if (isEmpty === true) guard(key, () => native.deleteKey(root, path));
    },
  };
}

function withKey<Result>(native: Native, key: string, work: (handle: Handle) => Result): Result | null {
  const { root, path } = split(native, key);
  const handle = guard(key, () => native.openKey(root, path, native.Access.READ | native.Access.WOW64_64KEY));
  if (handle === null) return null;
  try {
    return guard(key, () => work(handle));
  } finally {
    guard(key, () => native.closeKey(handle));
  }
}

function split(native: Native, key: string): { readonly root: Handle; readonly path: string } {
  const at = key.indexOf('\\');
  const root = { HKLM: native.HKLM, HKCU: native.HKCU, HKU: native.HKU, HKCR: native.HKCR }[key.slice(0, at)];
  if (root === undefined || key.length > longestKey) {
    throw new AppError('REGISTRY_UNREADABLE', { key: key.slice(0, 1000), reason: reason('no-key-here') });
  }
  return { root, path: key.slice(at + 1) };
}

function guard<Result>(key: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      'REGISTRY_UNREADABLE',
      { key: key.slice(0, 1000), reason: systemReason(error) },
      { cause: error },
    );
  }
}

function toValue(native: Native, raw: NonNullable<ReturnType<Native['queryValueRaw']>>): RegistryValue {
  const { ValueType } = native;
  switch (raw.type) {
    case ValueType.SZ:
    case ValueType.LINK:
      return { kind: 'text', text: native.parseString(raw) };
    case ValueType.EXPAND_SZ:
      return { kind: 'expandable', text: native.parseString(raw) };
    case ValueType.MULTI_SZ:
      return { kind: 'texts', texts: native.parseMultiString(raw) };
    case ValueType.DWORD:
      return raw.length < 4 ? { kind: 'bytes', bytes: raw } : { kind: 'number', number: raw.readUInt32LE(0) };
    case ValueType.DWORD_BIG_ENDIAN:
      return raw.length < 4 ? { kind: 'bytes', bytes: raw } : { kind: 'number', number: raw.readUInt32BE(0) };
    case ValueType.QWORD:
      return raw.length < 8 ? { kind: 'bytes', bytes: raw } : { kind: 'long', text: String(raw.readBigUInt64LE(0)) };
    default:
      return { kind: 'bytes', bytes: Uint8Array.from(raw) };
  }
}
