import { Input, Textarea } from '@fluentui/react-components';
import { ChoiceList } from '../../../components/choice-dropdown.tsx';
import { useWords } from '../use-words.ts';
import { FieldFrame } from './field-frame.tsx';
import { placeholderOf } from './field-words.ts';
import type { FieldModel } from './use-field.ts';

export interface FieldOnly {
  readonly field: FieldModel;
}

export function TextField({ field }: FieldOnly) {
  const words = useWords();
  const unit = field.property.constraint?.unit;
  return (
    <FieldFrame field={field}>
      <Input
        size="small"
        value={field.value}
        placeholder={placeholderOf(field.property)}
        disabled={field.isDisabled}
        readOnly={field.isReadOnly}
        {...(unit === undefined ? {} : { contentAfter: words(`unit.${unit}`) })}
        input={field.property.kind === 'int' ? { inputMode: 'numeric' } : {}}
        onChange={(_event, data) => field.type(data.value)}
        onBlur={field.commit}
      />
    </FieldFrame>
  );
}

export function LinesField({ field }: FieldOnly) {
  return (
    <FieldFrame field={field}>
      <Textarea
        size="small"
        className="se-mono"
        resize="vertical"
        value={field.value}
        disabled={field.isDisabled}
        readOnly={field.isReadOnly}
        onChange={(_event, data) => field.type(data.value)}
        onBlur={field.commit}
      />
    </FieldFrame>
  );
}

/** One of a few choices. A value that is none of them is shown as it is. */
export function EnumField({ field }: FieldOnly) {
  const words = useWords();
  const { property, value } = field;
  const choices = property.choices ?? [];
  const chosen = choices.find((one) => one.value.toLowerCase() === value.toLowerCase());
  return (
    <FieldFrame
      field={field}
      warning={chosen === undefined && value !== '' && !field.isDisabled ? words('field.otherChoice') : null}
    >
      <ChoiceList
        value={chosen?.value ?? value}
        choices={choices.map((one) => ({ value: one.value, text: words.message(one.label) }))}
        isDisabled={field.isDisabled || field.isReadOnly}
        onBlur={field.commit}
        change={field.choose}
      />
    </FieldFrame>
  );
}
