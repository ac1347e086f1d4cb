import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import { softwareOperators } from '#shared/model/conditions/software-condition';
import { useWords } from '../../use-words.ts';
import type { ConditionBodyProps, TestOf } from './condition-body.ts';
import { InstallerFile } from './installer-file.tsx';
import { ConditionTextField } from './condition-text-field.tsx';

const sentences = { ThisVersion: 'conditionDialog.matchThis', AnyVersion: 'conditionDialog.matchAny' } as const;

/** A product of Windows Installer, by its codes. */
export function SoftwareFields({ test, old, change, said }: ConditionBodyProps<TestOf<'software'>>) {
  const words = useWords();
  const isAny = test.operator === 'AnyVersion';
  const other = old !== null && !softwareOperators.some((one) => one === old.operator) ? old.operator : null;
  return (
    <>
      <Field label={words('conditionDialog.match')}>
        <RadioGroup value={test.operator} onChange={(_event, data) => change({ ...test, operator: data.value })}>
          {softwareOperators.map((operator) => (
            <Radio key={operator} value={operator} label={words(sentences[operator])} />
          ))}
          {other === null ? null : (
            <Radio value={other} label={words('conditionDialog.matchOther', { operator: other })} />
          )}
        </RadioGroup>
      </Field>
      <InstallerFile
        onRead={({ productCode, upgradeCode, productName, version }) =>
          change({ ...test, productCode, upgradeCode: upgradeCode ?? '', name: productName, version })
        }
      />
      <ConditionTextField
        label={words('conditionDialog.productCode')}
        value={test.productCode}
        change={(productCode) => change({ ...test, productCode })}
        said={said('productCode')}
        hint={words('conditionDialog.codeHint')}
        isRequired={!isAny}
      />
      <ConditionTextField
        label={words('conditionDialog.upgradeCode')}
        value={test.upgradeCode}
        change={(upgradeCode) => change({ ...test, upgradeCode })}
        said={said('upgradeCode')}
        isRequired={isAny}
      />
      <ConditionTextField
        label={words('conditionDialog.productName')}
        value={test.name}
        change={(name) => change({ ...test, name })}
        hint={words('conditionDialog.nameHint')}
      />
      <ConditionTextField
        label={words('conditionDialog.productVersion')}
        value={test.version}
        change={(version) => change({ ...test, version })}
      />
    </>
  );
}
