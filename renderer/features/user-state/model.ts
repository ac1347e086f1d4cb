import { AppError } from '#shared/contract/errors';
import type { Job } from '#shared/model/job';
import type { StateStoreId } from '#shared/model/ids';
import type { Association, MigrationPoint } from '#shared/model/state-migration';
import { chosenOf, type ServerList } from '../../app/server-list.ts';
import { defineModel, type Shell } from '../../app/types.ts';
import type { Chosen } from '../../stores/lists.ts';
import { createObjectSearch, type ObjectSearch } from './object-search.ts';
import { associationCodes, pointCodes } from './list-codes.ts';

export const associationsNode = 'user-state-migration';
export const pointsNode = 'state-migration-points';

/** Which computer's files go where. */
export const associationsList: ServerList<'association.list'> = {
  id: associationsNode,
  method: 'association.list',
  idOf: (row) => row.id,
  codes: associationCodes,
};

/** Where captured user state waits. */
export const pointsList: ServerList<'migrationPoint.list'> = {
  id: pointsNode,
  method: 'migrationPoint.list',
  idOf: (row) => row.id,
  codes: pointCodes,
};

/** State stores, as the details of a migration point show them. */
export const storesList: ServerList<'stateStore.list'> = {
  id: 'point-stores',
  method: 'stateStore.list',
  idOf: (row) => row.id,
};

/** The associations that are selected in the list and shown. */
export function selectedAssociations(shell: Pick<Shell, 'lists'>): Chosen<Association> {
  return chosenOf(shell, associationsList);
}

export function selectedPoint(shell: Pick<Shell, 'lists'>): MigrationPoint | null {
  const { count, rows } = chosenOf(shell, pointsList);
  return count === 1 ? (rows[0] ?? null) : null;
}

/** Commands know their own change before they are told of it. */
export function rereadUserState(shell: Shell): Promise<void> {
  return shell.cache.change([
    { kind: 'associations', ids: null },
    { kind: 'state-stores', ids: null },
    { kind: 'migration-points', ids: null },
  ]);
}

/** Shows why a job failed that somebody just began; the jobs page keeps it. */
export function reportFailed(shell: Pick<Shell, 'report'>, { state, error }: Job): void {
  if (state !== 'failed' || error === null) return;
  const { code, details, traceId } = error;
  shell.report(Object.assign(new AppError(code, details), { traceId }));
}

/** What is looked for in each open state store; it lives as long as its tab. */
export const objectSearchModel = defineModel<(id: StateStoreId) => ObjectSearch>('object-search', (shell) => {
  const open = new Map<StateStoreId, ObjectSearch>();
  shell.tabs.store.subscribe(({ tabs }) => {
    for (const [id, search] of open) {
      if (tabs.some((tab) => tab.kind === 'state-result' && tab.params.stateStoreId === id)) continue;
      search.stop();
      open.delete(id);
    }
  });
  return (stateStoreId) => {
    const known = open.get(stateStoreId);
    if (known !== undefined) return known;
    const made = createObjectSearch(shell.client, stateStoreId);
    open.set(stateStoreId, made);
    return made;
  };
});
