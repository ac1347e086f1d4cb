import { isTrueText } from '#shared/model/variable';
import { describeStepType } from '#shared/steps/catalog';
import { findVariableElement, readVariables } from '../../transfer/variables.ts';
import type { XmlElement } from '../../transfer/xml/tree.ts';
import { elementsOf, firstOf } from '../../transfer/xml/tree.ts';
import { attributeOf, textOf } from '../../transfer/xml/text.ts';
import type { EditContext } from './edit-context.ts';
import type { NewElement } from '../new-element.ts';
import { buildElement, childSpace, insertChild, setElementText, variableAfter } from '../layout.ts';
import { setAttribute } from './attributes.ts';

/** What the template of a step gives now; null for MDT, unknown types and groups. */
export function currentAction(context: EditContext, step: XmlElement): string | null {
  const description = describeStepType(attributeOf(step, 'type') ?? '');
  const action = firstOf(step, 'action');
  const present = action === undefined ? null : textOf(action);
  return context.layout.dialect.commandOf(description, readVariables(firstOf(step, 'defaultVarList')), present);
}

/** Writes the command again when the edit changed what the template gives; a text that disagreed before stays otherwise. */
export function followAction(context: EditContext, step: XmlElement, before: string | null): void {
  const after = currentAction(context, step);
  const action = firstOf(step, 'action');
  if (after === null || after === before || action === undefined) return;
  // Blanks at the end that the template does not give are the file's own (XFER-102).
  const rest = before !== null && textOf(action).startsWith(before) ? textOf(action).slice(before.length) : '';
  setElementText(context.changer, action, after + (rest.trim() === '' ? rest : ''), context.layout);
}

/** Success codes and retries stand twice: as attribute of the step and, in some types, as variable. */
export function mirrorOption(
  context: EditContext,
  step: XmlElement,
  option: 'successCodes' | 'retryCount',
  value: string,
): void {
  const property = option === 'successCodes' ? 'SuccessCodes' : 'RetryCount';
  const variable = findVariableElement(firstOf(step, 'defaultVarList'), property);
  if (variable !== undefined && attributeOf(variable, 'name') !== 'OSDPackageDownloadRetries') {
    setElementText(context.changer, variable, value, context.layout);
  }
}

/** Properties of steps that are common to all steps, with the names that their values have for all (editor 9). */
const globalVariables: Readonly<Record<string, string>> = {
  SMPRetryCount: 'OSDStateSMPRetryCount',
  SMPRetryTime: 'OSDStateSMPRetryTime',
  // In the step both are hidden, and so not set while it runs: what counts stands in the list for all.
  NumAdapters: 'OSDAdapterCount',
  EnableTCPIPFiltering: 'OSDEnableTCPIPFiltering',
};

/** The other direction: the attribute follows its variable. */
export function followVariable(context: EditContext, step: XmlElement, property: string, value: string | null): void {
  if (value === null || !context.layout.dialect.hasMirrors) return;
  if (property === 'SuccessCodes') setAttribute(context, step, 'successCodeList', value);
  if (property === 'RunFromNet' && attributeOf(step, 'runFromNet') !== undefined)
    setAttribute(context, step, 'runFromNet', isTrueText(value) ? 'true' : 'false');
  const description = describeStepType(attributeOf(step, 'type') ?? '');
  const isRetry = property === 'RetryCount' && description?.properties.some((one) => one.xml?.name === 'RetryCount');
  if (isRetry === true) setAttribute(context, step, 'retryCount', value);
  const global = globalVariables[property];
  if (global !== undefined) setGlobalVariable(context, global, property, value);
}

/** A part of the sequence that it does not have yet, behind those named `before`. */
export function insertPart(context: EditContext, name: string, before: readonly string[]): XmlElement {
  const reference = elementsOf(context.sequence).find((one) => !before.includes(one.name)) ?? null;
  const part: XmlElement = { name, open: `<${name}>`, children: [], close: `</${name}>`, parent: null };
  insertChild(context.changer, context.sequence, part, reference, context.layout);
  return part;
}

/** Values common to all steps (editor 9: `globalVarList`); kept in step with the step that was edited. */
export function setGlobalVariable(context: EditContext, name: string, property: string, value: string): void {
  const list = firstOf(context.sequence, 'globalVarList') ?? insertPart(context, 'globalVarList', ['referenceList']);
  const present = findVariableElement(list, property);
  if (present !== undefined) {
    setElementText(context.changer, present, value, context.layout);
    return;
  }
  const spec: NewElement = {
    name: 'variable',
    attributes: [
      ['name', name],
      ['property', property],
    ],
    text: value,
  };
  const next = variableAfter(list, property, context.layout);
  insertChild(
    context.changer,
    list,
    buildElement(spec, context.layout, childSpace(list, context.layout)),
    next,
    context.layout,
  );
}
