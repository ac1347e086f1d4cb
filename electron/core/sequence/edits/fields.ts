import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Edit } from '#shared/model/edit';
import { isTrueText } from '#shared/model/variable';
import { describeStepType } from '#shared/steps/catalog';
import type { XmlElement } from '../../transfer/xml/tree.ts';
import { attributeOf } from '../../transfer/xml/text.ts';
import type { EditContext } from './edit-context.ts';
import { kindOf } from '../read-node.ts';
import { checkDescription, checkName, refuse } from './checks.ts';
import { setAttribute } from './attributes.ts';
import { mirrorOption } from './follow-ups.ts';

/** A node that we understand; unknown elements can be moved and removed, not changed inside. */
export function editableNode(context: EditContext, id: string): XmlElement {
  const element = context.element(id);
  if (kindOf(element) === 'unknown') throw new AppError('EDIT_INVALID', { id, reason: reason('unknown-element') });
  return element;
}

function stepNode(context: EditContext, id: string): XmlElement {
  const element = editableNode(context, id);
  if (element.name === 'group') throw new AppError('EDIT_INVALID', { id, reason: reason('group-no-option') });
  return element;
}

/** Gives a step or group another name. Errors: `EDIT_TARGET_MISSING`; `EDIT_VALUE_INVALID` by `checkName`. */
export function setName(context: EditContext, edit: Extract<Edit, { kind: 'setName' }>): XmlElement[] {
  checkName(edit.name);
  const element = editableNode(context, edit.id);
  setAttribute(context, element, 'name', edit.name);
  return [element];
}

/**
 * Gives a step or group another description, its lines ended as Windows ends them.
 * Errors: `EDIT_TARGET_MISSING`; `EDIT_VALUE_INVALID` by `checkDescription`.
 */
export function setDescription(context: EditContext, edit: Extract<Edit, { kind: 'setDescription' }>): XmlElement[] {
  checkDescription(edit.description);
  const element = editableNode(context, edit.id);
  setAttribute(context, element, 'description', edit.description.replace(/\r?\n/g, '\r\n'));
  return [element];
}

/** A flag of a node, written as the dialect does (formats 2.2, 2.5). */
export function setFlag(
  context: EditContext,
  id: string,
  name: 'disable' | 'continueOnError',
  value: boolean,
): XmlElement {
  const element = editableNode(context, id);
  const present = attributeOf(element, name);
  if (isTrueText(present) === value) return element;
  const keeps = context.layout.dialect.writing.keepsFalse && present !== undefined;
  setAttribute(context, element, name, value ? 'true' : keeps ? 'false' : null);
  return element;
}

function checkWhole(option: string, value: string | number, min: number, max: number): string {
  const text = String(value);
  if (!/^\d{1,7}$/.test(text) || Number(text) < min || Number(text) > max) {
    refuse(option, reason('whole-number-between', { least: min, most: max }));
  }
  return text;
}

function checkOption(option: string, element: XmlElement, value: string | number): string {
  if (option === 'timeoutSeconds') return checkWhole(option, value, 1, 999 * 60);
  if (option === 'retryCount') return checkWhole(option, value, 0, 5);
  const text = String(value);
  if (option === 'successCodes') {
    if (!/^-?\d{1,10}( -?\d{1,10})*$/.test(text)) refuse(option, reason('whole-numbers-one-blank'));
    return text;
  }
  if (!['WinPE', 'FullOS', 'WinPEandFullOS'].includes(text)) refuse(option, reason('environments'));
  const description = describeStepType(attributeOf(element, 'type') ?? '');
  if (element.name === 'subtasksequence') refuse(option, reason('call-no-option'));
  if (description !== undefined && !description.runInEditable && text !== attributeOf(element, 'runIn')) {
    refuse(option, reason('fixed-for', { type: description.label }));
  }
  return text;
}

const optionAttributes = {
  timeoutSeconds: 'timeout',
  runIn: 'runIn',
  successCodes: 'successCodeList',
  retryCount: 'retryCount',
} as const;

/** Options of a step that live in attributes; their mirrors in variables follow (formats 2.2). */
export function setStepOption(context: EditContext, edit: Extract<Edit, { kind: 'setStepOption' }>): XmlElement[] {
  const element = stepNode(context, edit.id);
  const { option } = edit;
  if (edit.value === null && option === 'successCodes') refuse(option, reason('code-needed'));
  const value = edit.value === null ? null : checkOption(option, element, edit.value);
  setAttribute(context, element, optionAttributes[option], value);
  if (value !== null && (option === 'successCodes' || option === 'retryCount'))
    mirrorOption(context, element, option, value);
  return [element];
}
