import { AssociationId, DeviceId, RunId, StateStoreId } from '#shared/model/ids';
import type { Association, StateStoreRow } from '#shared/model/state-migration';
import type { CaptureResult, RestoreResult, UserSummary, VerifyResult } from '#shared/model/user-state';

/** Associations, stores and results made for tests. */
const id = (last: string): string => `5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2a${last}`;
export const testStoreId = StateStoreId.parse(id('21'));

export function testAssociation(change: Partial<Association> = {}): Association {
  return {
    id: AssociationId.parse(id('11')),
    type: 'side-by-side',
    sourceDeviceId: DeviceId.parse(id('01')),
    sourceName: 'OLD-PC',
    destinationDeviceId: DeviceId.parse(id('02')),
    destinationName: 'NEW-PC',
    behavior: 'capture-all-restore-all',
    accounts: [],
    status: 'not-started',
    stateStoreId: null,
    capturedAt: null,
    releasedAt: null,
    restoredAt: null,
    deletedAt: null,
    storePath: null,
    storeCondition: null,
    condition: 'not-started',
    missingCount: 0,
    restoreMissing: null,
    createdAt: 1,
    createdBy: 'ada',
    ...change,
  };
}

/** As the core gives it. */
export function testStore(change: Partial<StateStoreRow> = {}): StateStoreRow {
  return {
    id: testStoreId,
    associationId: AssociationId.parse(id('11')),
    sourceDeviceId: DeviceId.parse(id('01')),
    sourceName: 'OLD-PC',
    destinationDeviceId: DeviceId.parse(id('02')),
    destinationName: 'NEW-PC',
    migrationPointId: null,
    migrationPointName: 'SMP01',
    path: '/smp/old-pc',
    state: 'available',
    condition: change.state ?? 'available',
    requestedAt: 1,
    capturedAt: 2,
    releasedAt: 3,
    restoredAt: null,
    deleteAfter: null,
    deletedAt: null,
    fileCount: 10,
    byteCount: 1000,
    missingCount: 0,
    restoreMissing: null,
    captureRunId: RunId.parse(5),
    restoreRunId: null,
    ...change,
  };
}

export function testUser(user: string, files: number): UserSummary {
  return {
    user,
    kind: 'profile',
    accountKind: 'local',
    domain: '',
    profilePath: `C:\\Users\\${user}`,
    files,
    folders: 1,
    bytes: files * 100,
  };
}

const timing = { startedAt: 1000, endedAt: 5000 };

export function testCapture(change: Partial<CaptureResult> = {}): CaptureResult {
  return {
    files: 10,
    folders: 2,
    links: 0,
    bytes: 1000,
    perUser: [testUser('Anna', 7), testUser('Ben', 3)],
    leftOut: [],
    leftOutCount: 0,
    notes: [],
    storePath: '/smp/old-pc',
    storeId: 's',
    isComplete: true,
    missingCount: 0,
    exitCode: 0,
    timing,
    ...change,
  };
}

export function testRestore(change: Partial<RestoreResult> = {}): RestoreResult {
  return {
    storePath: '/smp/old-pc',
    storeId: 's',
    isComplete: true,
    files: 10,
    folders: 2,
    bytes: 1000,
    alreadyThere: 0,
    renamed: [],
    renamedCount: 0,
    perUser: [testUser('Anna', 7), testUser('Ben', 3)],
    missing: [],
    missingCount: 0,
    linksNotRestored: 0,
    plannedAccounts: [],
    notes: [],
    exitCode: 0,
    timing,
    ...change,
  };
}

export function testVerify(change: Partial<VerifyResult> = {}): VerifyResult {
  return {
    storePath: '/smp/old-pc',
    storeId: 's',
    isSound: true,
    checkedFiles: 10,
    checkedBytes: 1000,
    catalogIsSound: true,
    damaged: [],
    damagedCount: 0,
    missingFromCapture: [],
    missingFromCaptureCount: 0,
    files: [],
    exitCode: 0,
    timing,
    ...change,
  };
}

export function testMissing(path: string): RestoreResult['missing'][number] {
  return {
    path,
    user: 'Anna',
    targetPath: path,
    cause: 'damagedInStore',
    detail: 'another hash',
    remedy: 'Capture again.',
  };
}
