import { systemRefusal } from '#core/ports/system-reason';
import { AppError } from '#shared/contract/errors';
import { errorText } from '#shared/text/say';
import { exitCodes } from '../cli/output.ts';
import { createWords, type Words } from '../words.ts';

export { exitCodes };

/** A failure as a person reads it: wrong use with how it is right, an expected error in its words, a bug with its place. */
export function reportOpening(error: unknown, say: Words = createWords()): string {
  const known = systemRefusal(error) ?? error;
  if (known instanceof AppError) {
    const { sentence, remedy } = errorText(say, known.code, known.details);
    return `${sentence} ${remedy}`;
  }
  if (error instanceof TypeError) return `${error.message}\n${say('opening:usage.starter')}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
