import type { EditLabel, EditLabelValues } from '../model/edit-label.ts';
import { describeStepId, describeStepType } from '../steps/catalog.ts';
import { findVariableProperty } from '../steps/find-property.ts';
import type { StepDescription } from '../steps/step-description.ts';
import type { MessageOrText } from '../contract/message-shape.ts';
import type { editLabels } from './en/edit-labels.ts';

type Stem<Key extends string> = Key extends `${infer S}_one` ? S : Key extends `${infer S}_other` ? S : Key;
type Words = typeof editLabels;
type Flat = Stem<{ [Key in keyof Words]: Words[Key] extends string ? Key : never }[keyof Words]>;
/** A text of `en/edit-labels.ts` without its area; plural forms by their stem. */
export type EditLabelWord = Flat | `of.${Stem<keyof Words['of']>}` | `option.${keyof Words['option']}`;

/** Says a text of the area in the language of the reader, plural forms by `count`; and what a step or a property is called. */
export interface SayEditLabel {
  (key: EditLabelWord, values: Readonly<Record<string, string | number>>): string;
  message(given: MessageOrText): string;
}

function describe({ kind, type }: EditLabelValues): StepDescription | undefined {
  if (kind === 'group') return describeStepId('group');
  return type === undefined ? undefined : describeStepType(type);
}

/** `“Name”`, `a step`, `3 steps`, `2 groups`, or `4 items` when they are mixed. */
function sayNodes(say: SayEditLabel, values: EditLabelValues): string {
  const { count = 1, kind = 'step', name = '', type = '' } = values;
  if (count !== 1) return say(`of.${kind}s`, { count });
  if (name !== '') return say('of.named', { name });
  if (kind === 'group') return say('of.group', {});
  const typeName = say.message(describe(values)?.label ?? type);
  return typeName === '' ? say('of.step', {}) : say('of.named', { name: typeName });
}

/** A label of a field in the middle of a sentence: `Command line` becomes `command line`, `WMI query` stays. */
function inSentence(label: string): string {
  return /^\p{Lu}(?!\p{Lu})/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

function sayOne(say: SayEditLabel, { code, values }: EditLabel): string {
  const property = findVariableProperty(describe(values), values.property ?? '');
  const choice = property?.choices?.find((one) => one.value === values.choice);
  const label = say.message(property?.label ?? values.property ?? '');
  const isTitle = code === 'switch-on' || code === 'switch-off';
  const words = {
    nodes: sayNodes(say, values),
    name: values.name ?? '',
    step: values.name ?? say.message(describe(values)?.label ?? values.type ?? ''),
    group:
      values.into === undefined || values.into === '' ? say('of.group', {}) : say('of.named', { name: values.into }),
    property: isTitle ? label : inSentence(label),
    choice: say.message(choice?.label ?? values.choice ?? ''),
    variable: values.variable ?? '',
    option: values.option === undefined ? '' : say(`option.${values.option}`, {}),
    text: values.text ?? '',
    count: values.conditions ?? 0,
  };
  return code === 'paste' && values.count === 0 ? say('pasteNothing', {}) : say(code, words);
}

/** What undo and redo call an edit, in the words of the reader; nothing for what has no name. */
export function sayEditLabel(say: SayEditLabel, label: EditLabel | null): string {
  if (label === null) return '';
  const said = sayOne(say, label);
  return label.values.more === undefined ? said : say('more', { label: said, count: label.values.more });
}
