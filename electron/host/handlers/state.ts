import { givenFields } from '#shared/model/change';
import type { Core } from '../core.ts';
import type { Handlers } from '../serve.ts';

type StateHandlers = Pick<
  Handlers,
  | 'association.create'
  | 'association.setAccounts'
  | 'association.delete'
  | 'migrationPoint.create'
  | 'migrationPoint.set'
  | 'migrationPoint.delete'
  | 'stateStore.get'
  | 'stateStore.objects'
  | 'stateStore.verify'
  | 'stateStore.accept'
  | 'stateStore.delete'
>;

function associationHandlers(core: Core) {
  const { associations } = core;
  return {
    'association.create': async (input) => {
      const { id } = await associations.create(input);
      return { associationId: id };
    },
    'association.setAccounts': async ({ associationId, shown = {}, ...change }) => {
      await associations.setAccounts(associationId, change, shown);
      return {};
    },
    'association.delete': async ({ associations: selection, stores }) => {
      const { count, going, inUse } = await associations.remove(selection, stores);
      const deletions = going.map(({ id, sourceDeviceName }) => {
        return { stateStoreId: id, jobId: core.startDeleteStore(id, sourceDeviceName) };
      });
      return { count, deletions, inUse: inUse.map(({ id, path }) => ({ id, path })) };
    },
  } satisfies Partial<Handlers>;
}

function migrationPointHandlers(core: Core) {
  const { points } = core;
  return {
    'migrationPoint.create': async (input) => {
      const { id } = await points.create(input);
      return { migrationPointId: id };
    },
    'migrationPoint.set': async ({ migrationPointId, shown = {}, ...change }) => {
      await points.set(migrationPointId, givenFields(change), givenFields(shown));
      return {};
    },
    'migrationPoint.delete': async ({ migrationPointId }) => {
      await points.remove(migrationPointId);
      return {};
    },
  } satisfies Partial<Handlers>;
}

/** Computer associations, state migration points and state stores. */
export function stateHandlers(core: Core): StateHandlers {
  const { stateStores } = core;
  return {
    ...associationHandlers(core),
    ...migrationPointHandlers(core),
    'stateStore.get': ({ stateStoreId }) => stateStores.get(stateStoreId),
    'stateStore.objects': async ({ stateStoreId, filter, offset, limit }) => {
      const { row } = await stateStores.get(stateStoreId);
      return core.userState.listObjects({ storePath: row.path, contains: filter, offset, limit });
    },
    'stateStore.verify': async ({ stateStoreId }) => {
      const { row } = await stateStores.get(stateStoreId);
      await stateStores.demandStays(stateStoreId);
      return { jobId: core.startVerify(stateStoreId, row.path, row.sourceName) };
    },
    'stateStore.accept': async ({ stateStoreId, reason }) => {
      await core.acceptRestore(stateStoreId, reason);
      return {};
    },
    'stateStore.delete': async ({ stateStoreId }) => {
      const row = await stateStores.beginDelete(stateStoreId);
      return { jobId: core.startDeleteStore(stateStoreId, row.sourceDeviceName) };
    },
  };
}
