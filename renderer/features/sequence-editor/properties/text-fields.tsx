import { Dropdown, Input, Option, Textarea } from '@fluentui/react-components';
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
      <Dropdown
        // Nothing is cleared here, and its hidden button has words of the library.
        clearButton={null}
        size="small"
        value={words.message(chosen?.label ?? value)}
        selectedOptions={chosen === undefined ? [] : [chosen.value]}
        disabled={field.isDisabled || field.isReadOnly}
        onBlur={field.commit}
        onOptionSelect={(_event, data) => {
          if (data.optionValue !== undefined) field.choose(data.optionValue);
        }}
      >
        {choices.map((choice) => (
          <Option key={choice.value} value={choice.value}>
            {words.message(choice.label)}
          </Option>
        ))}
      </Dropdown>
    </FieldFrame>
  );
}
