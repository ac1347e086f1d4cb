import { readAll } from '#shared/contract/read-all';
import type { StateStoreId } from '#shared/model/ids';
import type { Association, MigrationPoint, StateStoreRow } from '#shared/model/state-migration';
import { createResource, type Resource } from '../../api/resource.ts';
import { defineModel, type Shell } from '../../app/types.ts';
import { createRestoreMissing, type RestoreMissing } from './restore-missing.ts';
import { createResultStore, type ResultStore } from './result-store.ts';

export interface UserStateModel {
  readonly associations: Resource<readonly Association[]>;
  readonly stores: Resource<readonly StateStoreRow[]>;
  readonly points: Resource<readonly MigrationPoint[]>;
  /** What restores left behind, as far as their results were read. */
  readonly restoreMissing: RestoreMissing['store'];
  /** The result of a store; it lives as long as its tab. */
  result(stateStoreId: StateStoreId): ResultStore;
  /** Reads a result again if it is open. */
  refreshResult(stateStoreId: StateStoreId): Promise<void>;
}

export const userStateModel = defineModel<UserStateModel>('user-state', (shell) => {
  const { client, connection } = shell;
  const onReconnect = connection.onReconnect;
  const model = {
    associations: createResource<readonly Association[]>({
      client,
      onReconnect,
      areas: ['associations', 'state-stores'],
      load: async (one, signal) => readAll(one, 'association.list', {}, { signal }),
    }),
    stores: createResource<readonly StateStoreRow[]>({
      client,
      onReconnect,
      areas: ['state-stores', 'associations'],
      load: async (one, signal) => readAll(one, 'stateStore.list', {}, { signal }),
    }),
    points: createResource<readonly MigrationPoint[]>({
      client,
      onReconnect,
      areas: ['migration-points', 'state-stores'],
      load: async (one, signal) => readAll(one, 'migrationPoint.list', {}, { signal }),
    }),
  };
  for (const resource of [model.associations, model.stores, model.points]) shell.commands.watch(resource.store);
  const { store: restoreMissing, read } = createRestoreMissing(client);
  model.stores.store.subscribe(({ data }) => read(data ?? []));
  return { ...model, restoreMissing, ...keepResults(shell) };
});

function keepResults(shell: Shell): Pick<UserStateModel, 'result' | 'refreshResult'> {
  const open = new Map<StateStoreId, ResultStore>();
  shell.tabs.store.subscribe(({ tabs }) => {
    for (const [id, result] of open) {
      if (tabs.some((tab) => tab.kind === 'state-result' && tab.params.stateStoreId === id)) continue;
      result.stop();
      open.delete(id);
    }
  });
  const result = (stateStoreId: StateStoreId): ResultStore => {
    const known = open.get(stateStoreId);
    if (known !== undefined) return known;
    const { client, connection } = shell;
    const made = createResultStore({ stateStoreId, client, onReconnect: connection.onReconnect });
    shell.commands.watch(made.result.store);
    open.set(stateStoreId, made);
    return made;
  };
  return { result, refreshResult: async (stateStoreId) => open.get(stateStoreId)?.result.refresh() };
}
