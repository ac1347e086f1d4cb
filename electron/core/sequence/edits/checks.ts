import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Message, MessageOrText } from '#shared/contract/message-shape';
import { editLimits } from '#shared/model/edit';
import { requireXmlText } from '../../transfer/xml/text.ts';

/** Refuses a value with its rule; the value itself may be a secret and is not repeated. */
export function refuse(property: MessageOrText, why: Message): never {
  throw new AppError('EDIT_VALUE_INVALID', { property, reason: why });
}

/** Names of steps and groups: 1 to 100 characters (the provider's limit; the field's own window stops at 50). */
export function checkName(name: string): void {
  if (name.trim() === '') refuse('name', reason('name-needed'));
  if (name.length > editLimits.nameMax) refuse('name', reason('at-most-characters', { limit: editLimits.nameMax }));
  if (/[\r\n\t]/.test(name)) refuse('name', reason('one-line'));
  requireXmlText(name, 'name');
}

/** Descriptions of steps and groups: at most `descriptionMax` characters, all of them such as XML takes. */
export function checkDescription(description: string): void {
  if (description.length > editLimits.descriptionMax)
    refuse('description', reason('at-most-characters', { limit: editLimits.descriptionMax }));
  requireXmlText(description, 'description');
}
