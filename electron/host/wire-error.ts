import { randomUUID } from 'node:crypto';
import { systemRefusal } from '#core/ports/system-reason';
import type { Log } from '#core/ports/log';
import { AppError, type WireError } from '#shared/contract/errors';

/** After an abort, whatever the work threw because of it is a cancellation and not an error. */
export function cancelledOr(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof AppError) return error;
  const isAbort = error instanceof Error && error.name === 'AbortError';
  return signal.aborted || isAbort ? new AppError('CANCELLED', {}, { cause: error }) : error;
}

/**
 * An error as it may leave this process: code and details of an expected one; of any other only a trace id, because its
 * message may hold paths or values that are nobody else's business. The log gets the whole story under that id.
 */
export function toWireError(error: unknown, what: string, log: Log): WireError {
  const traceId = randomUUID();
  if (error instanceof AppError && error.code !== 'INTERNAL') {
    return { code: error.code, details: error.details, traceId };
  }
  const refused = systemRefusal(error);
  if (refused !== null) {
    log.warning(`${what} was refused by the system (trace id ${traceId})`, refused);
    return { code: refused.code, details: refused.details, traceId };
  }
  log.error(`${what} failed unexpectedly (trace id ${traceId})`, error);
  return { code: 'INTERNAL', details: {}, traceId };
}
