import type { Generated } from 'kysely';

/**
 * The columns as they lie in the file, in camelCase (Kysely's plugin writes them with underscores).
 * Truth values are 0 or 1, times are milliseconds since 1970-01-01 UTC, JSON is text: the same in every dialect.
 * What is read is parsed by zod in `tables/`; these types only guide the writing of queries.
 */
export interface SiteTable {
  only: number;
  id: string;
  code: string;
  name: string;
  createdAt: number;
  nextPackageNumber: number;
}

export interface SettingTable {
  key: string;
  value: string;
  revision: Generated<number>;
}

export interface SecretTable {
  key: string;
  sealed: Uint8Array;
  createdAt: number;
}

export interface FolderTable {
  id: string;
  parentId: string | null;
  kind: string;
  name: string;
  nameKey: string;
  revision: Generated<number>;
}

export interface SequenceTable {
  packageId: string;
  folderId: string | null;
  name: string;
  description: string;
  dialect: string;
  revision: number;
  document: Uint8Array;
  carry: string | null;
  properties: string;
  stepCount: number;
  sizeBytes: number;
  enabled: number;
  createdAt: number;
  modifiedAt: number;
  modifiedBy: string;
  deletedAt: number | null;
  sourceFile: Generated<string>;
}

export interface EditingSessionTable {
  packageId: string;
  generation: string;
  revision: number;
  savedRevision: number;
  position: number;
  savedPosition: number;
  firstPosition: number;
  basePosition: number;
  historyBytes: number;
  updatedAt: number;
  baseDocument: Uint8Array;
}

export interface EditingEditTable {
  packageId: string;
  ordinal: number;
  at: number;
  mergeKey: string | null;
  sizeBytes: number;
  label: string;
  patches: string;
}

export interface DeviceTable {
  id: string;
  name: string;
  nameKey: string;
  mac: string;
  smbiosGuid: string;
  connection: string;
  driveMap: string;
  facts: string;
  allowHostCommands: number;
  environment: string;
  computerId: Generated<string>;
  description: string;
  createdAt: number;
  modifiedAt: number;
  revision: Generated<number>;
}

export interface DeviceVariableTable {
  deviceId: string;
  name: string;
  nameKey: string;
  value: string | null;
  secretKey: string | null;
}

export interface MigrationPointTable {
  id: string;
  name: string;
  nameKey: string;
  restoreOnly: number;
  deletion: string;
  deletionDays: number | null;
  revision: Generated<number>;
}

export interface MigrationPointFolderTable {
  id: string;
  migrationPointId: string;
  ordinal: number;
  path: string;
  maximumClients: number;
  minimumFreeSpace: number;
  minimumFreeSpaceUnit: string;
}

export interface AssociationTable {
  id: string;
  sourceDeviceId: string;
  destinationDeviceId: string;
  type: string;
  behavior: string;
  createdAt: number;
  createdBy: string;
  revision: Generated<number>;
}

export interface AssociationUserTable {
  associationId: string;
  ordinal: number;
  accountName: string;
}

export interface StateStoreTable {
  id: string;
  associationId: string | null;
  sourceDeviceId: string | null;
  sourceDeviceName: string;
  destinationDeviceId: string | null;
  migrationPointFolderId: string | null;
  path: string;
  state: string;
  requestedAt: number;
  capturedAt: number | null;
  releasedAt: number | null;
  restoredAt: number | null;
  restoreReleasedAt: number | null;
  deleteAfter: number | null;
  deletedAt: number | null;
  fileCount: number;
  byteCount: number;
  missingCount: number;
  result: string | null;
}

export interface RunTable {
  id: Generated<number>;
  packageId: string;
  sequenceName: string;
  sequenceRevision: number;
  document: Uint8Array;
  deviceId: string | null;
  deviceName: string;
  state: string;
  startedAt: number;
  endedAt: number | null;
  startedBy: string;
  stepTotal: number;
  stepDone: number;
  incomplete: number;
  returnCode: number | null;
  error: string | null;
  engineVersion: number;
  fence: Generated<number>;
  leftBehind: string | null;
  failedSteps: Generated<number>;
}

export interface JournalTable {
  runId: number;
  ordinal: number;
  version: number;
  at: number;
  kind: string;
  stepId: string | null;
  payload: string;
}

export interface RunLogTable {
  runId: number;
  ordinal: number;
  at: number;
  stepNumber: number | null;
  component: string;
  severity: number;
  thread: number;
  message: string;
}

export interface RunClaimTable {
  deviceId: string;
  runId: number;
  processId: number;
  startedAt: number;
  cancelAskedAt: number | null;
  processStart: string;
  fence: number;
  ownerId: string;
  computerId: string;
  leaseUntil: number;
}

export interface JournalSnapshotTable {
  runId: number;
  ordinal: number;
  version: number;
  hash: string;
  state: string;
}

export interface JobTable {
  id: string;
  kind: string;
  title: string;
  state: string;
  startedAt: number;
  endedAt: number | null;
  done: number;
  total: number | null;
  progressText: string;
  stateStoreId: string | null;
  error: string | null;
  ownerId: string;
  computerId: string;
  processId: number;
  processStart: string;
  leaseUntil: number;
  cancelAskedAt: number | null;
}

export interface Tables {
  site: SiteTable;
  setting: SettingTable;
  secret: SecretTable;
  folder: FolderTable;
  sequence: SequenceTable;
  editingSession: EditingSessionTable;
  editingEdit: EditingEditTable;
  device: DeviceTable;
  deviceVariable: DeviceVariableTable;
  migrationPoint: MigrationPointTable;
  migrationPointFolder: MigrationPointFolderTable;
  association: AssociationTable;
  associationUser: AssociationUserTable;
  stateStore: StateStoreTable;
  run: RunTable;
  journal: JournalTable;
  runLog: RunLogTable;
  runClaim: RunClaimTable;
  journalSnapshot: JournalSnapshotTable;
  job: JobTable;
}
