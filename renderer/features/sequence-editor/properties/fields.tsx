import { Checkbox, Radio, RadioGroup } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Edit } from '#shared/model/edit';
import type { NodeDetail } from '#shared/model/sequence';
import { isTrueText } from '#shared/model/variable';
import { hidesItsValue, shownValueProperty } from '#shared/steps/secrets';
import type { MessageOrText } from '#shared/contract/message-shape';
import type { StepProperty } from '#shared/steps/step-description';
import { type EditorWord, useWords } from '../use-words.ts';
import { useEditor } from '../use-editor.tsx';
import { FieldByKind } from './field-by-kind.tsx';
import { holds, storedValue, writeBool } from './field-rules.ts';
import { reasonWords } from './field-words.ts';
import { propertyOf, type StepPart } from './step-part.ts';
import { Under } from './under.tsx';
import { type FieldModel, useField, useReader } from './use-field.ts';

/** A property as one field, by its kind. */
export function PropertyField(props: {
  readonly part: StepPart;
  readonly fieldKey: string;
  readonly label?: EditorWord;
}) {
  const words = useWords();
  const { part, fieldKey, label } = props;
  // A value that is not displayed has a property of its own, in the same place of the page.
  const isHidden = fieldKey === 'variableValue' && hidesItsValue(part.node.variables);
  const property = propertyOf(part.description, isHidden ? 'hiddenVariableValue' : fieldKey);
  const field = useField(part.node, part.description, property);
  return <FieldByKind part={part} field={field} {...(label === undefined ? {} : { label: words(label) })} />;
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
  const rule = { how: 'only', rule: fieldKey } as const;
  const isHiding = fieldKey === 'doNotShowVariableValue' && !check.isChecked && !field.isReadOnly;
  return (
    <div className="se-check">
      <Checkbox
        label={label}
        checked={check.isChecked}
        disabled={field.isDisabled || field.isReadOnly}
        onChange={(_event, data) => check.set(data.checked === true)}
      />
      {field.hint === null ? null : <span className="ws-muted ws-small se-hint">{field.hint}</span>}
      {isHiding ? <span className="ws-muted ws-small se-hint">{words('field.toggleHides')}</span> : null}
      {props.children === undefined ? null : (
        <Under reason={check.isChecked ? null : reasonWords(words, rule, part.description)}>{props.children}</Under>
      )}
    </div>
  );
}

interface ShownChoice {
  readonly value: string;
  readonly label: MessageOrText;
}

/** The choices of a property; those of a truth value are its own label and that of what it decides against. */
function choicesOf({ part, otherKey }: ChoiceProps, property: StepProperty): readonly ShownChoice[] {
  if (property.kind !== 'bool' || otherKey === undefined) return property.choices ?? [];
  const other = propertyOf(part.description, otherKey);
  return [
    { value: 'true', label: property.label },
    { value: 'false', label: other.label },
  ];
}

interface ChoiceProps {
  readonly part: StepPart;
  readonly fieldKey: string;
  readonly label: EditorWord;
  readonly isHorizontal: boolean;
  /** The property that a truth value which is off leaves the choice to. */
  readonly otherKey?: string;
  readonly under: (value: string) => ReactNode;
}

export function RadioField(props: ChoiceProps) {
  const words = useWords();
  const { part, fieldKey, isHorizontal } = props;
  const property = propertyOf(part.description, fieldKey);
  const field = useField(part.node, part.description, property);
  const read = useReader(part.node, part.description);
  const choices = choicesOf(props, property);
  const value = property.kind === 'bool' ? String(isTrueText(field.value)) : field.value;
  const chosen = choices.find((one) => one.value.toLowerCase() === value.toLowerCase())?.value ?? value;
  const isOther = value !== '' && !choices.some((one) => one.value === chosen);
  const below = (choice: ShownChoice) => {
    const content = props.under(choice.value);
    if (content === null) return null;
    const rule = `${fieldKey}=${choice.value}`;
    const counts = property.kind === 'bool' ? value === choice.value : holds(rule, read);
    const labels = words('field.quoted', { label: words.message(choice.label) });
    return (
      <Under key={choice.value} reason={counts ? null : words('field.onlyWith', { labels })}>
        {content}
      </Under>
    );
  };
  return (
    <div className={isHorizontal ? 'se-choice' : 'se-choice se-tall'}>
      <RadioGroup
        value={chosen}
        layout={isHorizontal ? 'horizontal' : 'vertical'}
        aria-label={words(props.label)}
        disabled={field.isDisabled || field.isReadOnly}
        onChange={(event, data) => {
          // A choice below one of these is in a group of its own, and says nothing about this one.
          event.stopPropagation();
          if (property.kind === 'bool') field.toggle(data.value === 'true');
          else field.choose(data.value);
        }}
      >
        {choices.map((choice) => (
          <div key={choice.value} className="se-radio">
            <Radio value={choice.value} label={words.message(choice.label)} />
            {isHorizontal ? null : below(choice)}
          </div>
        ))}
      </RadioGroup>
      {field.hint === null ? null : <span className="ws-muted ws-small">{field.hint}</span>}
      {isOther ? <span className="se-warning">{words('field.otherValue', { value })}</span> : null}
      {isHorizontal ? choices.map((choice) => below(choice)) : null}
    </div>
  );
}
