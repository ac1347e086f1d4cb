import type { ErrorCode, ErrorDetails } from '#shared/contract/errors';
import { errorMessages } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { remedies } from '#shared/text/en/command-line-remedies';

/** The words of an error, with the remedy that the command line has for it. */
export function commandLineWords(code: ErrorCode, details: ErrorDetails): { sentence: Message; remedy: Message } {
  const words = errorMessages(code, details);
  const own: Message = { say: `command-line:remedies.${code}`, values: details };
  return Object.hasOwn(remedies, code) ? { ...words, remedy: own } : words;
}
