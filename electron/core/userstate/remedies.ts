import { message } from '#shared/contract/message';
import type { Message, MessageOrText } from '#shared/contract/message-shape';
import type { LeftOutReason, RestoreMissingCause } from '#shared/model/user-state';

const captureAgain = message('notes:remedy-capture-again');
/** What a person can do, by the cause of a missing file. */
export const remedies: Record<RestoreMissingCause, Message> = {
  damagedInStore: captureAgain,
  missingInStore: captureAgain,
  notCaptured: message('notes:remedy-give-access'),
  writeFailed: message('notes:remedy-restore-again'),
  nameNotPossible: message('notes:remedy-rename'),
  localAccount: message('notes:remedy-local-accounts'),
  linkInTheWay: message('notes:remedy-link-in-the-way'),
  streamNotWritten: message('notes:remedy-streams-there'),
};

/** What the capture did not take for another reason than access. */
const notTaken: Partial<Record<LeftOutReason, Message>> = {
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

/** What helps against what the capture did not take: access only where it is access that was wanting (UST-261). */
export function remedyOfCapture(why: LeftOutReason, detail: MessageOrText): Message {
  if (why === 'nameNotPossible') return remedies.nameNotPossible;
  const byDetail = why === 'unreadable' && typeof detail !== 'string' ? unreadable[detail.say] : undefined;
  return byDetail ?? notTaken[why] ?? remedies.notCaptured;
}
