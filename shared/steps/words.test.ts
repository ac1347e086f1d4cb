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

/** What the field itself calls so: policies of PowerShell, and words that are written with a capital inside. */
const ownNames = new Set(['AllSigned', 'BitLocker', 'PowerShell', 'ConfigMgr', 'NetBIOS']);
const wordOf = ({ say }: Message): string =>
  String(
    say
      .replace('steps:', '')
      .split('.')
      .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], steps),
  );
const isRaw = (word: string, raw: readonly (string | undefined)[]): boolean =>
  raw.some((one) => one === word && /[a-z][A-Z]|^[A-Z]{5,}$|^[A-Z][a-z]+[A-Z]/.test(one) && !ownNames.has(one)) ||
  word.split(/[^A-Za-z]+/).some((part) => /[a-z][A-Z]/.test(part) && !ownNames.has(part));

it('[STEP-23] no label of a page or choice is a name of the document, made of several, or no label at all', () => {
  const found = stepDescriptions.flatMap(({ id, properties }) => {
    const named = (one: Named): [string, string, (string | undefined)[]][] => [
      [`${id} ${one.key}`, wordOf(one.label), [one.key, 'xml' in one ? one.xml?.name : undefined]],
      ...(one.choices ?? []).map(({ value, label }): [string, string, string[]] => [
        `${id} ${one.key} ${value}`,
        wordOf(label),
        [value],
      ]),
      ...(one.columns ?? []).flatMap(named),
    ];
    return properties.flatMap(named);
  });
  expect(found.length).toBeGreaterThan(300);
  const wrong = found.filter(
    ([, word, raw]) =>
      isRaw(word, raw) || word !== word.trim() || /^\(|\(inverted\)| \/ |(?<! this) \(?value\)?$/.test(word),
  );
  expect(wrong.map(([place, word]) => `${place}: ${word}`)).toEqual([]);
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
