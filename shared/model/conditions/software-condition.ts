import { type ConditionExpression, expressionTypes, expressionValue } from '../condition.ts';
import { type ConditionProblem, withValues } from './expression.ts';

/** A product of Windows Installer: this one (by its product code), or any of its versions (by its upgrade code). */
export interface SoftwareTest {
  readonly kind: 'software';
  /** `ThisVersion` or `AnyVersion`; another of a file is kept. */
  readonly operator: string;
  readonly name: string;
  readonly version: string;
  readonly productCode: string;
  readonly upgradeCode: string;
}

export const softwareOperators = ['ThisVersion', 'AnyVersion'] as const;

export const newSoftwareTest: SoftwareTest = {
  kind: 'software',
  operator: 'ThisVersion',
  name: '',
  version: '',
  productCode: '',
  upgradeCode: '',
};

/** Reads a software condition; an operator that we do not know stays as it is written. */
export function readSoftwareTest(node: ConditionExpression): SoftwareTest {
  const value = (name: string): string => expressionValue(node, name) ?? '';
  const operator = value('Operator');
  return {
    kind: 'software',
    operator: softwareOperators.find((one) => one.toLowerCase() === operator.toLowerCase()) ?? operator,
    name: value('ProductName'),
    version: value('Version'),
    productCode: value('ProductCode'),
    upgradeCode: value('UpgradeCode'),
  };
}

/** A software condition; an edited one keeps everything that was not changed. What a new one has not is not written. */
export function writeSoftwareTest(test: SoftwareTest, old: ConditionExpression | null): ConditionExpression {
  const before = old === null ? null : readSoftwareTest(old);
  const given = (value: string): string | undefined => (value === '' && before === null ? undefined : value);
  return withValues(old, expressionTypes.software, [
    ['Operator', before?.operator, test.operator],
    ['ProductCode', before?.productCode, given(test.productCode)],
    ['ProductName', before?.name, given(test.name)],
    ['UpgradeCode', before?.upgradeCode, given(test.upgradeCode)],
    ['Version', before?.version, given(test.version)],
  ]);
}

/** A code of Windows Installer in the field's form, `{` to `}` in capitals; other text as it is, without blanks around it. */
export function normaliseCode(typed: string): string {
  const plain = typed.trim();
  const found = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i.exec(plain);
  return found === null ? plain : `{${(found[1] ?? '').toUpperCase()}}`;
}

function isCode(text: string): boolean {
  return /^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/i.test(text);
}

/** What is wrong with a test: each code has its form, and the one that is compared is there. What the file has is left alone. */
export function checkSoftwareTest(test: SoftwareTest, old: SoftwareTest | null): ConditionProblem[] {
  const problems: ConditionProblem[] = [];
  const isSame = test.operator === old?.operator;
  for (const [field, missing, comparedBy] of [
    ['productCode', 'product-code-missing', 'ThisVersion'],
    ['upgradeCode', 'upgrade-code-missing', 'AnyVersion'],
  ] as const) {
    const code = test[field];
    if (isSame && code === old[field]) continue;
    if (code === '' && test.operator === comparedBy) problems.push({ field, code: missing });
    if (code !== '' && code !== old?.[field] && !isCode(code)) problems.push({ field, code: 'code-form' });
  }
  return problems;
}
