import { rememberedMost, type WindowMemory } from '#shared/model/site';
import { chosenIds, chosenRows } from '../components/list-selection.ts';
import { workspaceIds } from '../stores/navigation.ts';
import { consoleTabId, type Tab } from '../stores/tabs.ts';
import type { Shell } from './types.ts';

/** What this window has of its own: a place that a reload leaves and another window does not see, and locks. */
export interface WindowParts {
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly newId: () => string;
  /** Takes the name for this window as long as it lives; false when another one has it. */
  readonly claim: (name: string, waitMs: number) => Promise<boolean>;
  readonly schedule: (action: () => void, milliseconds: number) => () => void;
  /** Calls when the page goes away; gives how to stop. */
  readonly onLeave: (action: () => void) => () => void;
  readonly now: () => number;
}

const idKey = 'waystation-window';
/** A page that is loaded anew may have to wait until the page of before let go of its name. */
const reloadWaitMs = 1000;
/** After so long without a change what is open is kept. */
const restMs = 400;

/** Locks of the browser end with their window, however it ends. Without them every name is free. */
export function claimByLock(locks: LockManager | undefined): WindowParts['claim'] {
  return (name, waitMs) => {
    if (locks === undefined) return Promise.resolve(true);
    return new Promise((resolve) => {
      const how = waitMs === 0 ? { ifAvailable: true } : { signal: AbortSignal.timeout(waitMs) };
      const held = locks.request(name, how, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : new Promise(() => undefined);
      });
      held.catch(() => resolve(false));
    });
  };
}

/** The id of this window, and what is remembered of it: that of before a reload, else of a window that is closed. */
async function findWindow(shell: Shell, parts: WindowParts): Promise<{ id: string; memory: WindowMemory | null }> {
  const { windows } = shell.settings.store.getState().settings;
  const own = parts.storage.getItem(idKey);
  if (own !== null && (await parts.claim(`${idKey}:${own}`, reloadWaitMs))) {
    return { id: own, memory: windows[own] ?? null };
  }
  const closed = own === null ? Object.entries(windows).sort(([, one], [, other]) => other.keptAt - one.keptAt) : [];
  for (const [id, memory] of closed) {
    if (await parts.claim(`${idKey}:${id}`, 0)) return { id, memory };
  }
  const id = parts.newId();
  await parts.claim(`${idKey}:${id}`, 0);
  return { id, memory: null };
}

/** Somebody was quicker than the site: what they opened stays in front. */
function hasBegun({ tabs, navigation, dialogs }: Shell): boolean {
  const { activeId } = tabs.store.getState();
  return (
    !(activeId === consoleTabId || activeId.startsWith('welcome:')) ||
    Object.keys(navigation.store.getState().places).length > 0 ||
    dialogs.store.getState().open.length > 0
  );
}

function knownTabs(shell: Shell, memory: WindowMemory): Tab[] {
  const kinds = new Set<string>(shell.features.flatMap(({ tabKinds }) => tabKinds ?? []).map(({ kind }) => kind));
  return memory.tabs.filter((tab) => kinds.has(tab.kind) && tab.id.startsWith(`${tab.kind}:`)) as unknown as Tab[];
}

function restore(shell: Shell, memory: WindowMemory): void {
  const isQuick = hasBegun(shell);
  for (const [listId, ids] of Object.entries(memory.selected)) {
    if (shell.selection.store.getState().lists[listId] === undefined) shell.selection.set(listId, chosenRows(ids));
  }
  const workspace = workspaceIds.find((id) => id === memory.workspace);
  if (!isQuick && workspace !== undefined) {
    const nodes = new Set(shell.features.flatMap(({ nodes: all }) => all ?? []).map(({ id }) => id));
    const places = Object.entries(memory.places).filter(([, { nodeId }]) => nodes.has(nodeId));
    shell.navigation.restore(workspace, Object.fromEntries(places));
  }
  shell.tabs.restore(knownTabs(shell, memory), isQuick ? null : memory.activeId);
}

/** What is open now, as it is kept. Selections of "all that match" are questions, and are asked anew. */
export function memoryOf(shell: Shell, now: number): WindowMemory {
  const { tabs, activeId } = shell.tabs.store.getState();
  const { workspace, places } = shell.navigation.store.getState();
  const lists = Object.entries(shell.selection.store.getState().lists).filter(([, one]) => chosenIds(one).length > 0);
  return {
    keptAt: now,
    tabs: tabs
      .filter((tab) => tab.id !== consoleTabId)
      .slice(-rememberedMost.tabs)
      .map(({ id, kind, params, title, isDirty }) => ({ id, kind, params, title: title.slice(0, 400), isDirty })),
    activeId,
    workspace,
    places,
    selected: Object.fromEntries(
      lists.slice(-rememberedMost.lists).map(([listId, one]) => [listId, chosenIds(one).slice(0, rememberedMost.rows)]),
    ),
  };
}

const isSame = (one: WindowMemory | null, other: WindowMemory): boolean =>
  one !== null && JSON.stringify({ ...one, keptAt: 0 }) === JSON.stringify({ ...other, keptAt: 0 });

/**
 * Opens again what was open in this window before a restart, and keeps what is. Each window has its own memory among
 * the settings of the site. Gives how to stop; nothing is kept before the settings were read.
 */
export function rememberWindow(shell: Shell, parts: WindowParts): () => void {
  const stops: (() => void)[] = [];
  let isStopped = false;
  const keep = (id: string, begun: WindowMemory | null): void => {
    let last = begun;
    let cancel: () => void = () => undefined;
    const save = (): void => {
      const memory = memoryOf(shell, parts.now());
      if (isSame(last, memory)) return;
      last = memory;
      // What cannot be kept now is kept with the next change; nothing that a person asked for depends on it.
      shell.settings.set({ windows: { [id]: memory } }).catch(() => undefined);
    };
    const changed = (): void => {
      cancel();
      cancel = parts.schedule(save, restMs);
    };
    const watched = [shell.tabs.store, shell.navigation.store, shell.selection.store];
    stops.push(() => cancel(), ...watched.map((store) => store.subscribe(changed)), parts.onLeave(save));
    changed();
  };
  const begin = async (): Promise<void> => {
    const { id, memory } = await findWindow(shell, parts);
    if (isStopped) return;
    parts.storage.setItem(idKey, id);
    if (memory !== null) restore(shell, memory);
    keep(id, memory);
  };
  let isRead = false;
  const look = (): void => {
    if (isRead || !shell.settings.store.getState().isLoaded) return;
    isRead = true;
    void shell.attempt(begin);
  };
  stops.push(shell.settings.store.subscribe(look));
  look();
  return () => {
    isStopped = true;
    stops.forEach((stop) => stop());
  };
}
