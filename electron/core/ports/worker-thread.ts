import { Worker } from 'node:worker_threads';
import { AppError } from '#shared/contract/errors';
import type { ErrorCode, ErrorDetails } from '#shared/contract/errors';

/** A worker's file beside the module that starts it; a bundle names its files `.js`, the source `.ts`. */
export function workerBeside(name: string, moduleUrl: string): URL {
  return new URL(`./${name}${moduleUrl.endsWith('.ts') ? '.ts' : '.js'}`, moduleUrl);
}

/** Starts a thread whose heap has a limit, so that it ends with an error and does not take the console along. What it is given it finds as `workerData`. */
export function startWorker(url: URL, heapMb: number, workerData?: unknown): Worker {
  return new Worker(url, {
    workerData,
    // From source the thread needs the condition too; a bundle has no conditions left.
    execArgv: url.pathname.endsWith('.ts') ? ['--conditions=source'] : [],
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
}

/** An error on its way between threads: an `AppError` would lose its class there, so it travels as its parts. */
export type ThreadFailure =
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly details: ErrorDetails; readonly cause: string }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string };

export function packFailure(error: unknown): ThreadFailure {
  if (error instanceof AppError) {
    const cause = error.cause instanceof Error ? error.cause.message : '';
    return { kind: 'refused', code: error.code, details: error.details, cause };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'failed', message, stack: stack ?? '' };
}

/** The error as it was thrown; what was no `AppError` is `INTERNAL` with the stack of the thread. */
export function unpackFailure(failure: ThreadFailure): AppError {
  if (failure.kind === 'refused') {
    const options = failure.cause === '' ? {} : { cause: new Error(failure.cause) };
    return new AppError(failure.code, failure.details, options);
  }
  const cause = Object.assign(new Error(failure.message), { stack: failure.stack });
  return new AppError('INTERNAL', {}, { cause });
}
