import type { Edit } from '#shared/model/edit';
import { rulesProperty } from '#shared/model/dynamic-rules';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { hasRulesPage } from '#shared/steps/dynamic-rules';
import { respellText } from '../../transfer/respell.ts';
import { findVariableElement } from '../../transfer/variables.ts';
import { writeDynamicRules } from '../../transfer/write-dynamic-rules.ts';
import { attributeOf, textOf } from '../../transfer/xml/text.ts';
import type { XmlElement } from '../../transfer/xml/tree.ts';
import { firstOf, printPiece } from '../../transfer/xml/tree.ts';
import type { EditContext } from './edit-context.ts';
import { editableNode } from './fields.ts';
import { setVariable } from './variables.ts';

/**
 * Sets the rules of Set Dynamic Variables. What reads as before keeps its text byte for byte (STEP-38).
 * Errors: `EDIT_INVALID` for a step of another type; those of `writeDynamicRules`.
 */
export function setRules(context: EditContext, edit: Extract<Edit, { kind: 'setRules' }>): XmlElement[] {
  const step = editableNode(context, edit.id);
  if (step.name === 'group' || !hasRulesPage(attributeOf(step, 'type') ?? ''))
    throw new AppError('EDIT_INVALID', { id: edit.id, reason: reason('no-rules') });
  const present = findVariableElement(firstOf(step, 'defaultVarList'), rulesProperty);
  const old = present === undefined ? '' : textOf(present);
  const value = writeDynamicRules(old, edit.rules);
  if (value === old) return [step];
  if (present === undefined || old === '')
    return setVariable(context, { kind: 'setVariable', id: edit.id, property: rulesProperty, value });
  const raw = respellText(present.children.map(printPiece).join(''), value, context.layout.eol);
  context.changer.splice(present, 0, present.children.length, raw === '' ? [] : [raw]);
  return [step];
}
