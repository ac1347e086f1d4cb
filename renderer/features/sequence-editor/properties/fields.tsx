import { Checkbox, Field, Input, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { Box20Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Edit } from '#shared/model/edit';
import type { NodeDetail } from '#shared/model/sequence';
import { isTrueText } from '#shared/model/variable';
import { hidesItsValue, shownValueProperty } from '#shared/steps/secrets';
import type { StepDescription, StepProperty } from '#shared/steps/step-description';
import { type EditorWord, useWords } from '../use-words.ts';
import { useEditor } from '../use-editor.tsx';
import { FileListField } from './file-list-field.tsx';
import { holds, reader, ruleLabel, storedValue, writeBool } from './field-rules.ts';
import { SecretField } from './secret-field.tsx';
import { commonProperty, type FieldModel, useField } from './use-field.ts';

export interface StepPart {
  readonly node: NodeDetail;
  readonly description: StepDescription;
}

/** The property behind a key of the layout. */
export function propertyOf(description: StepDescription, key: string): StepProperty {
  if (key === 'name' || key === 'description') return commonProperty(key);
  const found = description.properties.find((property) => property.key === key);
  if (found === undefined) throw new Error(`${description.id} has no property ${key}`);
  return found;
}

function fieldState(field: FieldModel): {
  validationMessage: string | null;
  validationState: 'error' | 'warning' | 'none';
} {
  return {
    validationMessage: field.message,
    validationState: field.message === null ? 'none' : field.isError ? 'error' : 'warning',
  };
}

const packageShape = /^[A-Z0-9]{3}[0-9A-F]{5}$/i;

function PackageField({ field }: { readonly field: FieldModel }) {
  const words = useWords();
  const isOdd = field.message === null && field.value !== '' && !packageShape.test(field.value);
  const state = isOdd
    ? { validationMessage: words('field.packageShape'), validationState: 'warning' as const }
    : fieldState(field);
  return (
    <Field label={words.message(field.property.label)} size="small" required={field.isRequired} {...state}>
      <Input
        size="small"
        contentBefore={<Box20Regular />}
        placeholder={words('field.packageHint')}
        value={field.value}
        disabled={field.isDisabled}
        readOnly={field.isReadOnly}
        onChange={(_event, data) => field.type(data.value)}
        onBlur={field.commit}
      />
    </Field>
  );
}

function TextField({ field }: { readonly field: FieldModel }) {
  const words = useWords();
  const { property } = field;
  const unit = property.constraint?.unit;
  const common = { value: field.value, disabled: field.isDisabled, readOnly: field.isReadOnly, onBlur: field.commit };
  return (
    <Field label={words.message(property.label)} size="small" required={field.isRequired} {...fieldState(field)}>
      {property.kind === 'multiline' ? (
        <Textarea
          size="small"
          className="se-mono"
          resize="vertical"
          {...common}
          onChange={(_event, data) => field.type(data.value)}
        />
      ) : (
        <Input
          size="small"
          {...common}
          {...(unit === undefined ? {} : { contentAfter: words(`unit.${unit}`) })}
          input={property.kind === 'int' ? { inputMode: 'numeric' } : {}}
          onChange={(_event, data) => field.type(data.value)}
        />
      )}
    </Field>
  );
}

/** A property as one field, by its kind. */
export function PropertyField({ part, fieldKey }: { readonly part: StepPart; readonly fieldKey: string }) {
  // A value that is not displayed has a property of its own, in the same place of the page.
  const isHidden = fieldKey === 'variableValue' && hidesItsValue(part.node.variables);
  const words = useWords();
  const property = propertyOf(part.description, isHidden ? 'hiddenVariableValue' : fieldKey);
  const field = useField(part.node, part.description, property);
  if (property.secret === true)
    return <SecretField node={part.node} field={field} label={words.message(property.label)} />;
  if (property.kind === 'packageRef') return <PackageField field={field} />;
  if (property.kind === 'fileList') return <FileListField field={field} />;
  return <TextField field={field} />;
}

/** Fields that belong to a choice or a checkbox; when they do not count it says what would have to be chosen. */
export function Under(props: { readonly reason: string | null; readonly children: ReactNode }) {
  return (
    <div className="se-under">
      {props.reason === null ? null : <span className="ws-muted ws-small">{props.reason}</span>}
      {props.children}
    </div>
  );
}

/** What turning a checkbox on or off means for other properties of the step. */
function useCheck(part: StepPart, field: FieldModel): { isChecked: boolean; set: (value: boolean) => void } {
  const editor = useEditor();
  const { node } = part;
  const { id } = node;
  switch (field.property.key) {
    case 'timeoutEnabled':
      return {
        isChecked: isTrueText(field.value),
        set: (value) =>
          void editor.session.apply([
            { kind: 'setStepOption', id, option: 'timeoutSeconds', value: value ? defaultTimeout : null },
          ]),
      };
    case 'notify':
      return {
        isChecked: isTrueText(field.value),
        set: (value) =>
          void editor.session.apply([
            { kind: 'setVariable', id, property: 'MessageTimeout', value: value ? '60' : '0' },
          ]),
      };
    case 'doNotShowVariableValue':
      return {
        isChecked: hidesItsValue(node.variables),
        set: (value) => void editor.session.apply(hideValue(node, field, value)),
      };
    default:
      return { isChecked: isTrueText(field.value), set: field.toggle };
  }
}

/** A value that is not to be shown must not stay in the document either: both in one undo step. */
function hideValue(node: NodeDetail, field: FieldModel, value: boolean): Edit[] {
  const { property } = field;
  const key = property.xml?.property ?? property.key;
  const flag = writeBool(value, storedValue(node, property));
  const shown: Edit = { kind: 'setVariable', id: node.id, property: shownValueProperty, value: '' };
  return [{ kind: 'setVariable', id: node.id, property: key, value: flag }, ...(value ? [shown] : [])];
}

/** 15 minutes, the field's own first value. */
const defaultTimeout = 900;

export function CheckField(props: {
  readonly part: StepPart;
  readonly fieldKey: string;
  readonly children?: ReactNode;
}) {
  const words = useWords();
  const { part, fieldKey } = props;
  const field = useField(part.node, part.description, propertyOf(part.description, fieldKey));
  const check = useCheck(part, field);
  const label = words.message(field.property.label);
  const isHiding = fieldKey === 'doNotShowVariableValue' && !check.isChecked && !field.isReadOnly;
  return (
    <div className="se-check">
      <Checkbox
        label={label}
        checked={check.isChecked}
        disabled={field.isDisabled || field.isReadOnly}
        onChange={(_event, data) => check.set(data.checked === true)}
      />
      {isHiding ? <span className="ws-muted ws-small se-hint">{words('field.toggleHides')}</span> : null}
      {props.children === undefined ? null : (
        <Under reason={check.isChecked ? null : words('field.onlyWith', { label })}>{props.children}</Under>
      )}
    </div>
  );
}

export function ChoiceField(props: {
  readonly part: StepPart;
  readonly fieldKey: string;
  readonly label: EditorWord;
  readonly isHorizontal: boolean;
  readonly under: (value: string) => ReactNode;
}) {
  const words = useWords();
  const { part, fieldKey, isHorizontal } = props;
  const property = propertyOf(part.description, fieldKey);
  const field = useField(part.node, part.description, property);
  const choices = property.choices ?? [];
  const chosen = choices.find((one) => one.value.toLowerCase() === field.value.toLowerCase())?.value ?? field.value;
  const below = (value: string) => {
    const content = props.under(value);
    if (content === null) return null;
    const rule = `${fieldKey}=${value}`;
    const counts = holds(rule, reader(part.node, part.description));
    const reason = counts ? null : words('field.onlyWith', { label: words.message(ruleLabel(rule, part.description)) });
    return (
      <Under key={value} reason={reason}>
        {content}
      </Under>
    );
  };
  return (
    <div className="se-choice">
      <RadioGroup
        value={chosen}
        layout={isHorizontal ? 'horizontal' : 'vertical'}
        aria-label={words(props.label)}
        disabled={field.isDisabled || field.isReadOnly}
        onChange={(_event, data) => field.choose(data.value)}
      >
        {choices.map((choice) => (
          <div key={choice.value} className="se-radio">
            <Radio value={choice.value} label={words.message(choice.label)} />
            {isHorizontal ? null : below(choice.value)}
          </div>
        ))}
      </RadioGroup>
      {isHorizontal ? choices.map((choice) => below(choice.value)) : null}
    </div>
  );
}
