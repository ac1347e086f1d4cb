import { Field, Option } from '@fluentui/react-components';
import { orderOperators } from '#shared/model/conditions/expression';
import { expressionArchitectures, offeredVersions } from '#shared/model/conditions/os-condition';
import { ChoiceField } from '../../../../components/choice-field.tsx';
import { useWords } from '../../use-words.ts';
import { ChoiceDropdown } from '../../../../components/choice-dropdown.tsx';
import { OperatorField } from './operator-field.tsx';
import type { ConditionBodyProps, TestOf } from './condition-body.ts';

/** The operating system as the Deployment Toolkit asks for it: architecture, comparison, version. */
export function OsVersionFields({ test, change, said }: ConditionBodyProps<TestOf<'os-version'>>) {
  const words = useWords();
  const any = { value: '', text: words('conditionDialog.anyArchitecture') };
  return (
    <>
      <ChoiceDropdown
        label={words('conditionDialog.architecture')}
        value={test.architecture}
        choices={[any, ...expressionArchitectures.map((value) => ({ value, text: value.toLowerCase() }))]}
        change={(architecture) => change({ ...test, architecture })}
      />
      <OperatorField
        operators={orderOperators}
        value={test.operator}
        change={(operator) => change({ ...test, operator })}
      />
      <Field
        label={words('conditionDialog.osVersion')}
        hint={words('conditionDialog.osVersionHint')}
        required
        {...said('version')}
      >
        <ChoiceField
          size="small"
          freeform
          autoFocus
          value={test.version}
          selectedOptions={[test.version]}
          listbox={{ className: 'se-choices' }}
          onChange={(event) => change({ ...test, version: event.target.value.trim() })}
          onOptionSelect={(_event, data) => {
            if (data.optionValue !== undefined) change({ ...test, version: data.optionValue });
          }}
        >
          {offeredVersions.map(({ name, version }) => (
            <Option key={name} value={version} text={version}>
              {words('conditionDialog.osVersionNamed', { version, name })}
            </Option>
          ))}
        </ChoiceField>
      </Field>
    </>
  );
}
