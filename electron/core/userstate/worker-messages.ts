import type { ScanPreview } from '#shared/model/local-computer';
import type { CaptureResult, RestoreResult, StateProgress, VerifyResult } from '#shared/model/user-state';
import type { ThreadFailure } from '../ports/worker-thread.ts';
import type { CaptureOrder } from './capture.ts';
import type { RestoreRequest, ScanRequest, VerifyRequest } from './types.ts';

/** Work that is done in a thread of its own, with its request. */
export type StateTask =
  | { readonly kind: 'scan'; readonly request: ScanRequest }
  | { readonly kind: 'capture'; readonly request: CaptureOrder }
  | { readonly kind: 'restore'; readonly request: RestoreRequest }
  | { readonly kind: 'verify'; readonly request: VerifyRequest };

export interface StateTaskResult {
  readonly scan: ScanPreview;
  readonly capture: CaptureResult;
  readonly restore: RestoreResult;
  readonly verify: VerifyResult;
}

/** What a thread is asked to do. The first number of `cancel` becomes 1 when the work is called off. */
export interface StateWorkerOrder {
  readonly task: StateTask;
  readonly cancel: SharedArrayBuffer;
}

/** What the thread says. A thread that is light after its task may be kept for the next one. */
export type StateWorkerMessage =
  | { readonly kind: 'progress'; readonly progress: StateProgress }
  | { readonly kind: 'done'; readonly result: StateTaskResult[StateTask['kind']]; readonly isLight: boolean }
  | (ThreadFailure & { readonly isLight: boolean });
