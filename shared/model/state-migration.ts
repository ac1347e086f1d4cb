import { z } from 'zod';
import {
  Amount,
  AssociationId,
  DeviceId,
  MigrationPointFolderId,
  MigrationPointId,
  RunId,
  StateStoreId,
  Timestamp,
} from './ids.ts';

/** The field's three account choices, in its order. */
export const AccountBehavior = z.enum([
  'capture-all-restore-all',
  'capture-all-restore-specified',
  'capture-specified-restore-specified',
]);
export type AccountBehavior = z.infer<typeof AccountBehavior>;

/** `DOMAIN\user`, `COMPUTER\user` or a bare user name. */
export const AccountName = z.string().min(1).max(256);

export const AssociationStatus = z.enum(['not-started', 'in-progress', 'completed']);
export type AssociationStatus = z.infer<typeof AssociationStatus>;

export const StateStoreState = z.enum([
  'requested',
  'capturing',
  'captured',
  'available',
  'incomplete',
  'restored',
  'deleted',
]);
export type StateStoreState = z.infer<typeof StateStoreState>;

/**
 * What a person should read about a store: its state, but `damaged` while its last verification failed, and
 * `restored-unproven` while the last restore of a destination was not complete (MIG-170, MIG-171), `deleting` while it is
 * deleted and `partly-deleted` when that was refused on the way (MIG-176).
 */
export const StateStoreCondition = z.enum([
  ...StateStoreState.options,
  'restored-unproven',
  'damaged',
  'deleting',
  'partly-deleted',
]);
export type StateStoreCondition = z.infer<typeof StateStoreCondition>;

/** What a person should read about an association: derived from its times and from what became of its store. */
export const AssociationCondition = z.enum([
  'not-started',
  'capturing',
  'capture-failed',
  'captured',
  'waiting',
  /** Not restored yet, and its store failed its last verification. */
  'damaged',
  'restored-incomplete',
  /** No file is missing, and yet the restore was not complete: a copy of the catalog was damaged. */
  'restored-unproven',
  /** Restored, and its result is not known: nothing is claimed. */
  'restored',
  'completed',
]);
export type AssociationCondition = z.infer<typeof AssociationCondition>;

export const Association = z.strictObject({
  id: AssociationId,
  type: z.enum(['side-by-side', 'in-place']),
  sourceDeviceId: DeviceId,
  sourceName: z.string().max(63),
  destinationDeviceId: DeviceId,
  destinationName: z.string().max(63),
  behavior: AccountBehavior,
  accounts: z.array(AccountName).max(1000),
  status: AssociationStatus,
  stateStoreId: StateStoreId.nullable(),
  /** State saved on. */
  capturedAt: Timestamp.nullable(),
  /** Released for restore, then restored on. */
  releasedAt: Timestamp.nullable(),
  restoredAt: Timestamp.nullable(),
  deletedAt: Timestamp.nullable(),
  storePath: z.string().max(4096).nullable(),
  /** Of the store that counts now: the latest that exists, else the latest of all. */
  storeCondition: StateStoreCondition.nullable(),
  condition: AssociationCondition,
  /** Files that are missing after the last restore of its destination; before it, those of the capture. */
  missingCount: Amount,
  /** What the last restore of its destination could not bring over; null while nothing was restored there. */
  restoreMissing: Amount.nullable(),
  createdAt: Timestamp,
  createdBy: z.string().max(255),
});
export type Association = z.infer<typeof Association>;

export const AssociationInput = z.strictObject({
  sourceDeviceId: DeviceId,
  destinationDeviceId: DeviceId,
  behavior: AccountBehavior,
  accounts: z.array(AccountName).max(1000),
});
export type AssociationInput = z.infer<typeof AssociationInput>;

export const FreeSpaceUnit = z.enum(['MB', 'GB', 'percent']);
export type FreeSpaceUnit = z.infer<typeof FreeSpaceUnit>;

/** Limits of the field: clients 1–99,999; minimum free space 1–99,999 MB or GB, or 1–100 percent. */
export const MigrationPointFolderInput = z
  .strictObject({
    id: MigrationPointFolderId.nullable(),
    path: z.string().min(1).max(4096),
    maximumClients: z.int().min(1).max(99_999),
    minimumFreeSpace: z.int().min(1).max(99_999),
    minimumFreeSpaceUnit: FreeSpaceUnit,
  })
  .refine((folder) => folder.minimumFreeSpaceUnit !== 'percent' || folder.minimumFreeSpace <= 100);
export type MigrationPointFolderInput = z.infer<typeof MigrationPointFolderInput>;

export const DeletionPolicy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('immediate') }),
  z.strictObject({ kind: z.literal('after-days'), days: z.int().min(1).max(365) }),
]);
export type DeletionPolicy = z.infer<typeof DeletionPolicy>;

export const MigrationPointInput = z.strictObject({
  name: z.string().min(1).max(255),
  restoreOnly: z.boolean(),
  deletion: DeletionPolicy,
  folders: z.array(MigrationPointFolderInput).min(1).max(64),
});
export type MigrationPointInput = z.infer<typeof MigrationPointInput>;

export const MigrationPointFolder = z.strictObject({
  id: MigrationPointFolderId,
  path: z.string().max(4096),
  maximumClients: z.int(),
  minimumFreeSpace: z.int(),
  minimumFreeSpaceUnit: FreeSpaceUnit,
  clients: Amount,
  state: z.enum(['usable', 'missing', 'read-only', 'full', 'client-limit', 'free-space']),
  freeBytes: Amount.nullable(),
  totalBytes: Amount.nullable(),
  usedBytes: Amount,
});
export type MigrationPointFolder = z.infer<typeof MigrationPointFolder>;

export const MigrationPoint = z.strictObject({
  id: MigrationPointId,
  name: z.string().max(255),
  restoreOnly: z.boolean(),
  deletion: DeletionPolicy,
  folders: z.array(MigrationPointFolder).max(64),
  /** Stores in its folders that are not deleted. */
  storeCount: Amount,
  /** Those of them whose last verification failed. */
  damagedCount: Amount,
});
export type MigrationPoint = z.infer<typeof MigrationPoint>;

/** That a person is content with a restore which left something out, and why. */
export const AcceptedRestore = z.strictObject({
  reason: z.string().min(1).max(1000),
  at: Timestamp,
  by: z.string().max(255),
});
export type AcceptedRestore = z.infer<typeof AcceptedRestore>;

/** What is kept beside a store's row, as far as it can be of another version or damaged, each by itself. */
export const UnreadableResult = z.enum(['capture', 'restore', 'verify', 'captureRunId', 'restoreRunId', 'restoredOn']);
export type UnreadableResult = z.infer<typeof UnreadableResult>;

export const StateStoreRow = z.strictObject({
  id: StateStoreId,
  associationId: AssociationId.nullable(),
  sourceDeviceId: DeviceId.nullable(),
  sourceName: z.string().max(63),
  destinationDeviceId: DeviceId.nullable(),
  destinationName: z.string().max(63).nullable(),
  migrationPointId: MigrationPointId.nullable(),
  migrationPointName: z.string().max(255).nullable(),
  path: z.string().max(4096),
  state: StateStoreState,
  condition: StateStoreCondition,
  requestedAt: Timestamp,
  capturedAt: Timestamp.nullable(),
  releasedAt: Timestamp.nullable(),
  restoredAt: Timestamp.nullable(),
  deleteAfter: Timestamp.nullable(),
  deletedAt: Timestamp.nullable(),
  fileCount: Amount,
  byteCount: Amount,
  missingCount: Amount,
  /** What the last restore could not bring over; null while nothing was restored. */
  restoreMissing: Amount.nullable(),
  captureRunId: RunId.nullable(),
  restoreRunId: RunId.nullable(),
});
export type StateStoreRow = z.infer<typeof StateStoreRow>;
