import { knownOperator, needsValue, registryOperators } from '#shared/model/conditions/expression';
import { registryRoots, registryTypes } from '#shared/model/conditions/registry-condition';
import { useWords } from '../../use-words.ts';
import { ChoiceDropdown } from '../../../../components/choice-dropdown.tsx';
import { OperatorField } from './operator-field.tsx';
import type { ConditionBodyProps, TestOf } from './condition-body.ts';
import { ConditionTextField } from './condition-text-field.tsx';

const asChoices = (values: readonly string[]) => values.map((value) => ({ value, text: value }));

/** A value of the registry: where it is, its name, and what it has to be. */
export function RegistryFields({ test, change, said }: ConditionBodyProps<TestOf<'registry'>>) {
  const words = useWords();
  const hasValue = needsValue(test.operator);
  const known = knownOperator(test.operator);
  const types = asChoices(registryTypes);
  const noType = test.type === '' ? [{ value: '', text: words('conditionDialog.typeNone') }] : [];
  return (
    <>
      <ChoiceDropdown
        label={words('conditionDialog.root')}
        value={test.root}
        choices={asChoices(registryRoots)}
        change={(root) => change({ ...test, root })}
      />
      <ConditionTextField
        label={words('conditionDialog.key')}
        value={test.key}
        change={(key) => change({ ...test, key })}
        said={said('key')}
        hint={words('conditionDialog.keyHint')}
        isRequired
      />
      <ConditionTextField
        label={words('conditionDialog.valueName')}
        value={test.valueName}
        change={(valueName) => change({ ...test, valueName })}
        said={said('valueName')}
        hint={words('conditionDialog.valueNameHint')}
      />
      <OperatorField
        operators={registryOperators}
        value={test.operator}
        change={(operator) => change({ ...test, operator })}
      />
      <ChoiceDropdown
        label={words('conditionDialog.type')}
        hint={words(hasValue ? 'conditionDialog.typeIgnored' : 'conditionDialog.typeCounts')}
        value={test.type}
        choices={[...noType, ...types]}
        change={(type) => change({ ...test, type })}
      />
      <ConditionTextField
        label={words('conditionDialog.data')}
        value={hasValue ? test.data : ''}
        change={(data) => change({ ...test, data })}
        said={said('data')}
        isDisabled={!hasValue}
        hint={
          hasValue || known === undefined
            ? words('conditionDialog.compare')
            : words('conditionDialog.noValue', { operator: words(`condition.operator.${known}`) })
        }
      />
    </>
  );
}
