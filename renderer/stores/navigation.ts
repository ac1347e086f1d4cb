import { createStore, type StoreApi } from 'zustand/vanilla';

export const workspaceIds = ['assets', 'library', 'monitoring', 'administration'] as const;
export type WorkspaceId = (typeof workspaceIds)[number];

/** Where the console tab is: a node, and below it perhaps a folder. */
export interface Place {
  readonly nodeId: string;
  readonly childId: string | null;
}

export interface NavigationState {
  readonly workspace: WorkspaceId;
  readonly places: Readonly<Partial<Record<WorkspaceId, Place>>>;
}

export interface Navigation {
  readonly store: StoreApi<NavigationState>;
  openWorkspace(workspace: WorkspaceId): void;
  /** Is where an earlier window was. */
  restore(workspace: WorkspaceId, places: NavigationState['places']): void;
  /** Goes to a node in its workspace. */
  go(workspace: WorkspaceId, place: Place): void;
}

export function createNavigation(workspace: WorkspaceId): Navigation {
  const store = createStore<NavigationState>(() => ({ workspace, places: {} }));
  return {
    store,
    openWorkspace: (next) => store.setState({ workspace: next }),
    restore: (workspace, places) => store.setState({ workspace, places }),
    go: (next, place) => store.setState(({ places }) => ({ workspace: next, places: { ...places, [next]: place } })),
  };
}
