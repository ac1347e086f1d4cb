import type { AssociationId, DeviceId, MigrationPointId, StateStoreId } from '#shared/model/ids';
import type { Association, StateStoreRow } from '#shared/model/state-migration';
import type { Chosen } from '../../stores/lists.ts';

declare module '../../stores/dialog-map.ts' {
  interface DialogMap {
    /** Computer Association Properties: makes an association. */
    'association.create': {
      readonly request: { readonly sourceDeviceId: DeviceId | null };
      readonly result: AssociationId;
    };
    /** Specify User Accounts of an association that is there. */
    'association.accounts': { readonly request: { readonly associationId: AssociationId }; readonly result: true };
    /** Deletes associations; asks what becomes of live stores. */
    'association.delete': {
      readonly request: { readonly chosen: Chosen<Association> };
      readonly result: 'keep' | 'delete';
    };
    /** Accepts a restore that left something out, with a reason. */
    'stateStore.accept': {
      readonly request: { readonly stateStoreId: StateStoreId; readonly sourceName: string; readonly missing: number };
      readonly result: true;
    };
    /** Null makes a state migration point. */
    'migrationPoint.edit': {
      readonly request: { readonly migrationPointId: MigrationPointId | null };
      readonly result: MigrationPointId;
    };
    /** Says why a state migration point cannot be removed. */
    'migrationPoint.refused': {
      readonly request: {
        readonly name: string;
        /** The first of them, and how many there are. */
        readonly stores: readonly StateStoreRow[];
        readonly total: number;
      };
      readonly result: true;
    };
  }
}
