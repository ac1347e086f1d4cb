import type { BrowseEntry, BrowseRoot } from '#shared/contract/areas/site';
import type { Output } from '#shared/contract/contract';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../api/client.ts';
import { toProblem, type Problem } from '../../api/problem.ts';
import { hasExtension } from './paths.ts';

export interface FileBrowserState {
  readonly isLoading: boolean;
  readonly path: string;
  readonly parent: string | null;
  readonly roots: readonly BrowseRoot[];
  readonly entries: readonly BrowseEntry[];
  /** Files that are there and cannot be chosen. */
  readonly hiddenCount: number;
  readonly isTruncated: boolean;
  readonly problem: Problem | null;
  /** Path of the marked row. */
  readonly selected: string | null;
}

export interface FileBrowser {
  readonly store: StoreApi<FileBrowserState>;
  /** Shows another folder. When it cannot be read, what was shown stays, with the reason. */
  go(path: string | null): Promise<void>;
  up(): Promise<void>;
  select(path: string | null): void;
  /** Makes a folder in the one that is shown and goes into it. Gives whether it was made. */
  createFolder(name: string): Promise<boolean>;
}

export interface FileBrowserOptions {
  readonly client: Client;
  readonly show: 'folders' | 'files';
  readonly extensions: readonly string[];
}

const nowhere: FileBrowserState = {
  isLoading: true,
  path: '',
  parent: null,
  roots: [],
  entries: [],
  hiddenCount: 0,
  isTruncated: false,
  problem: null,
  selected: null,
};

/** What the dialog shows of one folder. */
function shown(listing: Output<'files.browse'>, extensions: readonly string[]): Partial<FileBrowserState> {
  const entries = listing.entries.filter(
    (entry) => entry.kind === 'folder' || extensions.length === 0 || hasExtension(entry.name, extensions),
  );
  return {
    ...listing,
    entries,
    hiddenCount: listing.entries.length - entries.length,
  };
}

export function createFileBrowser({ client, show, extensions }: FileBrowserOptions): FileBrowser {
  const store = createStore<FileBrowserState>(() => nowhere);
  let last = 0;
  const go = async (path: string | null): Promise<void> => {
    last += 1;
    const mine = last;
    store.setState({ isLoading: true, problem: null });
    try {
      const listing = await client.call('files.browse', { path, show });
      if (mine === last) store.setState({ ...shown(listing, extensions), isLoading: false, selected: null });
    } catch (error) {
      if (mine !== last) return;
      store.setState({ isLoading: false, problem: toProblem(error) });
      if (store.getState().path === '' && path !== null) await goHome(mine);
    }
  };
  /** The place to begin is gone: the home folder is shown instead, and the reason stays. */
  const goHome = async (mine: number): Promise<void> => {
    const { problem } = store.getState();
    await go(null);
    if (last === mine + 1 && store.getState().problem === null) store.setState({ problem });
  };
  return {
    store,
    go,
    up: async () => {
      const { parent, path } = store.getState();
      if (parent === null) return;
      await go(parent);
      // The folder one comes from stays marked, so that Enter goes back into it.
      if (store.getState().entries.some((entry) => entry.path === path)) store.setState({ selected: path });
    },
    select: (selected) => store.setState({ selected }),
    createFolder: async (name) => {
      try {
        const made = await client.call('files.createFolder', { parent: store.getState().path, name });
        await go(made.path);
        return true;
      } catch (error) {
        store.setState({ problem: toProblem(error) });
        return false;
      }
    },
  };
}
