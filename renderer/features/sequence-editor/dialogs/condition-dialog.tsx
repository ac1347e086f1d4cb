import { Dropdown, Field, Input, Option } from '@fluentui/react-components';
import { useState } from 'react';
import { knownOperator, needsValue, variableOperators } from '#shared/text/condition-parts';
import type { DialogProps } from '../../../app/types.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useWords } from '../use-words.ts';

/** Of the field: 1 to 256 characters. */
const longestName = 256;

/** What the comparison does with the value. */
function valueHint(words: ReturnType<typeof useWords>, operator: string, label: string): string {
  if (!needsValue(operator)) return words('conditionDialog.noValue', { operator: label });
  const isPattern = operator === 'like' || operator === 'notLike';
  return words(isPattern ? 'conditionDialog.wildcards' : 'conditionDialog.compare');
}

/** One test of a variable: name, comparison, value. */
export function ConditionDialog({ request, close }: DialogProps<'editor.condition'>) {
  const words = useWords();
  const [variable, setVariable] = useState(request.test?.variable ?? '');
  const [operator, setOperator] = useState(request.test?.operator ?? 'equals');
  const [value, setValue] = useState(request.test?.value ?? '');
  const [isAsked, setAsked] = useState(false);
  const name = variable.trim();
  const isLong = name.length > longestName;
  const problem =
    name === '' ? words('conditionDialog.nameMissing') : isLong ? words('conditionDialog.nameTooLong') : null;
  const known = knownOperator(operator);
  const label = known === undefined ? operator : words(`condition.operator.${known}`);
  const hasValue = needsValue(operator);
  return (
    <FormDialog
      title={words(request.test === null ? 'conditionDialog.add' : 'conditionDialog.edit')}
      action={words(request.test === null ? 'conditionDialog.addAction' : 'conditionDialog.editAction')}
      onClose={() => close()}
      onSubmit={() => {
        setAsked(true);
        if (problem === null) close({ variable: name, operator, value: hasValue ? value : '' });
      }}
    >
      <Field
        label={words('conditionDialog.variable')}
        required
        validationMessage={isAsked ? problem : null}
        validationState={isAsked && problem !== null ? 'error' : 'none'}
      >
        <Input size="small" value={variable} onChange={(_event, data) => setVariable(data.value)} autoFocus />
      </Field>
      <Field label={words('conditionDialog.operator')}>
        <Dropdown
          size="small"
          // Nothing is cleared here, and its hidden button has words of the library.
          clearButton={null}
          value={label}
          selectedOptions={[operator]}
          onOptionSelect={(_event, data) => {
            if (data.optionValue !== undefined) setOperator(data.optionValue);
          }}
        >
          {variableOperators.map((one) => (
            <Option key={one} value={one}>
              {words(`condition.operator.${one}`)}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <Field label={words('conditionDialog.value')} hint={valueHint(words, operator, label)}>
        <Input
          size="small"
          value={hasValue ? value : ''}
          disabled={!hasValue}
          onChange={(_event, data) => setValue(data.value)}
        />
      </Field>
    </FormDialog>
  );
}
