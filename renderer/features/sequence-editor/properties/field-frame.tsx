import { Field, type FieldProps } from '@fluentui/react-components';
import { useWords } from '../use-words.ts';
import type { FieldModel } from './use-field.ts';

/** Label, limits and what is wrong, around the control of a property. */
export function FieldFrame(props: {
  readonly field: FieldModel;
  /** What the value means, where the value alone does not say it. */
  readonly meaning?: string | null;
  /** Something odd that is no error of the value. */
  readonly warning?: string | null;
  readonly label?: string;
  readonly children: FieldProps['children'];
}) {
  const words = useWords();
  const { field, meaning = null, warning = null } = props;
  const hints = [meaning, field.hint].filter((one) => one !== null && one !== '');
  const message = field.message ?? warning;
  return (
    <Field
      label={props.label ?? words.message(field.property.label)}
      size="small"
      required={field.isRequired}
      validationMessage={message}
      validationState={message === null ? 'none' : field.isError ? 'error' : 'warning'}
      {...(hints.length === 0 ? {} : { hint: hints.join(' ') })}
    >
      {props.children}
    </Field>
  );
}
