import { JobId } from '#shared/model/ids';
import type { Job } from '#shared/model/job';
import { listPageMost } from '#shared/model/list';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../api/client.ts';

export interface Jobs {
  readonly store: StoreApi<{ readonly jobs: readonly Job[] }>;
  refresh(): Promise<void>;
  /** Reads these again; null: all. Those of other processes say nothing themselves. */
  refreshSome(ids: readonly string[] | null): Promise<void>;
  cancel(jobId: JobId): Promise<void>;
  /** The job when it has ended, however it ended. */
  whenEnded(jobId: JobId): Promise<Job>;
}

/** Long work that is not a run, newest first. */
export function createJobs(client: Client): Jobs {
  const store = createStore<{ jobs: readonly Job[] }>(() => ({ jobs: [] }));
  const sorted = (jobs: readonly Job[]): readonly Job[] => [...jobs].sort((a, b) => b.startedAt - a.startedAt);
  client.on('job.advanced', (job) =>
    store.setState(({ jobs }) => ({ jobs: sorted([job, ...jobs.filter((other) => other.id !== job.id)]) })),
  );
  const refresh = async (): Promise<void> => {
    const { rows } = await client.call('job.list', {
      sort: { column: 'started', descending: true },
      limit: listPageMost,
    });
    store.setState({ jobs: sorted(rows) });
  };
  return {
    store,
    refresh,
    refreshSome: async (ids) => {
      if (ids === null) return refresh();
      const named = new Set(ids);
      const { rows } = await client.call('job.list', { ids: ids.map((id) => JobId.parse(id)), limit: listPageMost });
      store.setState(({ jobs }) => {
        // A job that ended while the answer was under way stays ended.
        const ended = jobs.filter((job) => named.has(job.id) && job.state !== 'running');
        const kept = rows.filter((row) => row.state !== 'running' || !ended.some(({ id }) => id === row.id));
        const read = new Set(kept.map(({ id }) => id));
        const left = jobs.filter(({ id }) => !named.has(id) || (!read.has(id) && rows.some((row) => row.id === id)));
        return { jobs: sorted([...kept, ...left]) };
      });
    },
    cancel: async (jobId) => {
      await client.call('job.cancel', { jobId });
    },
    whenEnded: (jobId) =>
      new Promise((resolve) => {
        const look = (): boolean => {
          const job = store.getState().jobs.find((other) => other.id === jobId);
          if (!job || job.state === 'running') return false;
          resolve(job);
          return true;
        };
        if (look()) return;
        const stop = store.subscribe(() => {
          if (look()) stop();
        });
      }),
  };
}
