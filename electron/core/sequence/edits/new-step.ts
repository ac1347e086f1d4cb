import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { describeStepType } from '#shared/steps/catalog';
import { attributeOf } from '../../transfer/xml/text.ts';
import type { NewElement } from '../new-element.ts';
import type { EditContext } from './edit-context.ts';

/** A new step with the defaults of its description. Errors: `EDIT_VALUE_INVALID` for an unknown or retired type. */
export function newStep(context: EditContext, type: string, name: string | undefined): NewElement {
  const description = describeStepType(type);
  if (description === undefined || description.element === 'group')
    throw new AppError('EDIT_VALUE_INVALID', { property: 'type', reason: reason('type-of-catalog') });
  if (description.retired !== undefined)
    throw new AppError('EDIT_VALUE_INVALID', { property: 'type', reason: reason('type-retired') });
  const version = attributeOf(context.sequence, 'version') ?? '';
  return context.layout.dialect.newStep(description, name ?? description.newName, version);
}
