import type { StepDescription, StepProperty } from '#shared/steps/step-description';
import type { NewElement } from '../new-element.ts';
import { fillTemplate } from './command-template.ts';
import type { Dialect } from './dialect.ts';
import { restartTarget } from './restart-target.ts';

function defaultText(property: StepProperty): string | null {
  if (property.kind === 'rules') return '<Rules></Rules>\r\n';
  const value = property.default;
  if (value === null || typeof value === 'object') return null;
  return String(value);
}

/** Variables of a new step, in the order of the field. */
function newVariables(description: StepDescription) {
  const values = new Map<string, { name: string; property: string; hidden: boolean; value: string }>();
  for (const property of description.properties) {
    const value = defaultText(property);
    if (property.xml === null || value === null) continue;
    values.set(property.xml.property, { ...property.xml, value });
  }
  return [...values.values()].sort((a, b) => (a.property < b.property ? -1 : 1));
}

function newStep(description: StepDescription, name: string, version: string): NewElement {
  const variables = newVariables(description);
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
      { name: 'action', attributes: [], text: fillTemplate(description, variables, null) ?? '' },
      {
        name: 'defaultVarList',
        attributes: [],
        children: variables.map((one): NewElement => ({
          name: 'variable',
          attributes: [
            ['name', one.name],
            ['property', one.property],
            ...(one.hidden ? [['hidden', 'true'] as const] : []),
          ],
          text: one.value,
        })),
      },
    ],
  };
}

/** Configuration Manager: no white space, variables by property, a command and lists that repeat them (formats 2). */
export const configurationManager: Dialect = {
  id: 'cm',
  writing: { eol: '\r\n', isIndented: false, beforeSlash: '', keepsPairs: true, keepsFalse: false },
  order: 'ordinal',
  listPlace: 'last',
  conditionFirst: 'all',
  hasMirrors: true,
  hasZip: true,
  variableOf: (description, property) =>
    description?.properties.find((one) => one.xml?.property === property)?.xml ?? undefined,
  commandOf: (description, variables, present) =>
    description === undefined ? null : fillTemplate(description, variables, present),
  isCommand: () => false,
  attributeOf: () => undefined,
  commandWith: () => null,
  elsewhere: restartTarget,
  newStep,
  newGroup: (name) => ({
    name: 'group',
    attributes: [
      ['name', name],
      ['description', ''],
    ],
  }),
};
