import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
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
export const notTaken: Partial<Record<LeftOutReason, Message>> = {
  accountNotFound: message('notes:remedy-choose-account'),
  streamNotCarried: message('notes:remedy-copy-streams'),
  cloudOnly: message('notes:remedy-fetch-from-cloud'),
  linkElsewhere: message('notes:remedy-copy-linked'),
};
