import { AppError, type ErrorCode, type ErrorDetails } from '#shared/contract/errors';

/** What a failed call looks like to the screen: words come from the code, the trace id finds the story in the log. */
export interface Problem {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  readonly traceId: string | null;
}

/** Anything thrown, as a problem. What is not an expected error is our own fault and says so. */
export function toProblem(error: unknown): Problem {
  if (error instanceof AppError) {
    const traceId = 'traceId' in error && typeof error.traceId === 'string' ? error.traceId : null;
    return { code: error.code, details: error.details, traceId };
  }
  return { code: 'INTERNAL', details: {}, traceId: null };
}
