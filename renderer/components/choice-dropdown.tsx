import { Dropdown, type DropdownProps, Field, type FieldProps, Option } from '@fluentui/react-components';

export interface Choice {
  readonly value: string;
  readonly text: string;
}

interface ChoiceListProps extends Pick<DropdownProps, 'aria-label' | 'className' | 'onBlur'> {
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly isDisabled?: boolean;
  readonly change: (value: string) => void;
}

/** A list to choose one value from. A value of the file that the list does not have is one more choice of it. */
export function ChoiceList({ value, choices, isDisabled = false, change, ...more }: ChoiceListProps) {
  const chosen = choices.find((one) => one.value === value);
  const all = chosen === undefined && value !== '' ? [...choices, { value, text: value }] : choices;
  return (
    <Dropdown
      {...more}
      // Nothing is cleared here, and its hidden button has words of the library.
      clearButton={null}
      size="small"
      value={chosen?.text ?? value}
      selectedOptions={[value]}
      disabled={isDisabled}
      onOptionSelect={(_event, { optionValue }) => {
        if (optionValue !== undefined && optionValue !== value) change(optionValue);
      }}
    >
      {all.map((one) => (
        <Option key={one.value} value={one.value}>
          {one.text}
        </Option>
      ))}
    </Dropdown>
  );
}

interface ChoiceDropdownProps
  extends
    Omit<ChoiceListProps, 'aria-label' | 'className' | 'onBlur'>,
    Pick<FieldProps, 'hint' | 'size' | 'orientation' | 'className' | 'validationMessage' | 'validationState'> {
  readonly label: string;
}

/** A list to choose from, under its label. */
export function ChoiceDropdown({ value, choices, isDisabled = false, change, ...field }: ChoiceDropdownProps) {
  return (
    <Field {...field}>
      <ChoiceList value={value} choices={choices} isDisabled={isDisabled} change={change} />
    </Field>
  );
}
