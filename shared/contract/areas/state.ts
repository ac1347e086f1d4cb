import { z } from 'zod';
import { Amount, AssociationId, JobId, MigrationPointId, StateStoreId } from '../../model/ids.ts';
import { Acted, listPage } from '../../model/list.ts';
import {
  AssociationListQuery,
  AssociationSelection,
  MigrationPointListQuery,
  StateStoreListQuery,
} from '../../model/lists.ts';
import {
  AccountBehavior,
  AccountName,
  Association,
  AssociationInput,
  MigrationPoint,
  MigrationPointInput,
  AcceptedRestore,
  UnreadableResult,
  StateStoreRow,
} from '../../model/state-migration.ts';
import { CaptureResult, RestoreResult, StateObjectPage, VerifyResult } from '../../model/user-state.ts';
import { command, query } from '../define.ts';

const nothing = z.strictObject({});
const byStore = z.strictObject({ stateStoreId: StateStoreId });

/** As many as a site may have. */
const mostStores = 100_000;
const AccountChoice = z.strictObject({ behavior: AccountBehavior, accounts: z.array(AccountName).max(1000) });

export const stateContract = {
  'association.list': query(
    () => AssociationListQuery,
    () => listPage(Association),
  ),
  'association.get': query(
    () => z.strictObject({ associationId: AssociationId }),
    () => Association,
  ),
  'association.create': command(
    () => AssociationInput,
    () => z.strictObject({ associationId: AssociationId }),
  ),
  /** `shown` has what a person saw: accounts that are others by now, and not the wanted ones, are `REVISION_CONFLICT`. */
  'association.setAccounts': command(
    () => AccountChoice.extend({ associationId: AssociationId, shown: AccountChoice.optional() }),
    () => nothing,
  ),
  /**
   * The stores stay unless `stores` says otherwise. Then each is deleted by a job of its own, and `inUse` names those that
   * stay because something is done with them.
   */
  'association.delete': command(
    () =>
      z.strictObject({
        associations: AssociationSelection,
        stores: z.enum(['keep', 'delete']),
      }),
    () =>
      Acted.extend({
        deletions: z.array(z.strictObject({ stateStoreId: StateStoreId, jobId: JobId })).max(mostStores),
        inUse: z.array(z.strictObject({ id: StateStoreId, path: z.string().max(32_767) })).max(mostStores),
      }),
  ),

  'migrationPoint.list': query(
    () => MigrationPointListQuery,
    () => listPage(MigrationPoint),
  ),
  'migrationPoint.get': query(
    () => z.strictObject({ migrationPointId: MigrationPointId }),
    () => MigrationPoint,
  ),
  'migrationPoint.create': command(
    () => MigrationPointInput,
    () => z.strictObject({ migrationPointId: MigrationPointId }),
  ),
  /** Changes what is given and nothing else; `shown` as of `device.set`. */
  'migrationPoint.set': command(
    () =>
      MigrationPointInput.partial().extend({
        migrationPointId: MigrationPointId,
        shown: MigrationPointInput.partial().optional(),
      }),
    () => nothing,
  ),
  /** Refused while a folder of it holds a live store. */
  'migrationPoint.delete': command(
    () => z.strictObject({ migrationPointId: MigrationPointId }),
    () => nothing,
  ),

  'stateStore.list': query(
    () => StateStoreListQuery,
    () => listPage(StateStoreRow),
  ),
  'stateStore.get': query(
    () => byStore,
    () =>
      z.strictObject({
        row: StateStoreRow,
        capture: CaptureResult.nullable(),
        restore: RestoreResult.nullable(),
        verify: VerifyResult.nullable(),
        accepted: AcceptedRestore.nullable(),
        /** What is kept of the store and this version cannot read: shown as if it were not there, and named. */
        unreadable: z.array(UnreadableResult).max(16),
      }),
  ),
  'stateStore.objects': query(
    () =>
      byStore.extend({
        filter: z.string().max(255),
        offset: Amount,
        limit: z.int().min(1).max(1000),
      }),
    () => StateObjectPage,
  ),
  'stateStore.verify': command(
    () => byStore,
    () => z.strictObject({ jobId: JobId }),
  ),
  /** A person is content with a restore that left something out; its retention begins. Refused for any other. */
  'stateStore.accept': command(
    () => byStore.extend({ reason: AcceptedRestore.shape.reason }),
    () => nothing,
  ),
  'stateStore.delete': command(
    () => byStore,
    () => z.strictObject({ jobId: JobId }),
  ),
} as const;
