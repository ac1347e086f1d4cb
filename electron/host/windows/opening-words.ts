import { AppError } from '#shared/contract/errors';
import { errorText } from '#shared/text/errors';
import { exitCodes } from '../cli/output.ts';

export { exitCodes };

export const usage = 'Usage: Waystation.cmd [--site DIR] [--headless] [FILE…]';

/** A failure as a person reads it: wrong use with how it is right, an expected error in its words, a bug with its place. */
export function reportOpening(error: unknown): string {
  if (error instanceof AppError) {
    const { sentence, remedy } = errorText(error.code, error.details);
    return `${sentence} ${remedy}`;
  }
  if (error instanceof TypeError) return `${error.message}\n${usage}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
