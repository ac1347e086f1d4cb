import path from 'node:path';
import { reason } from '#shared/contract/message';
import type { LeftOut } from '#shared/model/user-state';
import { isInside, type PathResolver } from '../devices/drive-map.ts';
import type { Files } from '../ports/files.ts';
import { isOutOfReach, tryReach, type Profile } from './profiles.ts';
import { countTree } from './scan-folder.ts';
import type { ScannedObject } from './scan-state.ts';
import type { Work } from './work.ts';

/** What a capture has, to look for what it has not. */
interface Held {
  readonly objects: readonly ScannedObject[];
  /** Real paths of the folders that were walked. */
  readonly folders: Pick<ReadonlyMap<string, string>, 'has'>;
  /** Of all profiles of the device, chosen or not. */
  readonly profiles: readonly Profile[];
}

/**
 * Links that were taken whose content lies on the device and nowhere in the capture: it is missing by the name of the
 * link, and how many files that is is said (UST-233). Within a profile the rules have decided about what a link leads to; what leads out
 * of the drives of the device, or nowhere, has no content on it; and a link to a folder that it lies in holds nothing else.
 */
export function nameLinksElsewhere(held: Held, resolver: PathResolver, work: Work): LeftOut[] {
  const links = held.objects.filter(({ kind }) => kind === 'link');
  if (links.length === 0) return [];
  const { files } = work;
  const taken = new Set(held.objects.filter(({ kind }) => kind === 'file').map(({ hostPath }) => hostPath));
  const roots = held.profiles.flatMap((profile) => {
    const found = tryReach(resolver, files, profile.profilePath);
    return isOutOfReach(found) ? [] : [found.hostPath];
  });
  return links.flatMap(({ profile, windowsPath, hostPath, by }) => {
    const target = targetOf(resolver, files, windowsPath);
    if (target === null || isInside(target.hostPath, path.dirname(hostPath))) return [];
    const isHeld = held.folders.has(target.hostPath) || taken.has(target.hostPath);
    if (isHeld || roots.some((root) => isInside(root, target.hostPath))) return [];
    const count = target.isFolder ? countTree(work, target.hostPath).files : 1;
    const detail = reason('link-elsewhere', { count, place: target.windowsPath });
    return [{ user: profile.name, path: windowsPath, reason: 'linkElsewhere' as const, detail, ruleId: by.rule.id }];
  });
}

interface Target {
  readonly hostPath: string;
  readonly windowsPath: string;
  readonly isFolder: boolean;
}

/** The file or folder of the device that a link leads to; null for none. */
function targetOf(resolver: PathResolver, files: Files, windowsPath: string): Target | null {
  const found = tryReach(resolver, files, windowsPath);
  if (isOutOfReach(found)) return null;
  const stat = files.statSync(found.hostPath, { throwIfNoEntry: false });
  if (stat === undefined || !(stat.isDirectory() || stat.isFile())) return null;
  return {
    hostPath: found.hostPath,
    windowsPath: resolver.toWindows(found.hostPath) ?? found.windowsPath,
    isFolder: stat.isDirectory(),
  };
}
