import { Field } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { FieldSaid } from './condition-body.ts';

/**
 * Several boxes under one name. The library's field would give its own name to each of them, so what is said about all
 * of them stands in a field of its own below.
 */
export function CheckGroup(props: {
  readonly label: string;
  /** Whether the name is shown; a table has it in its head. */
  readonly isLabelShown: boolean;
  readonly hint: string;
  readonly said?: FieldSaid;
  readonly children: ReactNode;
}) {
  return (
    <div
      role="group"
      aria-label={props.label}
      className="se-checks"
      {...(props.said?.validationState === 'error' ? { 'data-invalid': '' } : {})}
    >
      {props.isLabelShown ? <span aria-hidden="true">{props.label}</span> : null}
      {props.children}
      <Field hint={props.hint} {...props.said} />
    </div>
  );
}
