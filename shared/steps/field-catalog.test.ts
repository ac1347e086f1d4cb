import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Message } from '../contract/message-shape.ts';
import { steps } from '../text/en/steps.ts';
import { stepDescriptions } from './catalog.ts';
import type { StepDescription, StepProperty } from './step-description.ts';

const Choice = z.object({ value: z.string(), label: z.string() });
const FieldProperty = z.object({
  key: z.string(),
  label: z.string(),
  kind: z.string(),
  default: z.unknown(),
  xmlVariableName: z.string().nullish(),
  xmlVariableProperty: z.string().nullish(),
  xmlHidden: z.boolean().nullish(),
  shownInUi: z.boolean().optional(),
  enumValues: z.array(Choice).optional(),
  constraint: z.record(z.string(), z.unknown()).optional(),
});
const FieldStep = z.object({
  id: z.string(),
  displayName: z.string(),
  menuGroup: z.string().nullish(),
  menuPosition: z.number().nullish(),
  xmlElement: z.string(),
  xmlType: z.string(),
  xmlRunIn: z.string().nullish(),
  action: z.string().nullish(),
  properties: z.array(FieldProperty),
});
type FieldStep = z.infer<typeof FieldStep>;

const folder = process.env['WAYSTATION_SPEC'];
const file = folder === undefined ? undefined : join(folder, 'step-catalog.json');

/** Where we know more than the catalogue: variables that exports carry, and values that no person enters. */
const ownProperties = new Set([
  'run-task-sequence.tsReferenceSoftwareUpdates',
  'set-task-sequence-variable.hiddenVariableValue',
]);
/** Names that the catalogue guesses by its rule, and that exports write otherwise. */
const namedByFiles = new Set(['check-readiness.checkTpmEnabled', 'check-readiness.checkTpmActivated']);
const keptOffThePage = new Set([
  'apply-driver-package.massStorageDriver',
  'apply-driver-package.bootCriticalDriverId',
  'apply-driver-package.bootCriticalContentUniqueId',
  'apply-driver-package.bootCriticalInfFile',
  'apply-driver-package.bootCriticalHardwareComponent',
  'apply-driver-package.bootCriticalId',
]);

/** Exports write blanks where the catalogue has none; they are held by the documents, not by this table. */
const withoutBlanks = (action: string | null | undefined): string | null => action?.replace(/\s+(?=\[|$)/g, '') ?? null;

const limitsOf = (constraint: Readonly<Record<string, unknown>> | undefined): unknown =>
  ['min', 'max', 'minLength', 'maxLength', 'required', 'requiredWhen', 'enabledWhen', 'unit'].map(
    (name) => constraint?.[name] ?? null,
  );

/** The English words of a key. */
function words({ say }: Message): string {
  const path = say.replace(/^steps:/, '').split('.');
  return String(path.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], steps));
}

function ownProperty(step: string, one: StepProperty): unknown {
  const isOwnName = namedByFiles.has(`${step}.${one.key}`);
  return {
    key: one.key,
    label: words(one.label),
    kind: one.kind,
    default: one.default,
    xml: one.xml === null || isOwnName ? null : [one.xml.name, one.xml.property, one.xml.hidden],
    choices: one.choices?.map(({ value, label }) => [value, words(label)]) ?? [],
    limits: limitsOf(one.constraint as Readonly<Record<string, unknown>> | undefined),
  };
}

/** The catalogue has no label where the page has several (joined by a stroke), a value beside its check, or none. */
const isLabel = (label: string): boolean => !/^\(|\(inverted\)| \/ |(?<! this) \(?value\)?$/.test(label);
const isChoice = ({ value, label }: z.infer<typeof Choice>): boolean =>
  isLabel(label) && (label !== value || /[a-z]|\d/.test(label) || value === 'MBR' || value === 'GPT');

function fieldProperty(step: string, one: z.infer<typeof FieldProperty>, mine: StepProperty | undefined): unknown {
  const { xmlVariableName: name, xmlVariableProperty: property } = one;
  const isOwnName = namedByFiles.has(`${step}.${one.key}`);
  const own = (value: string) => mine?.choices?.find((choice) => choice.value === value)?.label ?? { say: '' };
  return {
    key: one.key,
    label: isLabel(one.label) || mine === undefined ? one.label : words(mine.label),
    kind: one.kind,
    default: one.default,
    xml: name == null || property == null || isOwnName ? null : [name, property, one.xmlHidden ?? false],
    choices:
      one.enumValues?.map((choice) => [choice.value, isChoice(choice) ? choice.label : words(own(choice.value))]) ?? [],
    limits: limitsOf(one.constraint),
  };
}

const ownStep = (one: StepDescription): unknown => ({
  label: words(one.label),
  name: one.newName,
  menu: one.menu === null || one.menu.group === 'Top' ? null : [one.menu.group, one.menu.position],
  element: one.element,
  type: one.type,
  runIn: one.runIn,
  action: withoutBlanks(one.action),
});

/** Retired types are not offered here; "New Group" stands above the menu. */
const fieldStep = (one: FieldStep, mine: StepDescription): unknown => ({
  label: one.displayName,
  name: one.displayName,
  menu: mine.retired !== undefined || mine.menu?.group === 'Top' ? null : [one.menuGroup, one.menuPosition],
  element: one.xmlElement,
  type: one.xmlType,
  runIn: one.xmlRunIn ?? null,
  action: withoutBlanks(one.action),
});

const labelInField = (step: FieldStep, { key }: StepProperty): string =>
  step.properties.find((one) => one.key === key)?.label ?? '';

it('[STEP-61] the names that exports write count more than those that the catalogue guesses', () => {
  const names = stepDescriptions.find(({ id }) => id === 'check-readiness')?.properties.map(({ xml }) => xml?.name);
  expect(names).toContain('OSDCheckDeviceTpmEnabled');
  expect(names).toContain('OSDCheckDeviceTpmActivated');
});

it('[STEP-3] descriptions are those of the catalogue of the field, where it is at hand', () => {
  if (file === undefined) {
    process.stdout.write('Step descriptions were not compared: WAYSTATION_SPEC names no folder.\n');
    expect(stepDescriptions.length).toBeGreaterThan(30);
    return;
  }
  // A folder that was named and has no catalogue is a mistake of who named it, not a reason to compare nothing.
  expect(existsSync(file), file).toBe(true);
  const field = z.array(FieldStep).parse(JSON.parse(readFileSync(file, 'utf8')));
  const own = new Map<string, StepDescription>(stepDescriptions.map((one) => [one.id, one]));
  expect([...own.keys()].sort()).toEqual(field.map((one) => one.id).sort());
  for (const step of field) {
    const mine = own.get(step.id);
    if (mine === undefined) continue;
    const isOwn = (one: StepProperty): boolean => ownProperties.has(`${step.id}.${one.key}`);
    const common = mine.properties.filter((one) => !isOwn(one));
    expect.soft(ownStep(mine), step.id).toEqual(fieldStep(step, mine));
    expect
      .soft(
        common.map((one) => ownProperty(step.id, one)),
        step.id,
      )
      .toEqual(
        step.properties.map((one) =>
          fieldProperty(
            step.id,
            one,
            common.find(({ key }) => key === one.key),
          ),
        ),
      );
    const hidden = common
      .filter((one) => one.shown === false && isLabel(labelInField(step, one)))
      .map((one) => `${step.id}.${one.key}`);
    const hiddenInField = step.properties
      .filter((one) => one.shownInUi === false)
      .map((one) => `${step.id}.${one.key}`);
    expect
      .soft(
        hidden.filter((key) => !hiddenInField.includes(key) && !keptOffThePage.has(key)),
        step.id,
      )
      .toEqual([]);
  }
});
