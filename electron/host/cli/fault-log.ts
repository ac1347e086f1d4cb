import { join } from 'node:path';
import { realClock } from '#core/ports/real';
import { systemReason } from '#core/ports/system-reason';
import { isAppError } from '#shared/contract/errors';
import { errorMessages, message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { sayMessage } from '#shared/text/say';
import { createConsoleLog } from '../console-log.ts';
import { dataFolder } from '../default-site.ts';
import type { Words } from '../words.ts';

/** Where the whole story of a fault is, that a command line tells in one line. */
export function faultLogFile(folder: string = join(dataFolder(), 'logs')): string {
  return join(folder, 'command-line.log');
}

/** Why, in a line: an error of ours in its words, of a schema the place that does not fit, of anything else what it says first. */
export function shortReason(cause: unknown, say: Words): string {
  const why = isAppError(cause) ? errorMessages(cause.code, cause.details).sentence : systemReason(cause);
  return sayMessage(say, why).slice(0, 300);
}

/** Writes the whole story of a fault to a log and says where that is. */
export function logFault(
  text: string,
  cause: unknown,
  tell: (line: Message) => void,
  file: string = faultLogFile(),
): void {
  const refused: string[] = [];
  // Errors go to standard error too: a warning goes to the file alone, unless that cannot be written.
  createConsoleLog(file, realClock.now, (text) => refused.push(text)).warning(`${text}\n${describe(cause)}`);
  if (refused.length === 0) tell(message('command-line:log-at', { file }));
}

function describe(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
