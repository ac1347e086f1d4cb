import { computerPath } from '#shared/contract/areas/site';

/** One folder on the way to a path. */
export interface PathPart {
  readonly name: string;
  readonly path: string;
}

function isWindowsPath(path: string): boolean {
  return /^[A-Za-z]:/.test(path) || path.startsWith('\\\\');
}

/** The folders from the root to the path. The host says where it is; this only cuts it up to be clicked. */
export function pathParts(path: string, computer = ''): readonly PathPart[] {
  if (path === computerPath) return [{ name: computer, path }];
  const separator = isWindowsPath(path) ? '\\' : '/';
  const root = /^(?:[A-Za-z]:\\?|\\\\[^\\]+\\[^\\]+\\?|\/)/.exec(path)?.[0] ?? '';
  const parts: PathPart[] = root === '' ? [] : [{ name: root, path: root }];
  let at = root;
  for (const name of path.slice(root.length).split(separator).filter(Boolean)) {
    at = at === '' || at.endsWith(separator) ? `${at}${name}` : `${at}${separator}${name}`;
    parts.push({ name, path: at });
  }
  return parts;
}

/** Name of the last part. */
export function lastName(path: string): string {
  return pathParts(path).at(-1)?.name ?? path;
}

export function hasExtension(name: string, extensions: readonly string[]): boolean {
  const lower = name.toLowerCase();
  return extensions.some((extension) => lower.endsWith(extension.toLowerCase()));
}
