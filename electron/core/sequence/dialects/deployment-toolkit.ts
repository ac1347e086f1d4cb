import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { findVariable } from '#shared/model/variable';
import { describeStepType } from '#shared/steps/catalog';
import { runCommandLine } from '#shared/steps/run-command-line';
import type { StepDescription } from '#shared/steps/step-description';
import type { NewElement } from '../new-element.ts';
import type { Dialect, WrittenStep } from './dialect.ts';
import { restartTarget, withRestartTarget } from './restart-target.ts';

function newStep(description: StepDescription, name: string): NewElement {
  const known = description.toolkit;
  if (known === undefined) {
    throw new AppError('EDIT_VALUE_INVALID', {
      property: 'type',
      reason: reason('not-in-mdt', { step: description.label }),
    });
  }
  const flags: [string, string][] = [
    ['disable', 'false'],
    ['continueOnError', 'false'],
    ['startIn', ''],
    ['successCodeList', known.successCodes],
  ];
  const runIn: [string, string][] = known.runIn === null ? [] : [['runIn', known.runIn]];
  return {
    name: 'step',
    attributes: [['type', description.type], ['name', name], ['description', ''], ...flags, ...runIn],
    children: [
      {
        name: 'defaultVarList',
        attributes: [],
        children: known.variables.map(([key, text]): NewElement => ({
          name: 'variable',
          attributes: [
            ['name', key],
            ['property', key],
          ],
          text,
        })),
      },
      { name: 'action', attributes: [], text: known.action },
    ],
  };
}

/** A step without a type is a plain command line (formats 2.5). */
function descriptionOf(type: string): StepDescription | undefined {
  return type === '' ? runCommandLine : describeStepType(type);
}

/** The property of the page that the text of the command is: of command lines, and of types that have no page of their own. */
function commandProperty(type: string): string | undefined {
  const description = descriptionOf(type);
  return (description === undefined ? runCommandLine : description).toolkit?.commandProperty;
}

const startIn = runCommandLine.source.properties.find(({ key }) => key === 'workingDirectory')?.xml?.property ?? '';

function attributeOf(type: string, property: string): string | undefined {
  return property === startIn && commandProperty(type) !== undefined ? 'startIn' : undefined;
}

function elsewhere(step: WrittenStep): Record<string, string> {
  const command = commandProperty(step.type);
  if (command === undefined) return restartTarget(step);
  const isListed = (findVariable(step.variables, startIn)?.value ?? '') !== '';
  const folder = isListed ? undefined : step.attributes.get('startIn');
  return { [command]: step.action, ...(folder === undefined ? {} : { [startIn]: folder }) };
}

/** The Deployment Toolkit: a line for each element, variables in the order of its templates, nothing that repeats them. */
export const deploymentToolkit: Dialect = {
  id: 'mdt',
  writing: { eol: '\n', isIndented: true, beforeSlash: ' ', keepsPairs: false, keepsFalse: true },
  order: 'as-given',
  listPlace: 'first',
  conditionFirst: 'groups',
  hasMirrors: false,
  hasZip: false,
  variableOf: () => undefined,
  commandOf: () => null,
  isCommand: (type, property) => commandProperty(type) === property,
  attributeOf,
  commandWith: withRestartTarget,
  elsewhere,
  newStep,
  newGroup: (name) => ({
    name: 'group',
    attributes: [
      ['name', name],
      ['disable', 'false'],
      ['continueOnError', 'false'],
      ['description', ''],
      ['expand', 'true'],
    ],
    children: [{ name: 'action', attributes: [] }],
  }),
};
