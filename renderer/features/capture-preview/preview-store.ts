import type { DeviceId, JobId } from '#shared/model/ids';
import type { CapturePreview } from '#shared/model/local-computer';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../api/client.ts';
import { toProblem, type Problem } from '../../api/problem.ts';
import type { Jobs } from '../../stores/jobs.ts';

export type PreviewListId = 'folders' | 'rules' | 'leftOut' | 'missing' | 'notes';

export interface PreviewState {
  readonly status: 'scanning' | 'ready' | 'failed' | 'cancelled';
  /** The scan that goes on; null between the question and its answer. */
  readonly jobId: JobId | null;
  /** Stays while it is scanned again. */
  readonly preview: CapturePreview | null;
  readonly problem: Problem | null;
  readonly list: PreviewListId;
  readonly filter: string;
}

/** The preview of one computer: its scan, what came of it, and which list a person looks at. */
export interface PreviewStore {
  readonly store: StoreApi<PreviewState>;
  /** Scans, or scans again; the last of several wins. Gives how it ended. */
  scan(): Promise<PreviewState['status']>;
  cancel(): Promise<void>;
  show(list: PreviewListId): void;
  setFilter(filter: string): void;
  /** The page is gone: a scan that goes on is cancelled. */
  stop(): Promise<void>;
}

export interface PreviewStoreOptions {
  /** Null for this computer, when the site has no device for it. */
  readonly deviceId: DeviceId | null;
  readonly client: Client;
  readonly jobs: Jobs;
}

const first: PreviewState = {
  status: 'scanning',
  jobId: null,
  preview: null,
  problem: null,
  list: 'folders',
  filter: '',
};

export function createPreviewStore({ deviceId, client, jobs }: PreviewStoreOptions): PreviewStore {
  const store = createStore<PreviewState>(() => first);
  let round = 0;
  const scan = async (): Promise<PreviewState['status']> => {
    const mine = ++round;
    const set = (part: Partial<PreviewState>): void => {
      if (mine === round) store.setState({ jobId: null, ...part });
    };
    set({ status: 'scanning', problem: null });
    try {
      const { jobId } = await client.call('device.previewCapture', { deviceId });
      set({ jobId });
      // The person has left or asked again while the scan was being begun.
      if (mine !== round) await jobs.cancel(jobId);
      const { state, error } = await jobs.whenEnded(jobId);
      const { preview } = state === 'succeeded' ? await client.call('device.previewResult', { jobId }) : nothing;
      if (preview !== null) set({ status: 'ready', preview });
      // A cancelled job carries the error that ended its work; to a person it is no failure.
      else if (state === 'failed' && error !== null) set({ status: 'failed', problem: error });
      else set({ status: 'cancelled' });
    } catch (error) {
      set({ status: 'failed', problem: toProblem(error) });
    }
    return store.getState().status;
  };
  const cancel = async (): Promise<void> => {
    const { status, jobId } = store.getState();
    if (jobId !== null) await jobs.cancel(jobId);
    else if (status === 'scanning') {
      round += 1;
      store.setState({ status: 'cancelled' });
    }
  };
  return {
    store,
    scan,
    cancel,
    show: (list) => store.setState({ list }),
    setFilter: (filter) => store.setState({ filter }),
    stop: async () => {
      const { jobId } = store.getState();
      round += 1;
      if (jobId !== null) await jobs.cancel(jobId);
    },
  };
}

const nothing = { preview: null } as const;
