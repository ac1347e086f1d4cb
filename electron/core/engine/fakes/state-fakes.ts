import { AppError } from '#shared/contract/errors';
import { StateStoreId } from '#shared/model/ids';
import type { CaptureResult, RestoreResult, StoreSummary } from '#shared/model/user-state';
import type { CaptureRequest, RestoreRequest } from '../../userstate/types.ts';
import type { MigrationPoints, StateStoreUse, UserStatePort } from '../ports.ts';

export const storeId = StateStoreId.parse('7d6f2a9e-3f0b-4a6c-9b1d-2f6f0c8f4a11');
export const localStoreId = StateStoreId.parse('7d6f2a9e-3f0b-4a6c-9b1d-2f6f0c8f4a12');

export interface FakeUserState extends UserStatePort {
  readonly captures: CaptureRequest[];
  readonly restores: RestoreRequest[];
  readonly stores: Map<string, StoreSummary>;
  missingCount: number;
  /** Called in the middle of a capture or restore. */
  during: (signal: AbortSignal | undefined) => Promise<void>;
}

export function summaryOf(request: CaptureRequest, takenAt: number, missingCount: number): StoreSummary {
  return {
    storeId: 'a store',
    formatVersion: 1,
    tool: request.tool,
    form: 'copied',
    sourceDevice: request.device.name,
    takenAt,
    ruleSet: 'standard',
    hasStandardOptions: request.hasStandardOptions,
    isComplete: missingCount === 0,
    files: 3,
    folders: 1,
    links: 0,
    bytes: 300,
    missingCount,
    perUser: [],
  };
}

export function createFakeUserState(now: () => number): FakeUserState {
  const fake: FakeUserState = {
    captures: [],
    restores: [],
    stores: new Map(),
    missingCount: 0,
    during: () => Promise.resolve(),
    async capture(request, options) {
      fake.captures.push(request);
      await fake.during(options.signal);
      if (options.signal?.aborted === true) throw new AppError('CANCELLED');
      const summary = summaryOf(request, now(), fake.missingCount);
      fake.stores.set(request.storePath, summary);
      options.onProgress?.({ phase: 'copying', files: 3, bytes: 300, totalFiles: 3, totalBytes: 300, currentPath: '' });
      return captureResult(request, fake.missingCount);
    },
    async restore(request, options) {
      fake.restores.push(request);
      await fake.during(options.signal);
      if (options.signal?.aborted === true) throw new AppError('CANCELLED');
      return restoreResult(request, fake.missingCount);
    },
    describe(storePath) {
      const summary = fake.stores.get(storePath);
      return summary === undefined
        ? Promise.reject(new AppError('STATE_STORE_NOT_FOUND', { path: storePath }))
        : Promise.resolve(summary);
    },
  };
  return fake;
}

function captureResult(request: CaptureRequest, missingCount: number): CaptureResult {
  const leftOut = Array.from({ length: missingCount }, (_, index) => ({
    user: 'anna',
    path: `C:\\Users\\anna\\${index}.txt`,
    reason: 'unreadable' as const,
    detail: 'EACCES',
    ruleId: null,
  }));
  return {
    ...{ files: 3, folders: 1, links: 0, bytes: 300, perUser: [], leftOut, leftOutCount: missingCount, notes: [] },
    ...{ storePath: request.storePath, storeId: 'a store', isComplete: missingCount === 0, missingCount },
    exitCode: missingCount === 0 ? 0 : 3,
    timing: { startedAt: 1, endedAt: 2 },
  };
}

function restoreResult(request: RestoreRequest, missingCount: number): RestoreResult {
  return {
    ...{ storePath: request.storePath, storeId: 'a store', isComplete: missingCount === 0, files: 3, folders: 1 },
    ...{ bytes: 300, alreadyThere: 0, renamed: [], renamedCount: 0, perUser: [], missing: [], missingCount },
    ...{ linksNotRestored: 0, plannedAccounts: [], notes: [], exitCode: missingCount === 0 ? 0 : 3 },
    timing: { startedAt: 1, endedAt: 2 },
  };
}

export interface FakeMigrationPoints extends MigrationPoints {
  /** What happened to stores, as `kind use-or-outcome`. */
  readonly events: string[];
  /** Refusals that the next requests meet, in order. */
  readonly refusals: AppError[];
  users: readonly string[] | null;
  /** The restore was not complete. */
  keepsAfterRestore: boolean;
}

export function createFakeMigrationPoints(): FakeMigrationPoints {
  const note = (fake: FakeMigrationPoints, event: string): Promise<void> => {
    fake.events.push(event);
    return Promise.resolve();
  };
  const fake: FakeMigrationPoints = {
    events: [],
    refusals: [],
    users: null,
    keepsAfterRestore: false,
    async request(use: StateStoreUse) {
      await note(fake, `request ${use}`);
      const refusal = fake.refusals.shift();
      if (refusal !== undefined) throw refusal;
      return { storeId, path: '/smp/store-1', migrationPointName: 'SMP01', users: fake.users };
    },
    async useLocal(use, hostPath) {
      await note(fake, `local ${use}`);
      return { storeId: localStoreId, path: hostPath, migrationPointName: null, users: null };
    },
    noteBegun: (_store, use) => note(fake, `begun ${use}`),
    noteEnded: (_store, outcome) => note(fake, `ended ${outcome.kind}`),
    release: async (_store, how) => {
      await note(fake, `release ${how}`);
      return { isKept: fake.keepsAfterRestore && how === 'retention' };
    },
  };
  return fake;
}
