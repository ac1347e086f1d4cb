import type { ScanPreview } from '#shared/model/local-computer';
import type {
  CaptureResult,
  RestoreResult,
  StateObjectPage,
  StoreSummary,
  VerifyResult,
} from '#shared/model/user-state';
import type { Files } from '../ports/files.ts';
import type { Ids } from '../ports/ids.ts';
import { createTaskRunner } from './run-in-worker.ts';
import { openCatalog } from './stores/catalog.ts';
import type {
  CaptureRequest,
  ListObjectsRequest,
  RestoreRequest,
  ScanRequest,
  StateWorkOptions,
  VerifyRequest,
} from './types.ts';

/** Everything that is done with user state. Each promise rejects with an `AppError`; `SPEC.md` names the codes. */
export interface UserState {
  /** What a capture would take, and what not; nothing is written. */
  scan(request: ScanRequest, options?: StateWorkOptions): Promise<ScanPreview>;
  /** A new store, complete or not there. */
  capture(request: CaptureRequest, options?: StateWorkOptions): Promise<CaptureResult>;
  /** A store back to a device; repeating it is safe. */
  restore(request: RestoreRequest, options?: StateWorkOptions): Promise<RestoreResult>;
  /** Every file of a store against its hash. */
  verify(request: VerifyRequest, options?: StateWorkOptions): Promise<VerifyResult>;
  /** What a store says about itself; its data is not read. */
  readCatalog(storePath: string): StoreSummary;
  /** One page of the catalog. */
  listObjects(request: ListObjectsRequest): StateObjectPage;
}

export interface UserStatePorts {
  readonly files: Files;
  readonly ids: Ids;
  /** The worker's file, where a bundle put it elsewhere. */
  readonly workerUrl?: URL;
}

/**
 * The door to user state: each piece of bulk work runs in a worker thread; what only reads a catalog is done here.
 * `readCatalog` and `listObjects` throw the codes of `openCatalog`.
 */
export function createUserState({ files, ids, workerUrl }: UserStatePorts): UserState {
  const runner = createTaskRunner(workerUrl);
  return {
    scan: (request, options) => runner.run({ kind: 'scan', request }, options),
    capture: (request, options) =>
      runner.run({ kind: 'capture', request: { ...request, storeId: ids.uuid() } }, options),
    restore: (request, options) => runner.run({ kind: 'restore', request }, options),
    verify: (request, options) => runner.run({ kind: 'verify', request }, options),
    readCatalog(storePath) {
      const catalog = openCatalog(files, storePath);
      try {
        return catalog.summary();
      } finally {
        catalog.close();
      }
    },
    listObjects(request) {
      const catalog = openCatalog(files, request.storePath);
      try {
        return catalog.page(request);
      } finally {
        catalog.close();
      }
    },
  };
}
