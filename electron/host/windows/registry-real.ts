import { createRequire } from 'node:module';
import type * as NativeRegistry from 'native-reg';
import type { Registry, RegistryText, Scope } from './registration.ts';

/** Windows' registry. Throws elsewhere: its library has nothing to act on. */
export function createRegistry(scope: Scope): Registry {
  const native = createRequire(import.meta.url)('native-reg') as typeof NativeRegistry;
  const root = scope === 'person' ? native.HKCU : native.HKLM;

  const within = <T>(key: string, access: NativeRegistry.Access, work: (open: NativeRegistry.HKEY) => T) => {
    const open = native.openKey(root, key, access);
    if (open === null) return undefined;
    try {
      return work(open);
    } finally {
      native.closeKey(open);
    }
  };

  const read = (key: string, name: string): RegistryText | undefined =>
    within(key, native.Access.QUERY_VALUE, (open) => {
      const value = native.queryValueRaw(open, name);
      if (value === null || (value.type !== native.ValueType.SZ && value.type !== native.ValueType.EXPAND_SZ)) {
        return undefined;
      }
      const kind = value.type === native.ValueType.EXPAND_SZ ? 'expandable' : 'plain';
      return { kind, text: native.parseString(value) };
    });

  return {
    read,
    write: (key, name, { kind, text }) => {
      const open = native.createKey(root, key, native.Access.SET_VALUE);
      try {
        if (kind === 'expandable') native.setValueEXPAND_SZ(open, name, text);
        else native.setValueSZ(open, name, text);
      } finally {
        native.closeKey(open);
      }
    },
    removeValue: (key, name) => {
      within(key, native.Access.SET_VALUE, (open) => native.deleteValue(open, name));
    },
    removeTree: (key) => {
      if (native.deleteTree(root, key)) native.deleteKey(root, key);
    },
    removeEmpty: (key) => {
      const isEmpty = within(
        key,
        native.Access.READ,
        (open) => native.enumKeyNames(open).length === 0 && native.enumValueNames(open).length === 0,
      );
      if (isEmpty === true) native.deleteKey(root, key);
    },
  };
}
