import { Worker } from 'node:worker_threads';
import { AppError } from '#shared/contract/errors';
import type { ErrorCode, ErrorDetails } from '#shared/contract/errors';
import { systemRefusal } from './system-reason.ts';

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

/** An error as it goes from a thread to who asked it: its code and details, or what it said and where. */
export function packFailure(error: unknown): ThreadFailure {
  // A raw error of the system loses its code on the way too: it becomes one of ours here.
  const known = systemRefusal(error) ?? error;
  if (known instanceof AppError) {
    const cause = known.cause instanceof Error ? known.cause.message : '';
    return { kind: 'refused', code: known.code, details: known.details, cause };
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
