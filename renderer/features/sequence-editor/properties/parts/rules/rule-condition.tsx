import { knownOperator, needsValue, variableOperators } from '#shared/model/conditions/expression';
import {
  type DynamicRule,
  dynamicRuleLimits,
  emptyTest,
  isIncompleteTest,
  type RuleTest,
} from '#shared/model/dynamic-rules';
import { checkVariableName } from '#shared/model/variable-name';
import type { PropertyColumn, StepProperty } from '#shared/steps/step-description';
import { ChoiceDropdown } from '../../../../../components/choice-dropdown.tsx';
import { OperatorField } from '../../../dialogs/conditions/operator-field.tsx';
import { type EditorText, useWords } from '../../../use-words.ts';
import { nameWords } from '../../name-words.ts';
import { setTest, setTestField } from './change-rules.ts';
import { RuleTextField } from './rule-text.tsx';
import type { RulesModel } from './use-rules.ts';

export const testKinds = ['computer', 'location', 'makeModel', 'variable', 'none'] as const;

/** The columns of the description of the rules: their labels are those of the fields. */
export function columnOf(property: StepProperty, key: string): PropertyColumn {
  const found = property.columns?.find((column) => column.key === key);
  if (found === undefined) throw new Error(`The rules have no column ${key}`);
  return found;
}

/** What a kind of rule is called. */
export function useKindName(property: StepProperty): (kind: RuleTest['kind']) => string {
  const words = useWords();
  const choices = columnOf(property, 'condition').choices ?? [];
  return (kind) => {
    const choice = choices.find((one) => one.value === kind);
    return choice === undefined ? words('rules.otherKind') : words.message(choice.label);
  };
}

interface TestProps {
  readonly model: RulesModel;
  readonly property: StepProperty;
  readonly index: number;
}

/** The value of a field of a test; empty for a rule that is gone or has another test by now. */
function readField(rules: readonly DynamicRule[], index: number, field: string): string {
  const test: Readonly<Record<string, string>> = rules[index]?.test ?? { kind: '' };
  return test[field] ?? '';
}

/** A rule may ask for a variable of the engine; an empty one is said for the whole rule. */
function askedProblem(words: EditorText, name: string): string | null {
  const found = name === '' ? null : checkVariableName(name, 'read');
  return found === null || found === 'begins-with-digit' ? null : nameWords(words, name, found);
}

function TestField(
  props: TestProps & { readonly field: string; readonly label?: string; readonly isDisabled?: boolean },
) {
  const { model, property, index, field } = props;
  const words = useWords();
  return (
    <RuleTextField
      model={model}
      field={`${index}.${field}`}
      label={props.label ?? words.message(columnOf(property, field).label)}
      limit={field === 'assetTag' ? dynamicRuleLimits.assetTag : dynamicRuleLimits.value}
      {...(field === 'variable' ? { check: (value: string) => askedProblem(words, value) } : {})}
      isDisabled={props.isDisabled ?? false}
      read={(rules) => readField(rules, index, field)}
      write={(value) => setTestField(index, field, value)}
    />
  );
}

function VariableTest(props: TestProps & { readonly test: Extract<RuleTest, { kind: 'variable' }> }) {
  const { model, index, test } = props;
  const words = useWords();
  const known = knownOperator(test.operator);
  return (
    <div className="se-columns">
      <TestField {...props} field="variable" label={words('rules.variable')} />
      <OperatorField
        label={words('rules.operator')}
        size="small"
        operators={variableOperators}
        value={known ?? test.operator}
        isDisabled={model.isReadOnly}
        change={(operator) => model.change(setTestField(index, 'operator', operator))}
      />
      <TestField
        {...props}
        field="value"
        label={words('rules.value')}
        isDisabled={!needsValue(known ?? test.operator)}
      />
    </div>
  );
}

function TestFields(props: TestProps & { readonly test: RuleTest }) {
  const { test } = props;
  const words = useWords();
  const fields = (...names: readonly string[]) => (
    <div className="se-columns">
      {names.map((field) => (
        <TestField key={field} {...props} field={field} />
      ))}
    </div>
  );
  switch (test.kind) {
    case 'none':
      return null;
    case 'computer':
      return fields('assetTag', 'macAddress', 'serialNumber', 'uuid');
    case 'location':
      return fields('defaultGateway');
    case 'makeModel':
      return fields('make', 'model');
    case 'variable':
      return <VariableTest {...props} test={test} />;
    case 'other':
      return (
        <pre className="se-code" tabIndex={0} aria-label={words('rules.source')}>
          {test.text}
        </pre>
      );
  }
}

const hints = {
  computer: 'rules.computerHint',
  makeModel: 'rules.makeModelHint',
  location: 'rules.locationHint',
  other: 'rules.otherHint',
} as const;

/** What a rule asks: its kind, and the fields of the kind. */
export function RuleTestFields(props: TestProps & { readonly test: RuleTest }) {
  const { model, property, index, test } = props;
  const words = useWords();
  const nameOf = useKindName(property);
  // What no page makes is what it is, and can be replaced.
  const kinds = test.kind === 'other' ? [...testKinds, test.kind] : testKinds;
  return (
    <>
      <ChoiceDropdown
        label={words('rules.kind')}
        size="small"
        className="se-rule-kind"
        {...(test.kind in hints ? { hint: words(hints[test.kind as keyof typeof hints]) } : {})}
        validationMessage={isIncompleteTest(test) ? words('rules.incomplete') : null}
        validationState={isIncompleteTest(test) ? 'warning' : 'none'}
        value={test.kind}
        choices={kinds.map((kind) => ({ value: kind, text: nameOf(kind) }))}
        isDisabled={model.isReadOnly}
        change={(chosen) => {
          const kind = testKinds.find((one) => one === chosen);
          if (kind !== undefined) model.change(setTest(index, emptyTest(kind)));
        }}
      />
      <TestFields {...props} />
    </>
  );
}
