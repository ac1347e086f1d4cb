import path from 'node:path';
import { AppError, isAppError } from '#shared/contract/errors';
import type { PathResolver, ResolvedPath } from '../devices/drive-map.ts';
import { foldName } from '../devices/fold.ts';
import { formatWindowsPath, parseWindowsPath } from '../devices/windows-path.ts';
import type { Files } from '../ports/files.ts';

/** Links that lead to links: more of them are a circle. */
const mostLinks = 20;

/**
 * The place of a Windows path, links followed as long as they stay inside of the drives of the device, whichever of them
 * it is. Only reading goes this way: what is written stays in its own drive. Throws as `PathResolver.resolve` (UST-132).
 */
export function reach(resolver: PathResolver, files: Files, windowsPath: string, links = 0): ResolvedPath {
  try {
    return resolver.resolve(windowsPath);
  } catch (error) {
    if (!isAppError(error, 'PATH_OUTSIDE_DEVICE') || links >= mostLinks) throw error;
    const next = throughFirstLink(resolver, files, windowsPath);
    if (next === null) throw error;
    return { ...reach(resolver, files, next, links + 1), windowsPath };
  }
}

/** The path as it is behind the first of its links that leads out of its drive; null when that leads nowhere here. */
function throughFirstLink(resolver: PathResolver, files: Files, windowsPath: string): string | null {
  const { drive, names } = parseWindowsPath(windowsPath);
  for (let count = 1; count <= names.length; count += 1) {
    if (canResolve(resolver, formatWindowsPath(drive, names.slice(0, count)))) continue;
    const folder = resolver.resolve(formatWindowsPath(drive, names.slice(0, count - 1))).hostPath;
    const wanted = names[count - 1] ?? '';
    const entries = files.readdirSync(folder).filter((name) => foldName(name) === foldName(wanted));
    const name = entries.includes(wanted) ? wanted : entries.sort()[0];
    const target = name === undefined ? null : targetOf(resolver, files, path.join(folder, name));
    return target === null ? null : [target.replace(/(?<!\\)\\+$/, ''), ...names.slice(count)].join('\\');
  }
  return null;
}

function canResolve(resolver: PathResolver, windowsPath: string): boolean {
  try {
    resolver.resolve(windowsPath);
    return true;
  } catch (error) {
    if (isAppError(error, 'PATH_OUTSIDE_DEVICE')) return false;
    throw error;
  }
}

/** Where a link leads to, as a path of the device. Its text may be one of Windows, on a disk that was copied from there. */
function targetOf(resolver: PathResolver, files: Files, link: string): string | null {
  let text: string;
  try {
    const real = inDevice(resolver, files, link);
    if (real !== null) return real;
    text = files.readlinkSync(link);
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return null;
  }
  const plain = text.replace(/^\\(?:\?\?|\\\?|\\\.)\\/, '');
  if (/^[a-z]:[\\/]/i.test(plain)) return plain;
  if (!plain.includes('\\') || plain.startsWith('\\')) return null;
  return inDevice(resolver, files, path.resolve(path.dirname(link), plain.replaceAll('\\', '/')));
}

function inDevice(resolver: PathResolver, files: Files, hostPath: string): string | null {
  try {
    return resolver.toWindows(files.realpathSync(hostPath));
  } catch (error) {
    if (error instanceof AppError || typeof (error as NodeJS.ErrnoException).code === 'string') return null;
    throw error;
  }
}
