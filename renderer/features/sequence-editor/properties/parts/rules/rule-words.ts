import { knownOperator, needsValue } from '#shared/model/conditions/expression';
import { type DynamicRule, isIncompleteTest, type RuleTest } from '#shared/model/dynamic-rules';
import { setDynamicVariables } from '#shared/steps/set-dynamic-variables';
import { type EditorText } from '../../../use-words.ts';

function variableWords(words: EditorText, test: Extract<RuleTest, { kind: 'variable' }>): string {
  const known = knownOperator(test.operator);
  const said = known === undefined ? test.operator : words(`condition.says.${known}`);
  const { variable } = test;
  if (!needsValue(known ?? test.operator)) return words('rules.says.variableAlone', { variable, operator: said });
  if (test.value === '' && (known === 'equals' || known === 'notEquals')) {
    const empty = words(known === 'equals' ? 'condition.isEmpty' : 'condition.isNotEmpty');
    return words('rules.says.variableAlone', { variable, operator: empty });
  }
  return words('rules.says.variable', { variable, operator: said, value: test.value });
}

function filled(parts: readonly (readonly [value: string, say: (value: string) => string])[]): string[] {
  return parts.flatMap(([value, say]) => (value === '' ? [] : [say(value)]));
}

const kinds =
  setDynamicVariables.properties.find(({ key }) => key === 'rules')?.columns?.find(({ key }) => key === 'condition')
    ?.choices ?? [];

/** What a kind of rule is called. */
export function kindWords(words: EditorText, kind: RuleTest['kind']): string {
  const choice = kinds.find(({ value }) => value === kind);
  return choice === undefined ? words('rules.otherKind') : words.message(choice.label);
}

/** What a rule asks, as a sentence. */
export function testWords(words: EditorText, test: RuleTest): string {
  if (isIncompleteTest(test)) return words('rules.says.incomplete', { kind: kindWords(words, test.kind) });
  const when = (parts: readonly string[], join: string): string => words('rules.says.if', { what: parts.join(join) });
  switch (test.kind) {
    case 'none':
      return words('rules.says.always');
    case 'computer':
      return when(
        filled([
          [test.assetTag, (value) => words('rules.says.assetTag', { value })],
          [test.macAddress, (value) => words('rules.says.macAddress', { value })],
          [test.serialNumber, (value) => words('rules.says.serialNumber', { value })],
          [test.uuid, (value) => words('rules.says.uuid', { value })],
        ]),
        words('rules.says.or'),
      );
    case 'location':
      return when(filled([[test.defaultGateway, (value) => words('rules.says.defaultGateway', { value })]]), '');
    case 'makeModel':
      return when(
        filled([
          [test.make, (value) => words('rules.says.make', { value })],
          [test.model, (value) => words('rules.says.model', { value })],
        ]),
        words('rules.says.and'),
      );
    case 'variable':
      return words('rules.says.if', { what: variableWords(words, test) });
    case 'other':
      return words('rules.says.other');
  }
}

/** What a rule sets, in one line; a value that is not displayed is not. */
export function setsWords(words: EditorText, { variables }: DynamicRule): string {
  if (variables.length === 0) return words('rules.setsNothing');
  const list = variables.map(({ name, value, isSecret }) => `${name} = ${isSecret ? '••••••••' : value}`);
  return words('rules.sets', { list: list.join(', ') });
}
