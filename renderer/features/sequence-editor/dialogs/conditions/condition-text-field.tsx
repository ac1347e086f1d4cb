import { Field, Input } from '@fluentui/react-components';
import type { FieldSaid } from './condition-body.ts';

/** A line of text of a condition. */
export function ConditionTextField(props: {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly said?: FieldSaid;
  readonly hint?: string;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly isFirst?: boolean;
}) {
  return (
    <Field
      label={props.label}
      required={props.isRequired === true}
      {...(props.hint === undefined ? {} : { hint: props.hint })}
      {...props.said}
    >
      <Input
        size="small"
        value={props.value}
        disabled={props.isDisabled === true}
        spellCheck={false}
        autoComplete="off"
        onChange={(_event, data) => props.change(data.value)}
        autoFocus={props.isFirst === true}
      />
    </Field>
  );
}
