import { type ConditionExpression, expressionTypes, expressionValue } from '../condition.ts';
import {
  conditionLimits,
  type ConditionProblem,
  needsValue,
  readOperator,
  rightSide,
  tooLong,
  withValues,
} from './expression.ts';

/** Root keys that the field offers. */
export const registryRoots = ['HKEY_CURRENT_USER', 'HKEY_LOCAL_MACHINE', 'HKEY_USERS', 'HKEY_CURRENT_CONFIG'] as const;

/** Types that the field offers; its class knows more, which are kept. */
export const registryTypes = ['REG_SZ', 'REG_EXPAND_SZ', 'REG_DWORD'] as const;

/** How people write the root keys for short. */
const shortRoots: Readonly<Record<string, string>> = {
  HKCU: 'HKEY_CURRENT_USER',
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKU: 'HKEY_USERS',
  HKCC: 'HKEY_CURRENT_CONFIG',
};

/** A test of the registry. In the XML `Value` is the name of the value and `Data` what is in it. */
export interface RegistryTest {
  readonly kind: 'registry';
  readonly root: string;
  readonly key: string;
  /** Empty for the default value. */
  readonly valueName: string;
  /** Counts for `exists` and `notExists` only: a value of another type does not exist. */
  readonly type: string;
  readonly operator: string;
  readonly data: string;
}

export const newRegistryTest: RegistryTest = {
  kind: 'registry',
  root: 'HKEY_LOCAL_MACHINE',
  key: '',
  valueName: '',
  type: 'REG_SZ',
  operator: 'exists',
  data: '',
};

/** Reads a registry condition; a root key, a type or an operator that we do not know stays as it is written. */
export function readRegistryTest(node: ConditionExpression): RegistryTest {
  const keyPath = expressionValue(node, 'KeyPath') ?? '';
  const at = keyPath.indexOf('\\');
  const root = at < 0 ? keyPath : keyPath.slice(0, at);
  return {
    kind: 'registry',
    root: registryRoots.find((one) => one === root.toUpperCase()) ?? root,
    key: at < 0 ? '' : keyPath.slice(at + 1),
    valueName: expressionValue(node, 'Value') ?? '',
    type: expressionValue(node, 'Type') ?? '',
    operator: readOperator(node, 'Operator', 'exists'),
    data: expressionValue(node, 'Data') ?? '',
  };
}

/** Root and key of what was typed or pasted as a key: one that begins with a root key brings its own. Backslashes at both ends go. */
export function splitKey(root: string, typed: string): { readonly root: string; readonly key: string } {
  const plain = typed
    .trim()
    .replace(/^Computer\\/i, '')
    .replace(/^\\+/, '')
    .replace(/(?<!\\)\\+$/, '');
  const at = plain.indexOf('\\');
  const first = (at < 0 ? plain : plain.slice(0, at)).replace(/:$/, '').toUpperCase();
  const own = shortRoots[first] ?? registryRoots.find((one) => one === first);
  return own === undefined ? { root, key: plain } : { root: own, key: at < 0 ? '' : plain.slice(at + 1) };
}

/** A registry condition; an edited one keeps everything that was not changed. */
export function writeRegistryTest(test: RegistryTest, old: ConditionExpression | null): ConditionExpression {
  const before = old === null ? null : readRegistryTest(old);
  const isSameKey = before?.root === test.root && before.key === test.key;
  const keyPath = test.key === '' ? test.root : `${test.root}\\${test.key}`;
  // What a new condition does not need is not written.
  const given = (value: string): string | undefined => (value === '' && before === null ? undefined : value);
  const side = ({ operator, data }: RegistryTest) => ({ operator, value: data });
  const data = rightSide(side(test), before === null ? null : side(before));
  return withValues(old, expressionTypes.registry, [
    ['Data', before?.data, needsValue(test.operator) ? data : given(data)],
    ['KeyPath', isSameKey ? keyPath : undefined, keyPath],
    ['Operator', before?.operator, test.operator],
    ['Type', before?.type, given(test.type)],
    ['Value', before?.valueName, given(test.valueName)],
  ]);
}

/** What is wrong with a test: a key is asked for, and the name of a value has at most 250 characters, as in the field. */
export function checkRegistryTest(test: RegistryTest, old: RegistryTest | null): ConditionProblem[] {
  const problems: ConditionProblem[] = [];
  if (test.key !== old?.key) {
    if (test.key === '') problems.push({ field: 'key', code: 'key-missing' });
    problems.push(...tooLong('key', test.key, conditionLimits.path));
  }
  if (test.valueName !== old?.valueName) {
    problems.push(...tooLong('valueName', test.valueName, conditionLimits.registryValueName));
  }
  if (needsValue(test.operator)) problems.push(...tooLong('data', test.data, conditionLimits.value));
  return problems;
}
