import path from 'node:path';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { LeftOut } from '#shared/model/user-state';
import type { PathResolver } from '../devices/drive-map.ts';
import { foldName } from '../devices/fold.ts';
import { formatWindowsPath, parseWindowsPath } from '../devices/windows-path.ts';
import type { WindowsPath } from '../devices/windows-path.ts';
import type { Files } from '../ports/files.ts';
import { isFolder, isOutOfReach, tryReach } from './profiles.ts';

/** More of them are not looked for: one other is enough to be in doubt. */
const mostTwins = 100;

/** The form in which two names are one: Windows does not tell them apart, or a person does not see the difference. */
const keyOf = (name: string): string => foldName(name.normalize('NFC'));

/** The folders of a device that a path may mean. */
export interface TwinFolders {
  readonly user: string;
  /** As they are spelled. */
  readonly all: readonly string[];
  /** The one that is meant: spelled as it was asked for, or the only one but for its case; null when that is in doubt. */
  readonly meant: string | null;
}

/**
 * The folders that a known folder's path may mean: two that differ in case only, or one that is spelled otherwise in
 * Unicode. Where there is none, or the path is none of the device, the path itself is meant (UST-182).
 */
export function findTwins(resolver: PathResolver, files: Files, user: string, windowsPath: string): TwinFolders {
  const asked = partsOf(windowsPath);
  const all = asked === null ? [] : spellings(resolver, files, asked);
  const [first] = all;
  if (asked === null || first === undefined) return { user, all: [], meant: windowsPath };
  const exact = formatWindowsPath(asked.drive, asked.names);
  if (all.includes(exact)) return { user, all, meant: exact };
  return { user, all, meant: all.length === 1 && foldName(first) === foldName(exact) ? first : null };
}

function partsOf(windowsPath: string): WindowsPath | null {
  try {
    return parseWindowsPath(windowsPath);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function spellings(resolver: PathResolver, files: Files, { drive, names }: WindowsPath): string[] {
  let found: string[][] = [[]];
  for (const name of names) {
    const key = keyOf(name);
    const next = found.flatMap((above) =>
      foldersIn(resolver, files, drive, above)
        .filter((one) => keyOf(one) === key)
        .map((one) => [...above, one]),
    );
    found = next.slice(0, mostTwins);
  }
  return found.map((one) => formatWindowsPath(drive, one));
}

/** Names of the folders in a folder, and of links that may lead to one; none where it cannot be looked into. */
function foldersIn(resolver: PathResolver, files: Files, drive: string, names: readonly string[]): string[] {
  const found = tryReach(resolver, files, formatWindowsPath(drive, names));
  if (isOutOfReach(found) || !found.exists) return [];
  try {
    const entries = files.readdirSync(found.hostPath, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() || isFolder(files, path.join(found.hostPath, entry.name)))
      .map(({ name }) => name);
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return [];
  }
}

/** Names those that no walk came to and that nobody named: what is in them may be what was wanted. */
export function nameTwins(
  twins: readonly TwinFolders[],
  { claimed, leftOut }: { readonly claimed: ReadonlyMap<string, string>; readonly leftOut: readonly LeftOut[] },
  resolver: PathResolver,
  files: Files,
): LeftOut[] {
  const told = new Set(leftOut.map((one) => one.path));
  return twins.flatMap(({ user, all, meant }) =>
    all.flatMap((one): LeftOut[] => {
      if (one === meant) return [];
      const found = tryReach(resolver, files, one);
      const isTaken = !isOutOfReach(found) && claimed.has(found.hostPath);
      if (isTaken || told.has(one)) return [];
      told.add(one);
      const other = all.find((twin) => twin !== one) ?? one;
      return [{ user, path: one, reason: 'nameNotPossible', detail: reason('twin-folder', { other }), ruleId: null }];
    }),
  );
}
