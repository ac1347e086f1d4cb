import { knownOperator } from '#shared/model/conditions/expression';
import { ChoiceDropdown } from '../../../../components/choice-dropdown.tsx';
import { useWords } from '../../use-words.ts';

/** A comparison of the field; one that we do not know stays in the list as it is written. */
export function OperatorField(props: {
  readonly operators: readonly string[];
  readonly value: string;
  readonly label?: string;
  readonly size?: 'small';
  readonly isDisabled?: boolean;
  readonly change: (operator: string) => void;
}) {
  const words = useWords();
  const { operators, value, label = words('conditionDialog.operator'), size = 'medium', isDisabled = false } = props;
  const name = (operator: string): string => {
    const known = knownOperator(operator);
    return known === undefined ? operator : words(`condition.operator.${known}`);
  };
  return (
    <ChoiceDropdown
      label={label}
      size={size}
      value={value}
      choices={operators.map((one) => ({ value: one, text: name(one) }))}
      isDisabled={isDisabled}
      change={props.change}
    />
  );
}
