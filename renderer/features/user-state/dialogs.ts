import type { AssociationId, DeviceId, MigrationPointId } from '#shared/model/ids';
import type { StateStoreRow } from '#shared/model/state-migration';

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
      readonly request: { readonly associationIds: readonly AssociationId[] };
      readonly result: 'keep' | 'delete';
    };
    /** Null makes a state migration point. */
    'migrationPoint.edit': {
      readonly request: { readonly migrationPointId: MigrationPointId | null };
      readonly result: MigrationPointId;
    };
    /** Says why a state migration point cannot be removed. */
    'migrationPoint.refused': {
      readonly request: { readonly name: string; readonly stores: readonly StateStoreRow[] };
      readonly result: true;
    };
  }
}
