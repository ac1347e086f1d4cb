import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { RestoreMissingCause } from '#shared/model/user-state';

const captureAgain = message('notes:remedy-capture-again');
/** What a person can do, by the cause of a missing file; what a capture did not take has its own advice (`remedyOfCapture`). */
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
