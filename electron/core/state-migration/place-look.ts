import { access, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { storeFolders } from '../userstate/stores/store-paths.ts';

/** How a disk is asked; what it refuses, in whatever way, is as what is not there. */
export interface PlaceCalls {
  stat(path: string): Promise<{ readonly dev: bigint; readonly ino: bigint }>;
  access(path: string): Promise<void>;
  realpath(path: string): Promise<string>;
}

export const realPlaceCalls: PlaceCalls = {
  stat: (path) => stat(path, { bigint: true }),
  access: (path) => access(path),
  realpath: (path) => realpath(path),
};

/** What was seen of the disk, by path. What has no entry was not looked at, and only its name tells of it. */
export interface SeenPlaces {
  /** What the system knows a place by, whatever it is called; undefined for what is not there or not to be looked at. */
  readonly identities: ReadonlyMap<string, string | undefined>;
  /** The nearest folder above a place that is there, as it really is. */
  readonly realAbove: ReadonlyMap<string, string>;
  /** Whether anything lies in the place of a store, or beside it of that store. */
  readonly areThere: ReadonlyMap<string, boolean>;
}

/** Looks at places, each once, and keeps what was seen. */
export interface Look {
  readonly seen: SeenPlaces;
  identity(path: string): Promise<void>;
  realAbove(path: string): Promise<void>;
  isThere(storePath: string): Promise<void>;
}

/** The folders above a path by its name, the nearest first, without the root. */
export function namesAbove(path: string): string[] {
  const above: string[] = [];
  for (let at = dirname(path); at !== dirname(at); at = dirname(at)) above.push(at);
  return above;
}

/**
 * Begins a look at the disk, before a transaction: inside one nothing may wait for a disk, or a share that does not answer
 * would hold everybody who waits for the database (MIG-200). One call after the other: what does not answer holds one of
 * the few threads that wait for files, not all of them.
 */
export function beginLook(calls: PlaceCalls = realPlaceCalls): Look {
  const identities = new Map<string, string | undefined>();
  const realAbove = new Map<string, string>();
  const areThere = new Map<string, boolean>();
  const exists = (path: string): Promise<boolean> =>
    calls.access(path).then(
      () => true,
      () => false,
    );
  const first = async (paths: readonly string[]): Promise<string | undefined> => {
    for (const path of paths) if (await exists(path)) return path;
    return undefined;
  };
  return {
    seen: { identities, realAbove, areThere },
    identity: async (path) => {
      if (identities.has(path)) return;
      const found = await calls.stat(path).catch(() => undefined);
      identities.set(path, found && `${String(found.dev)}/${String(found.ino)}`);
    },
    realAbove: async (path) => {
      if (realAbove.has(path)) return;
      const there = await first(namesAbove(path));
      if (there !== undefined) realAbove.set(path, await calls.realpath(there).catch(() => there));
    },
    isThere: async (storePath) => {
      if (areThere.has(storePath)) return;
      areThere.set(storePath, (await first(storeFolders(storePath))) !== undefined);
    },
  };
}
