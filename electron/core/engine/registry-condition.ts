import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Registry, RegistryValue } from '../ports/registry.ts';

/** Root keys as a condition writes them, and as the port does. */
const roots: Readonly<Record<string, string>> = {
  HKEY_LOCAL_MACHINE: 'HKLM',
  HKEY_CURRENT_USER: 'HKCU',
  HKEY_USERS: 'HKU',
  HKEY_CLASSES_ROOT: 'HKCR',
};

export interface RegistryQuestion {
  readonly keyPath: string;
  /** Empty for the default value. */
  readonly valueName: string;
  /** `REG_SZ` and so on; counts for exists and notExists only. */
  readonly type: string;
}

/** What the registry of the device has there. */
export interface RegistryAnswer {
  /** Undefined when key or value is not there. */
  readonly text: string | undefined;
  /** The value is there and is of the type that was asked for; without a type, any. */
  readonly exists: boolean;
}

/** Looks at a value, or, without a name of a value and a type, at the key. Throws `CONDITION_UNSUPPORTED` (ENG-115). */
export function askRegistry(registry: Registry, question: RegistryQuestion): RegistryAnswer {
  const key = toKey(question.keyPath);
  try {
    const value = registry.value(key, question.valueName);
    if (value === null) {
      // A key without the default value: nobody who asks for the key means that value.
      const isAboutKey = question.valueName === '' && question.type === '';
      return { text: undefined, exists: isAboutKey && registry.hasKey(key) };
    }
    const type = question.type.toUpperCase();
    return { text: textOf(value), exists: type === '' || type === typeOf(value) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const why = error.details['reason'] ?? error.code;
    throw new AppError('CONDITION_UNSUPPORTED', { condition: question.keyPath, reason: why }, { cause: error });
  }
}

function toKey(keyPath: string): string {
  const at = keyPath.indexOf('\\');
  const root = roots[(at < 0 ? keyPath : keyPath.slice(0, at)).trim().toUpperCase()];
  if (root === undefined) {
    throw new AppError('CONDITION_UNSUPPORTED', { condition: keyPath, reason: reason('root-key-unknown') });
  }
  return `${root}\\${at < 0 ? '' : keyPath.slice(at + 1).replace(/(?<!\\)\\+$/, '')}`;
}

function typeOf(value: RegistryValue): string {
  const types = {
    text: 'REG_SZ',
    expandable: 'REG_EXPAND_SZ',
    texts: 'REG_MULTI_SZ',
    number: 'REG_DWORD',
    long: 'REG_QWORD',
    bytes: 'REG_BINARY',
  } as const;
  return types[value.kind];
}

function textOf(value: RegistryValue): string {
  switch (value.kind) {
    case 'number':
      return String(value.number);
    case 'texts':
      return value.texts.join('\n');
    case 'bytes':
      return Buffer.from(value.bytes).toString('hex').toUpperCase();
    default:
      return value.text;
  }
}

/** The question of a condition over a registry; undefined for a device without one that runs. */
export function registryOf(registry: Registry | null): ((question: RegistryQuestion) => RegistryAnswer) | undefined {
  return registry === null ? undefined : (question) => askRegistry(registry, question);
}
