import { Field, Input } from '@fluentui/react-components';
import { type ReactNode } from 'react';
import { type DynamicRule, dynamicRuleLimits } from '#shared/model/dynamic-rules';
import { errorText } from '#shared/text/say';
import { useSlice } from '../../../../../app/shell-context.tsx';
import { useEditor } from '../../../use-editor.tsx';
import { useWords } from '../../../use-words.ts';
import { type ChangeRules, draftKey, fieldReason, type RulesModel } from './use-rules.ts';

/** One text of a rule: where it stands, how it is read and written, and what is wrong with it. */
export interface RuleTextProps {
  readonly model: RulesModel;
  /** Names the field by its place. */
  readonly field: string;
  readonly read: (rules: readonly DynamicRule[]) => string;
  readonly write: (value: string) => ChangeRules;
  /** Longest value in characters. */
  readonly limit?: number;
  /** What is wrong with a value that cannot be kept, in words; null when nothing is. */
  readonly check?: (value: string) => string | null;
  /** What is wrong with a value that is kept. */
  readonly warning?: string | null;
}

/** The text as it is typed: waits for a pause, and stays in its field with the reason when it cannot be kept. */
export function useRuleText(props: RuleTextProps) {
  const { model, field, read, write, check, warning = null } = props;
  const { limit = dynamicRuleLimits.value } = props;
  const words = useWords();
  const editor = useEditor();
  const draft = useSlice(editor.document, (state) => state.drafts.get(draftKey(model.node.id, field)));
  const value = draft?.edit.kind === 'setRules' ? read(draft.edit.rules) : read(model.rules);
  const findProblem = (text: string): string | null =>
    text.length > limit ? words('rules.tooLong', { length: text.length, limit }) : (check?.(text) ?? null);
  const own = findProblem(value);
  const refused = draft?.error == null ? null : errorText(words.say, draft.error.code, draft.error.details);
  // What a file has beyond the limits of a field stays and is no error until somebody types.
  const isError = draft !== undefined && (own !== null || refused !== null);
  const said = own ?? (refused === null ? null : `${refused.sentence} ${refused.remedy}`);
  return {
    value,
    isReadOnly: model.isReadOnly,
    message: isError ? said : (own ?? warning),
    state: isError ? ('error' as const) : own !== null || warning !== null ? ('warning' as const) : ('none' as const),
    onType: (text: string) => {
      if (findProblem(text) !== null) model.refuse(field, write(text), fieldReason);
      else model.type(field, write(text));
    },
    onLeave: () => model.commit(field),
  };
}

/** A text of a rule under its label. */
export function RuleTextField(
  props: RuleTextProps & { readonly label: string; readonly isDisabled?: boolean; readonly hint?: ReactNode },
) {
  const { value, isReadOnly, message, state, onType, onLeave } = useRuleText(props);
  return (
    <Field
      label={props.label}
      size="small"
      validationMessage={message}
      validationState={state}
      {...(props.hint === undefined ? {} : { hint: <>{props.hint}</> })}
    >
      <Input
        size="small"
        value={value}
        readOnly={isReadOnly}
        disabled={props.isDisabled ?? false}
        onChange={(_event, data) => onType(data.value)}
        onBlur={onLeave}
      />
    </Field>
  );
}

/** A text of a rule in a cell of a table: its name is for readers of the screen, what is wrong is below it. */
export function RuleTextCell(props: RuleTextProps & { readonly name: string }) {
  const { value, isReadOnly, message, state, onType, onLeave } = useRuleText(props);
  return (
    <Field size="small" validationMessage={message} validationState={state}>
      <Input
        size="small"
        className="se-mono se-cell-input"
        aria-label={props.name}
        value={value}
        readOnly={isReadOnly}
        onChange={(_event, data) => onType(data.value)}
        onBlur={onLeave}
      />
    </Field>
  );
}
