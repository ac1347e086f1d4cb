import { AppError } from '#shared/contract/errors';
import type { StepDescription, StepProperty } from '#shared/steps/step-description';
import { describeStepType } from '#shared/steps/catalog';
import { attributeOf } from '../../transfer/xml/text.ts';
import type { EditContext } from './edit-context.ts';
import type { NewElement } from '../layout.ts';
import { evaluateAction } from './follow-ups.ts';

function defaultText(property: StepProperty): string | null {
  if (property.kind === 'rules') return '<Rules></Rules>\r\n';
  const value = property.default;
  if (value === null || typeof value === 'object') return null;
  return String(value);
}

function newCmStep(description: StepDescription, name: string, version: string): NewElement {
  const values = new Map<string, { name: string; hidden: boolean; value: string }>();
  for (const property of description.properties) {
    const value = defaultText(property);
    if (property.xml === null || value === null) continue;
    values.set(property.xml.property, { name: property.xml.name, hidden: property.xml.hidden, value });
  }
  const sorted = [...values].sort(([a], [b]) => (a < b ? -1 : 1));
  const variables = sorted.map(([property, one]): NewElement => ({
    name: 'variable',
    attributes: [['name', one.name], ['property', property], ...(one.hidden ? [['hidden', 'true'] as const] : [])],
    text: one.value,
  }));
  // Texts of the 2007 age (3.00) know neither of the two.
  const late: [string, string][] =
    version === '3.00'
      ? []
      : [
          ['retryCount', String(description.retryCount)],
          ['runFromNet', 'false'],
        ];
  const runIn: [string, string][] = description.runIn === null ? [] : [['runIn', description.runIn]];
  return {
    name: description.element,
    attributes: [
      ['type', description.type],
      ['name', name],
      ['description', ''],
      ...runIn,
      ['successCodeList', description.successCodes],
      ...late,
    ],
    children: [
      {
        name: 'action',
        attributes: [],
        text:
          evaluateAction(
            description,
            [...values].map(([property, one]) => ({ ...one, property })),
          ) ?? '',
      },
      { name: 'defaultVarList', attributes: [], children: variables },
    ],
  };
}

/** What MDT's own templates hold for the types that exist in both worlds (formats 3.2). */
const mdtTypes: Readonly<
  Record<
    string,
    { action: string; codes: string; runIn: string | null; variables: readonly (readonly [string, string])[] }
  >
> = {
  SMS_TaskSequence_RunCommandLineAction: {
    action: 'cmd.exe /c',
    codes: '0 3010',
    runIn: 'WinPEandFullOS',
    variables: [
      ['PackageID', ''],
      ['RunAsUser', 'false'],
      ['SMSTSRunCommandLineUserName', ''],
      ['SMSTSRunCommandLineUserPassword', ''],
      ['LoadProfile', 'false'],
    ],
  },
  SMS_TaskSequence_RebootAction: {
    action: 'smsboot.exe /target:WinPE',
    codes: '0 3010',
    runIn: 'WinPEandFullOS',
    variables: [
      ['Message', ''],
      ['MessageTimeout', '60'],
      ['Target', ''],
    ],
  },
  SMS_TaskSequence_SetVariableAction: {
    action: 'cscript.exe "%SCRIPTROOT%\\ZTISetVariable.wsf"',
    codes: '0 3010',
    runIn: null,
    variables: [
      ['VariableName', ''],
      ['VariableValue', ''],
    ],
  },
};

function newMdtStep(description: StepDescription, name: string): NewElement {
  const known = mdtTypes[description.type];
  if (known === undefined) {
    throw new AppError('EDIT_VALUE_INVALID', {
      property: 'type',
      reason: `MDT sequences have no "${description.label}" step that can be added here`,
    });
  }
  const flags: [string, string][] = [
    ['disable', 'false'],
    ['continueOnError', 'false'],
    ['startIn', ''],
    ['successCodeList', known.codes],
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

/** A new group with the attributes of the dialect. */
export function newGroup(context: EditContext, name: string): NewElement {
  const own: [string, string][] = [['name', name]];
  if (context.layout.dialect === 'cm') return { name: 'group', attributes: [...own, ['description', '']] };
  return {
    name: 'group',
    attributes: [...own, ['disable', 'false'], ['continueOnError', 'false'], ['description', ''], ['expand', 'true']],
    children: [{ name: 'action', attributes: [] }],
  };
}

/** A new step with the defaults of its description. Errors: `EDIT_VALUE_INVALID` for an unknown or retired type. */
export function newStep(context: EditContext, type: string, name: string | undefined): NewElement {
  const description = describeStepType(type);
  if (description === undefined || description.element === 'group')
    throw new AppError('EDIT_VALUE_INVALID', { property: 'type', reason: 'a step type of the catalog' });
  if (description.retired !== undefined)
    throw new AppError('EDIT_VALUE_INVALID', { property: 'type', reason: 'retired types can only be imported' });
  const title = name ?? description.label;
  if (context.layout.dialect === 'mdt') return newMdtStep(description, title);
  return newCmStep(description, title, attributeOf(context.sequence, 'version') ?? '');
}
