import { Dropdown, Field, Option } from '@fluentui/react-components';
import { knownOperator } from '#shared/model/conditions/expression';
import { useWords } from '../../use-words.ts';

interface ChoiceDropdownProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly text: string }[];
  readonly change: (value: string) => void;
}

/** A list to choose from. A value of the file that the list does not have is one more choice of it. */
export function ChoiceDropdown({ label, hint, value, choices, change }: ChoiceDropdownProps) {
  const isKnown = choices.some((one) => one.value === value);
  const all = isKnown || value === '' ? choices : [...choices, { value, text: value }];
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      <Dropdown
        size="small"
        // Nothing is cleared here, and its hidden button has words of the library.
        clearButton={null}
        value={all.find((one) => one.value === value)?.text ?? value}
        selectedOptions={[value]}
        onOptionSelect={(_event, data) => {
          if (data.optionValue !== undefined) change(data.optionValue);
        }}
      >
        {all.map((one) => (
          <Option key={one.value} value={one.value}>
            {one.text}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}

/** A comparison of the field; one that we do not know stays in the list as it is written. */
export function OperatorField(props: {
  readonly operators: readonly string[];
  readonly value: string;
  readonly change: (operator: string) => void;
}) {
  const words = useWords();
  const name = (operator: string): string => {
    const known = knownOperator(operator);
    return known === undefined ? operator : words(`condition.operator.${known}`);
  };
  return (
    <ChoiceDropdown
      label={words('conditionDialog.operator')}
      value={props.value}
      choices={props.operators.map((value) => ({ value, text: name(value) }))}
      change={props.change}
    />
  );
}
