import { z } from 'zod';
import {
  Amount,
  AssociationId,
  DeviceId,
  FolderId,
  JobId,
  MigrationPointId,
  PackageId,
  RunId,
  StateStoreId,
  Timestamp,
} from './ids.ts';
import { JobState } from './job.ts';
import { listPageMost, listQuery, NameCriterion, selectionOf } from './list.ts';
import { ReferenceKind } from './reference.ts';
import { RunState } from './run.ts';
import type { SiteArea } from './site.ts';

/**
 * The lists of the site: by what each can be sorted, and what narrows it besides the filter. Null is "any". They are made
 * at their first use: a page asks for them and never parses them.
 */

/**
 * The kinds of rows that a row of a list is made of, its own first: it shows names of others. A change of any of them
 * may change the list.
 */
export const listKinds = {
  devices: ['devices'],
  sequences: ['sequences', 'folders'],
  associations: ['associations', 'state-stores', 'devices'],
  stateStores: ['state-stores', 'associations', 'devices', 'migration-points'],
  runs: ['runs'],
  references: ['references', 'sequences'],
} as const satisfies Readonly<Record<string, readonly SiteArea[]>>;

const deviceCriteria = () => ({
  names: NameCriterion,
  connections: z
    .array(z.enum(['folder', 'local', 'none']))
    .max(3)
    .nullable()
    .default(null),
});
/** By name when it is not sorted. Codes: `connection`, `environment`. */
export const DeviceListQuery = listQuery(
  ['name', 'connection', 'environment', 'mac', 'system', 'model', 'drives', 'modified'],
  DeviceId,
  deviceCriteria,
);
export type DeviceListQuery = z.infer<typeof DeviceListQuery>;
export const DeviceSelection = selectionOf(DeviceId, deviceCriteria);
export type DeviceSelection = z.infer<typeof DeviceSelection>;

/** What a run can do to the state of a user. */
export const StatePurpose = z.enum(['capture', 'restore']);
export type StatePurpose = z.infer<typeof StatePurpose>;

const sequenceCriteria = () => ({
  deleted: z.boolean().default(false),
  /** Those that one command deleted, all at this time. */
  deletedAt: Timestamp.nullable().default(null),
  /** In this folder or below it. */
  folderId: FolderId.nullable().default(null),
  names: NameCriterion,
  enabled: z.boolean().nullable().default(null),
  hasDraft: z.boolean().nullable().default(null),
  /** In which a run can come to a step that does this to the state of users. */
  holds: StatePurpose.nullable().default(null),
});
/** By package ID when it is not sorted. Codes: `dialect`. */
export const SequenceListQuery = listQuery(
  ['name', 'packageId', 'folder', 'steps', 'size', 'created', 'modified', 'by', 'deleted'],
  PackageId,
  sequenceCriteria,
);
export type SequenceListQuery = z.infer<typeof SequenceListQuery>;
export const SequenceSelection = selectionOf(PackageId, sequenceCriteria);
export type SequenceSelection = z.infer<typeof SequenceSelection>;

/** By name. The filter looks at name, version, manufacturer and ID. */
export const ReferenceListQuery = z.strictObject({
  kinds: z.array(ReferenceKind).min(1).max(ReferenceKind.options.length),
  filter: z.string().max(255).default(''),
  offset: Amount.default(0),
  limit: z.int().min(1).max(listPageMost).default(50),
});
export type ReferenceListQuery = z.infer<typeof ReferenceListQuery>;

/** By path. */
export const FolderListQuery = listQuery(['path'], FolderId, () => ({}));
export type FolderListQuery = z.infer<typeof FolderListQuery>;

/** The latest first when it is not sorted. */
export const DraftListQuery = listQuery(['name', 'updated'], PackageId, () => ({}));
export type DraftListQuery = z.infer<typeof DraftListQuery>;

const associationCriteria = () => ({
  sourceDeviceId: DeviceId.nullable().default(null),
  destinationDeviceId: DeviceId.nullable().default(null),
  /** Those that name one of these devices, on either side: what goes with them. */
  ofDevices: DeviceSelection.nullable().default(null),
});
/** The latest first when it is not sorted. Codes: `state` (see `AssociationCondition`), `type`, `behavior`. */
export const AssociationListQuery = listQuery(
  ['source', 'destination', 'state', 'type', 'accounts', 'saved', 'restored', 'missing', 'store', 'created'],
  AssociationId,
  associationCriteria,
);
export type AssociationListQuery = z.infer<typeof AssociationListQuery>;
export const AssociationSelection = selectionOf(AssociationId, associationCriteria);
export type AssociationSelection = z.infer<typeof AssociationSelection>;

/** By name when it is not sorted. Codes: `mode` (`restoreOnly`, `both`), `health` (the state of any folder). */
export const MigrationPointListQuery = listQuery(
  ['name', 'health', 'mode', 'used', 'free', 'clients', 'stores'],
  MigrationPointId,
  () => ({ names: NameCriterion }),
);
export type MigrationPointListQuery = z.infer<typeof MigrationPointListQuery>;

/** The latest request first when it is not sorted. Codes: `state`. */
export const StateStoreListQuery = listQuery(
  ['owner', 'destination', 'size', 'state', 'next', 'requested', 'captured', 'files', 'missing', 'path'],
  StateStoreId,
  () => ({
    /** True: those that were not deleted; false: those that were. */
    exists: z.boolean().nullable().default(null),
    migrationPointId: MigrationPointId.nullable().default(null),
    associationId: AssociationId.nullable().default(null),
    sourceDeviceId: DeviceId.nullable().default(null),
    /** Names of the devices whose state it is, without regard to case. */
    sourceNames: NameCriterion,
    /** Captured or restored by this run. */
    runId: RunId.nullable().default(null),
    /** How its id begins. */
    idPrefix: z.string().max(36).default(''),
    /** Those that exist and serve these associations and no other one: what may be deleted with them. */
    ownOf: AssociationSelection.nullable().default(null),
  }),
);
export type StateStoreListQuery = z.infer<typeof StateStoreListQuery>;

const runCriteria = () => ({
  states: z.array(RunState).max(16).nullable().default(null),
  deviceId: DeviceId.nullable().default(null),
  packageId: PackageId.nullable().default(null),
});
/** The latest first when it is not sorted. Codes: `state` (`incomplete` besides those of runs). */
export const RunListQuery = listQuery(
  ['number', 'sequence', 'device', 'state', 'started', 'took', 'steps', 'startedBy'],
  RunId,
  runCriteria,
);
export type RunListQuery = z.infer<typeof RunListQuery>;
export const RunSelection = selectionOf(RunId, runCriteria);
export type RunSelection = z.infer<typeof RunSelection>;

/** In the order of their start when it is not sorted. Codes: `state`, `job` (the kind). */
export const JobListQuery = listQuery(['job', 'state', 'progress', 'started', 'took'], JobId, () => ({
  states: z.array(JobState).max(JobState.options.length).nullable().default(null),
}));
export type JobListQuery = z.infer<typeof JobListQuery>;
