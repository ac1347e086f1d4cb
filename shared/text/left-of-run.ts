import { message } from '../contract/message.ts';
import type { Message } from '../contract/message-shape.ts';
import type { LeftOfRun } from '../model/run.ts';

/** The words for one thing that goes on, for the edges and the log. */
export function leftMessage(left: LeftOfRun): Message {
  switch (left.code) {
    case 'not-ended':
    case 'not-readable':
      return message(`notes:left-of-run.${left.code}`, { processes: left.processes.join(', ') });
    default:
      return message(`notes:left-of-run.${left.code}`);
  }
}
