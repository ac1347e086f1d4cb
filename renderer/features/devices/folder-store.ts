import type { Output } from '#shared/contract/contract';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../api/client.ts';
import { toProblem, type Problem } from '../../api/problem.ts';

export interface FolderBrowserState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly place: Output<'files.browse'> | null;
  readonly problem: Problem | null;
}

export interface FolderBrowser {
  readonly store: StoreApi<FolderBrowserState>;
  /** Null goes to the home folder. What cannot be opened leaves the place as it is and says why. */
  open(path: string | null): Promise<void>;
  /** Makes a folder here and goes into it. */
  createFolder(name: string): Promise<void>;
}

/** The folders of the computer that the core runs on. */
export function createFolderBrowser(client: Client): FolderBrowser {
  const store = createStore<FolderBrowserState>(() => ({ status: 'loading', place: null, problem: null }));
  let round = 0;
  const attempt = async (work: () => Promise<Output<'files.browse'> | null>): Promise<void> => {
    const mine = ++round;
    store.setState({ status: 'loading', problem: null });
    try {
      const place = await work();
      if (mine === round) store.setState({ status: 'ready', ...(place === null ? {} : { place }) });
    } catch (error) {
      if (mine === round) store.setState({ status: 'failed', problem: toProblem(error) });
    }
  };
  const browse = (path: string | null) => client.call('files.browse', { path, show: 'folders' });
  return {
    store,
    open: (path) => attempt(() => browse(path)),
    createFolder: (name) =>
      attempt(async () => {
        const { place } = store.getState();
        if (place === null) return null;
        const made = await client.call('files.createFolder', { parent: place.path, name });
        return browse(made.path);
      }),
  };
}
