import { AppError } from '#shared/contract/errors';
import { editLimits } from '#shared/model/edit';
import { requireXmlText } from '../../transfer/xml/text.ts';

/** Refuses a value with a rule in words; the value itself may be a secret and is not repeated. */
export function refuse(property: string, reason: string): never {
  throw new AppError('EDIT_VALUE_INVALID', { property, reason });
}

/** Names of steps and groups: 1 to 100 characters (the provider's limit; the field's own window stops at 50). */
export function checkName(name: string): void {
  if (name.trim() === '') refuse('name', 'a name is needed');
  if (name.length > editLimits.nameMax) refuse('name', `at most ${String(editLimits.nameMax)} characters`);
  if (/[\r\n\t]/.test(name)) refuse('name', 'one line without tabs');
  requireXmlText(name, 'name');
}

export function checkDescription(description: string): void {
  if (description.length > editLimits.descriptionMax)
    refuse('description', `at most ${String(editLimits.descriptionMax)} characters`);
  requireXmlText(description, 'description');
}
