import type { JobId, StateStoreId } from '#shared/model/ids';
import { isAppError } from '#shared/contract/errors';
import { mayGo } from '#core/state-migration/state-stores';
import { listStateStoresToDelete } from '#core/store/tables/state-store';
import type { StateWorkOptions } from '#core/userstate/types';
import type { Core } from './core.ts';

type JobCore = Pick<Core, 'jobs' | 'userState' | 'stateStores' | 'clock' | 'site'>;

/** Checks every file of a store against its hash, as a job; the result stays with the store. */
export function startVerify(core: JobCore, id: StateStoreId, path: string, sourceName: string): JobId {
  let isSound = true;
  return core.jobs.start({
    kind: 'verify',
    title: sourceName,
    stateStoreId: id,
    work: async (signal, report) => {
      const request = { storePath: path, mode: 'summary' } as const;
      const onProgress: StateWorkOptions['onProgress'] = ({ bytes, totalBytes, currentPath }) => {
        report(bytes, totalBytes, currentPath);
      };
      // Its job is there by now, which keeps a deletion from beginning: what began before is seen here (MIG-190).
      await core.stateStores.demandStays(id);
      try {
        const result = await core.userState.verify(request, { signal, onProgress });
        await core.stateStores.noteVerified(id, result);
        isSound = result.isSound;
      } catch (error) {
        await core.stateStores.noteUnreadable(id, error);
        throw error;
      }
    },
    isWhole: () => isSound,
  });
}

/** Deletes a store that is going: its files, then its row says so, as a job. */
export function startDeleteStore(core: JobCore, id: StateStoreId, sourceName: string): JobId {
  return core.jobs.start({
    kind: 'delete-store',
    title: sourceName,
    stateStoreId: id,
    work: async () => {
      await core.stateStores.finishDelete(id);
    },
  });
}

/** Deletes what the deletion policy lets go; what is in use waits for the next time (MIG-191). Called at start and every hour. */
export async function cleanUp(core: JobCore): Promise<void> {
  for (const row of await listStateStoresToDelete(core.site.database.read, core.clock.now())) {
    if (row.state === 'capturing' || !mayGo(row)) continue;
    try {
      await core.stateStores.beginDelete(row.id);
    } catch (error) {
      if (isAppError(error, 'STATE_STORE_IN_USE') || isAppError(error, 'NOT_FOUND')) continue;
      throw error;
    }
    startDeleteStore(core, row.id, row.sourceDeviceName);
  }
}
