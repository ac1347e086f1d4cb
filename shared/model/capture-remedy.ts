import { message } from '../contract/message.ts';
import type { Message } from '../contract/message-shape.ts';
import type { LeftOut, LeftOutReason } from './user-state.ts';

const giveAccess = message('notes:remedy-give-access');

/** What could not be taken for another reason than access. */
const byReason: Partial<Record<LeftOutReason, Message>> = {
  nameNotPossible: message('notes:remedy-rename'),
  changedWhileReading: message('notes:remedy-close-program'),
  accountNotFound: message('notes:remedy-choose-account'),
  streamNotCarried: message('notes:remedy-copy-streams'),
  cloudOnly: message('notes:remedy-fetch-from-cloud'),
  linkElsewhere: message('notes:remedy-copy-linked'),
};

const copyByHand = message('notes:remedy-copy-by-hand');
/** What could not be read, where access would not help: by why it could not. */
const unreadable: Readonly<Record<string, Message>> = {
  'reasons:link-leads-out': message('notes:remedy-copy-linked'),
  'reasons:drive-not-mapped': message('notes:remedy-map-drive'),
  'reasons:system.EBUSY': message('notes:remedy-close-program'),
  'reasons:second-profiles-folder': copyByHand,
  'reasons:holds-profiles-folder': copyByHand,
  'reasons:same-profile-as': copyByHand,
  'reasons:twin-folder': copyByHand,
  'reasons:in-strangers-profile': copyByHand,
  'reasons:on-network': copyByHand,
  'reasons:outside-drive': copyByHand,
  'reasons:mark-of-disk': copyByHand,
};

/**
 * What a person can do about what a capture does not take: the one advice that preview, capture and restore give.
 * Access is advised only where it is access that is wanting; a reason of an earlier program is a text and counts as
 * that (UST-261).
 */
export function remedyOfCapture({ reason, detail }: Pick<LeftOut, 'reason' | 'detail'>): Message {
  const byDetail = reason === 'unreadable' && typeof detail !== 'string' ? unreadable[detail.say] : undefined;
  return byDetail ?? byReason[reason] ?? giveAccess;
}
