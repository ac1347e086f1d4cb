import type { ErrorCode, ErrorDetails } from '#shared/contract/errors';
import type { CaptureResult, RestoreResult, ScanResult, StateProgress, VerifyResult } from '#shared/model/user-state';
import type { CaptureOrder } from './capture.ts';
import type { RestoreRequest, ScanRequest, VerifyRequest } from './types.ts';

/** Work that is done in a thread of its own, with its request. */
export type StateTask =
  | { readonly kind: 'scan'; readonly request: ScanRequest }
  | { readonly kind: 'capture'; readonly request: CaptureOrder }
  | { readonly kind: 'restore'; readonly request: RestoreRequest }
  | { readonly kind: 'verify'; readonly request: VerifyRequest };

export interface StateTaskResult {
  readonly scan: ScanResult;
  readonly capture: CaptureResult;
  readonly restore: RestoreResult;
  readonly verify: VerifyResult;
}

/** Given to the thread when it starts. The first number becomes 1 when the work is called off. */
export interface StateWorkerData {
  readonly task: StateTask;
  readonly cancel: SharedArrayBuffer;
}

/** What the thread says. An `AppError` would lose its class on the way, so it travels as its parts. */
export type StateWorkerMessage =
  | { readonly kind: 'progress'; readonly progress: StateProgress }
  | { readonly kind: 'done'; readonly result: StateTaskResult[StateTask['kind']] }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly details: ErrorDetails; readonly cause: string }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string };
