import { knownOperator, needsValue, variableOperators } from '#shared/model/conditions/expression';
import { type EditorText, useWords } from '../../use-words.ts';
import { OperatorField } from './operator-field.tsx';
import type { ConditionBodyProps, TestOf } from './condition-body.ts';
import { ConditionTextField } from './condition-text-field.tsx';

/** What the comparison does with the value. */
function valueHint(words: EditorText, operator: string): string {
  const known = knownOperator(operator);
  if (known !== undefined && !needsValue(known)) {
    return words('conditionDialog.noValue', { operator: words(`condition.operator.${known}`) });
  }
  const isPattern = known === 'like' || known === 'notLike';
  return words(isPattern ? 'conditionDialog.wildcards' : 'conditionDialog.compare');
}

/** A task sequence variable: name, comparison, value. */
export function VariableFields({ test, change, said }: ConditionBodyProps<TestOf<'variable'>>) {
  const words = useWords();
  const hasValue = needsValue(test.operator);
  return (
    <>
      <ConditionTextField
        label={words('conditionDialog.variable')}
        value={test.variable}
        change={(variable) => change({ ...test, variable })}
        said={said('variable')}
        isRequired
        isFirst
      />
      <OperatorField
        operators={variableOperators}
        value={test.operator}
        change={(operator) => change({ ...test, operator })}
      />
      <ConditionTextField
        label={words('conditionDialog.value')}
        value={hasValue ? test.value : ''}
        change={(value) => change({ ...test, value })}
        said={said('value')}
        hint={valueHint(words, test.operator)}
        isDisabled={!hasValue}
      />
    </>
  );
}
