import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useWords } from '../../use-words.ts';
import { operators } from '../../options/condition-names.ts';
import type { ConditionBodyProps, TestOf } from './condition-body.ts';

const sentences = { and: 'conditionDialog.ifAnd', or: 'conditionDialog.ifOr', not: 'conditionDialog.ifNot' } as const;

/** Which of the conditions in an If statement have to be true. */
export function IfFields({ test, change }: ConditionBodyProps<TestOf<'if-statement'>>) {
  const words = useWords();
  return (
    <Field label={words('conditionDialog.which')} hint={words('conditionDialog.ifEmpty')}>
      <RadioGroup
        value={test.operator}
        onChange={(_event, data) => {
          const operator = operators.find((one) => one === data.value);
          if (operator !== undefined) change({ ...test, operator });
        }}
      >
        {operators.map((operator) => (
          <Radio
            key={operator}
            value={operator}
            label={words(sentences[operator])}
            autoFocus={operator === test.operator}
          />
        ))}
      </RadioGroup>
    </Field>
  );
}
