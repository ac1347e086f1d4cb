import type { JobId } from '#shared/model/ids';
import type { Job } from '#shared/model/job';
import { listPageMost } from '#shared/model/list';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../api/client.ts';

export interface Jobs {
  readonly store: StoreApi<{ readonly jobs: readonly Job[] }>;
  refresh(): Promise<void>;
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
  return {
    store,
    refresh: async () => {
      const { rows } = await client.call('job.list', {
        sort: { column: 'started', descending: true },
        limit: listPageMost,
      });
      store.setState({ jobs: sorted(rows) });
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
