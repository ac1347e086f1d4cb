import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Edit } from '#shared/model/edit';
import { readSecretReference } from '#shared/model/secret-reference';
import { isTrueText } from '#shared/model/variable';
import { hasVariable } from '#shared/model/variable-references';
import { labelOf } from '#shared/steps/describe-step';
import { runCommandLine } from '#shared/steps/run-command-line';
import { describeStepType } from '#shared/steps/catalog';
import { hiddenValueProperty, isHidingFlag, shownValueProperty } from '#shared/steps/secrets';
import { findVariableElement } from '../../transfer/variables.ts';
import type { XmlElement } from '../../transfer/xml/tree.ts';
import { elementsOf, firstOf } from '../../transfer/xml/tree.ts';
import { attributeOf, requireXmlText, textOf } from '../../transfer/xml/text.ts';
import type { EditContext } from './edit-context.ts';
import { buildElement, childSpace, insertChild, removeChild, setElementText, variableAfter } from '../layout.ts';
import { setAttribute } from './attributes.ts';
import { refuse } from './checks.ts';
import { editableNode } from './fields.ts';
import { currentAction, followAction, followVariable } from './follow-ups.ts';

type SetVariable = Extract<Edit, { kind: 'setVariable' }>;

function checkValue(type: string, edit: SetVariable): void {
  if (edit.value === null) return;
  requireXmlText(edit.value, edit.property);
  const known = describeStepType(type)?.properties.find((one) => one.xml?.property === edit.property);
  const limits = known?.constraint;
  if (known === undefined || limits === undefined) return;
  const max = limits.maxLengthInClass ?? limits.maxLength;
  if (max !== undefined && edit.value.length > max) refuse(known.label, reason('at-most-characters', { limit: max }));
  if (known.kind !== 'int' || edit.value === '' || hasVariable(edit.value)) return;
  if (!/^-?\d{1,10}$/.test(edit.value)) refuse(known.label, reason('whole-number'));
  const { min, max: most } = limits;
  if (min !== undefined && Number(edit.value) < min) refuse(known.label, reason('at-least', { limit: min }));
  if (most !== undefined && Number(edit.value) > most) refuse(known.label, reason('at-most', { limit: most }));
}

function variableList(context: EditContext, step: XmlElement): XmlElement {
  const present = firstOf(step, 'defaultVarList');
  if (present !== undefined) return present;
  const list: XmlElement = {
    name: 'defaultVarList',
    open: '<defaultVarList>',
    children: [],
    close: '</defaultVarList>',
    parent: null,
  };
  const reference = context.layout.dialect.listPlace === 'first' ? (elementsOf(step)[0] ?? null) : null;
  insertChild(context.changer, step, list, reference, context.layout);
  return list;
}

function addVariable(context: EditContext, step: XmlElement, edit: SetVariable, type: string): void {
  const known = context.layout.dialect.variableOf(describeStepType(type), edit.property);
  const name = edit.name ?? known?.name ?? edit.property;
  const hidden = edit.hidden ?? known?.hidden ?? false;
  requireXmlText(name + edit.property, 'name');
  const list = variableList(context, step);
  const attributes: [string, string][] = [
    ['name', name],
    ['property', edit.property],
  ];
  if (hidden) attributes.push(['hidden', 'true']);
  const spec = { name: 'variable', attributes, text: edit.value ?? '' };
  const next = variableAfter(list, edit.property, context.layout);
  insertChild(
    context.changer,
    list,
    buildElement(spec, context.layout, childSpace(list, context.layout)),
    next,
    context.layout,
  );
}

/** Where the command itself is the action the page edits it under the name of the field's property. */
function setCommand(context: EditContext, step: XmlElement, value: string): void {
  if (value === '') refuse(labelOf(runCommandLine, 'commandLine'), reason('command-needed'));
  requireXmlText(value, labelOf(runCommandLine, 'commandLine'));
  const action = firstOf(step, 'action');
  if (action !== undefined) {
    setElementText(context.changer, action, value, context.layout);
    return;
  }
  const spec = { name: 'action', attributes: [], text: value };
  insertChild(
    context.changer,
    step,
    buildElement(spec, context.layout, childSpace(step, context.layout)),
    null,
    context.layout,
  );
}

/** Writes a value where the step says it outside of its list; false where it says it in the list alone (XFER-100). */
function setElsewhere(
  context: EditContext,
  step: XmlElement,
  edit: SetVariable,
  type: string,
  isListed: boolean,
): boolean {
  const { dialect } = context.layout;
  const attribute = dialect.attributeOf(type, edit.property);
  if (attribute !== undefined) {
    if (isListed) return false;
    setAttribute(context, step, attribute, edit.value);
    return true;
  }
  const action = firstOf(step, 'action');
  const command = dialect.commandWith(
    type,
    action === undefined ? '' : textOf(action),
    edit.property,
    edit.value ?? '',
  );
  if (action === undefined || command === null) return false;
  setElementText(context.changer, action, command, context.layout);
  return true;
}

/**
 * A file may have a value that is not displayed in the property of the displayed one. When the value is to be
 * displayed again, what stands for the secret goes to the property of its own: it must not become the value (DOC-30).
 */
function followHidden(context: EditContext, step: XmlElement, edit: SetVariable, type: string): void {
  if (!isHidingFlag({ name: edit.property, property: edit.property }) || isTrueText(edit.value)) return;
  const list = firstOf(step, 'defaultVarList');
  const shown = findVariableElement(list, shownValueProperty);
  const reference = shown === undefined ? '' : textOf(shown);
  if (shown === undefined || readSecretReference(reference) === null) return;
  setElementText(context.changer, shown, '', context.layout);
  const own: SetVariable = { kind: 'setVariable', id: edit.id, property: hiddenValueProperty, value: reference };
  const present = findVariableElement(list, own.property);
  if (present === undefined) addVariable(context, step, own, type);
  else setElementText(context.changer, present, reference, context.layout);
}

/** Sets, adds or removes a variable of a step; command, mirrors and references follow (DOC-10 … DOC-14). */
export function setVariable(context: EditContext, edit: SetVariable): XmlElement[] {
  const step = editableNode(context, edit.id);
  if (step.name === 'group') throw new AppError('EDIT_INVALID', { id: edit.id, reason: reason('group-no-variables') });
  const type = attributeOf(step, 'type') ?? '';
  if (context.layout.dialect.isCommand(type, edit.property)) {
    setCommand(context, step, edit.value ?? '');
    return [step];
  }
  checkValue(type, edit);
  const present = findVariableElement(firstOf(step, 'defaultVarList'), edit.property);
  const isListed = present !== undefined && textOf(present).trim() !== '';
  if (setElsewhere(context, step, edit, type, isListed) && !isListed) return [step];
  const before = currentAction(context, step);
  if (edit.value === null) {
    if (present !== undefined) removeChild(context.changer, present, context.layout);
  } else if (present !== undefined) setElementText(context.changer, present, edit.value, context.layout);
  else addVariable(context, step, edit, type);
  followHidden(context, step, edit, type);
  followVariable(context, step, edit.property, edit.value);
  followAction(context, step, before);
  return [step];
}
