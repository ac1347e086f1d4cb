import type { StepDescription, StepProperty } from '#shared/steps/step-description';
import type { EditorText } from '../use-words.ts';
import { type OffReason, ruleLabels } from './field-rules.ts';
import type { ValueProblem } from './value-checks.ts';
import { readDriveLimits } from './value-forms.ts';

/** What is wrong with a value, in words: the limit it breaks, or the part that is wrong and its place. */
export function valueProblemWords(words: EditorText, property: StepProperty, problem: ValueProblem): string {
  const { part = '', place = 0, limit, length, key } = problem;
  const values = { label: words.message(property.label), limit, length, part, place };
  if (key !== 'driveRange') return words(`field.${key}`, values);
  const { first, last, without } = readDriveLimits(property.constraint ?? {});
  const range = { ...values, first, last, without: without.map((one) => `${one}:`).join(', ') };
  return words(without.length === 0 ? 'field.driveRange' : 'field.driveRangeWithout', range);
}

/** Why a field does not count, in words. */
export function reasonWords(words: EditorText, { how, rule }: OffReason, description: StepDescription): string {
  const quoted = ruleLabels(rule, description).map((label) => words('field.quoted', { label: words.message(label) }));
  const labels = quoted.reduce((before, next) => words('field.or', { before, next }));
  return words(how === 'only' ? 'field.onlyWith' : 'field.notWith', { labels });
}

/** As large as a number of the field can be: not a limit that anybody needs to know. */
const noLimit = 2_147_483_647;

function rangeWords(words: EditorText, { kind, constraint }: StepProperty): string | null {
  if (kind !== 'int') return null;
  const { min, max } = constraint ?? {};
  if (min !== undefined && max !== undefined && max < noLimit) return words('field.range', { min, max });
  return min === undefined || min === 0 ? null : words('field.atLeast', { min });
}

function defaultWords(words: EditorText, { kind, default: value, choices }: StepProperty): string | null {
  // The number of no language says nothing to a person.
  if (kind === 'bool' || kind === 'lcid' || value === null || typeof value === 'object' || value === '') return null;
  const choice = choices?.find((one) => one.value === String(value));
  return words('field.default', { value: choice === undefined ? String(value) : words.message(choice.label) });
}

/** The limits of a number, and what a new step has where this one has something else. */
export function hintOf(words: EditorText, property: StepProperty, value: string): string | null {
  const isDefault = value.toLowerCase() === String(property.default).toLowerCase();
  const said = [rangeWords(words, property), isDefault ? null : defaultWords(words, property)];
  const hints = said.filter((one) => one !== null);
  return hints.length === 0 ? null : hints.join(' ');
}

/** What an empty number of a new step would be, or an example of what the field takes, in its form. */
export function placeholderOf({ kind, constraint, default: fallback }: StepProperty): string {
  const format = constraint?.format;
  if (kind === 'int' && fallback !== null) return String(fallback);
  if (format === undefined) return '';
  return kind === 'account' || kind === 'path' || kind === 'version' || format.startsWith('LDAP:') ? format : '';
}
