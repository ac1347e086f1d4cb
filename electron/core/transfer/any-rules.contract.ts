import fc from 'fast-check';
import { type DynamicRule, dynamicRuleLimits, type RuleTest, type RuleVariable } from '#shared/model/dynamic-rules';
import { isXmlText } from '#shared/model/xml-text';

/** Text that a value may hold: what XML escapes, what has no place in one line, what is longer than one unit. */
const text = (maxLength: number) =>
  fc
    .string({
      unit: fc.constantFrom('a', 'Z', '9', ' ', '&', '<', '>', '"', "'", ']', '\n', '\t', '%', 'ü', '🙂'),
      maxLength,
    })
    .filter(isXmlText);

const value = text(12);

const anyTest: fc.Arbitrary<RuleTest> = fc.oneof(
  fc.constant<RuleTest>({ kind: 'none' }),
  fc.record({
    kind: fc.constant('computer' as const),
    assetTag: value,
    macAddress: value,
    serialNumber: value,
    uuid: value,
  }),
  fc.record({ kind: fc.constant('location' as const), defaultGateway: value }),
  fc.record({ kind: fc.constant('makeModel' as const), make: value, model: value }),
  fc.record({ kind: fc.constant('variable' as const), variable: value, operator: value, value }),
);

const anyVariable: fc.Arbitrary<RuleVariable> = fc
  .record({ name: text(10), value, isSecret: fc.boolean() })
  .map(({ name, value: given, isSecret }) => ({
    key: null,
    name,
    value: isSecret ? '' : given,
    isSecret,
    isSet: false,
  }));

/** Rules as a page makes them, none of which was read from a document. */
export const anyRules: fc.Arbitrary<DynamicRule[]> = fc.array(
  fc.record({ key: fc.constant(null), test: anyTest, variables: fc.array(anyVariable, { maxLength: 4 }) }),
  { maxLength: Math.min(5, dynamicRuleLimits.rules) },
);

/** The same rules with the places that they have once they are written in this order. */
export function placed(rules: readonly DynamicRule[]): DynamicRule[] {
  return rules.map((rule, key) => ({
    ...rule,
    key,
    variables: rule.variables.map((one, at) => ({ ...one, key: at })),
  }));
}
