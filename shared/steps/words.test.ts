import { expect, it } from 'vitest';
import { Message } from '../contract/message-shape.ts';
import { steps } from '../text/en/steps.ts';
import type { StepWords } from '../text/step-words.ts';
import { stepDescriptions } from './catalog.ts';
import type { PropertyColumn, StepProperty } from './step-description.ts';

type Named = StepProperty | PropertyColumn;

/** Every key that a property or column gives to its readers. */
function keysOf(one: Named): Message[] {
  const own = 'help' in one ? [one.label, one.help] : [one.label];
  return [...own, ...(one.choices ?? []).map(({ label }) => label), ...(one.columns ?? []).flatMap(keysOf)];
}

/** The paths of all texts below a part. */
function pathsOf(part: object, path: string): string[] {
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [`${path}${key}`] : pathsOf(value as object, `${path}${key}.`),
  );
}

it('[STEP-20] every word of a step type is asked for by its key, and every key has its word', () => {
  const keys = stepDescriptions.flatMap((one) => [one.label, one.purpose, ...one.properties.flatMap(keysOf)]);
  expect(keys.length).toBeGreaterThan(700);
  expect(keys.map((one) => Message.parse(one).say).sort()).toEqual(pathsOf(steps, 'steps:').sort());
});

it('[STEP-21] a word too few and a word too many do not compile', () => {
  const whole = steps['request-state-store'];
  const { requestType, ...others } = whole.fields;
  const made: StepWords<'request-state-store'>[] = [
    { 'request-state-store': whole },
    // @ts-expect-error the purpose is missing
    { 'request-state-store': { label: 'a', fields: whole.fields } },
    // @ts-expect-error a property is missing
    { 'request-state-store': { ...whole, fields: others } },
    // @ts-expect-error a property is too many
    { 'request-state-store': { ...whole, fields: { ...others, requestType, other: requestType } } },
    // @ts-expect-error a choice is missing
    { 'request-state-store': { ...whole, fields: { ...others, requestType: { ...requestType, choices: {} } } } },
  ];
  expect(made).toHaveLength(5);
});
