/** Where a store is written before it is one. */
export function partialPath(storePath: string): string {
  return `${storePath}.partial`;
}

/** Where the old store waits while the new one takes its name. */
export function replacedPath(storePath: string): string {
  return `${storePath}.replaced`;
}

/** Where a store lies while it is deleted. */
export function goingPath(storePath: string): string {
  return `${storePath}.deleting`;
}

/** What keeps two writers, or a reader and a deletion, from a store. */
export function lockPath(storePath: string): string {
  return `${storePath}.lock`;
}

/** The folders in which a store lies, or lies in part: while it is whole, written, replaced, deleted. */
export function storeFolders(storePath: string): readonly string[] {
  return [storePath, partialPath(storePath), replacedPath(storePath), goingPath(storePath)];
}

/** Files and folders beside a store that belong to it and are never captured. */
export function storeOwnPaths(storePath: string): readonly string[] {
  return [...storeFolders(storePath), lockPath(storePath)];
}

/** Whether a name is one that a store gives to what lies beside it. */
export function isBesideName(name: string): boolean {
  return /\.(partial|replaced|deleting|lock)$/i.test(name);
}
