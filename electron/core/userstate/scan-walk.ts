import path from 'node:path';
import { message, reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { isOfSideCar } from '../devices/attributes.ts';
import { isInside } from '../devices/drive-map.ts';
import type { ResolvedPath } from '../devices/drive-map.ts';
import { foldName } from '../devices/fold.ts';
import { nameProblem } from '../devices/windows-path.ts';
import { kindOf, markOfDisk } from './scan-entry.ts';
import { isOutOfReach, outOfReach, tryReach } from './profiles.ts';
import { reach } from './reach.ts';
import { redirectedFolders } from './known-folders.ts';
import { rulesForFolder, wantsFrom } from './rules/decide.ts';
import { placeIn } from './place-in.ts';
import { bytesProblem, countTree, isStateStore, keyOf } from './scan-folder.ts';
import { leftOutOf } from './scan-state.ts';
import type { Child, Walk } from './scan-state.ts';
import { takeChild, takeEntry } from './scan-take.ts';
import { findTwins } from './twin-folders.ts';
import { reasonOf } from './work.ts';

const strangersFolder = reason('in-strangers-profile');

/**
 * Names the redirected folders of a profile that the rules want and that are not there: what a person keeps in them is
 * somewhere, and nobody looked at it (UST-207).
 */
export function nameGoneFolders(walk: Walk, notes: Message[]): void {
  const { profile, resolver, work } = walk;
  if (profile.kind !== 'profile') return;
  for (const folder of redirectedFolders(profile.profilePath, profile.folders)) {
    const found = tryReach(resolver, work.files, folder);
    // One that is out of reach, or that another spelling may mean, is named by the walk.
    if (isOutOfReach(found) || found.exists || !wantsFrom(walk.pass, folder)) continue;
    if (findTwins(resolver, work.files, profile.name, folder).all.length > 0) continue;
    const why = reason('folder-not-there', { folder });
    notes.push(message('notes:not-scanned', { path: folder, reason: why }));
    walk.leftOut.push(leftOutOf(walk, folder, 'unreadable', why, null));
  }
}

/**
 * Takes what the rules want from one folder on: into `walk`, and what cannot be looked at is named there and in `notes`.
 * Throws `CANCELLED`.
 */
export function walkFrom(walk: Walk, root: string, notes: Message[]): void {
  if (!walk.resolver.drives.includes(root.slice(0, 2).toUpperCase())) {
    // A redirected folder on a drive that is not mapped: nothing can be said about its files.
    const why = root.startsWith('\\\\') ? reason('on-network') : reason('drive-not-mapped');
    notes.push(message('notes:not-scanned', { path: root, reason: why }));
    walk.leftOut.push(leftOutOf(walk, root, 'unreadable', why, null));
    return;
  }
  const twins = findTwins(walk.resolver, walk.work.files, walk.profile.name, root);
  walk.twins.push(twins);
  // None is taken for the other; what no other way leads to is named in the end.
  if (twins.meant === null) return;
  const found = findRoot(walk, twins.meant, notes);
  if (found?.exists !== true) return;
  if (walk.excluded.some((one) => isInside(one, found.hostPath))) return;
  if (walk.liesWithStranger(walk.profile.name, found.hostPath)) {
    notes.push(message('notes:not-scanned', { path: root, reason: strangersFolder }));
    walk.leftOut.push(leftOutOf(walk, root, 'unreadable', strangersFolder, null));
    return;
  }
  const folder = path.dirname(found.hostPath);
  const facts = folder === found.hostPath ? null : walk.work.files.readFolderFacts(folder);
  walkFolder(walk, { ...found, facts: facts?.get(path.basename(found.hostPath)) });
}

/** Null for a place that leads out of its drive, that Windows cannot have or that may not be looked at: it is named. */
function findRoot(walk: Walk, root: string, notes: Message[]): ResolvedPath | null {
  try {
    return reach(walk.resolver, walk.work.files, root);
  } catch (error) {
    const why = outOfReach(error);
    notes.push(message('notes:not-scanned', { path: root, reason: why }));
    walk.leftOut.push(leftOutOf(walk, root, 'unreadable', why, null));
    return null;
  }
}

/** Depth first with a list of its own: a deep tree must not end the stack. */
function walkFolder(walk: Walk, start: Child): void {
  const waiting: Child[] = [start];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    walk.work.checkCancelled();
    const below = takeFolder(walk, next);
    for (let index = below.length - 1; index >= 0; index -= 1) {
      const child = below[index];
      if (child !== undefined) waiting.push(child);
    }
  }
}

/** Takes a folder and its files, and returns the folders in it. */
function takeFolder(walk: Walk, folder: Child): readonly Child[] {
  const { windowsPath, hostPath } = folder;
  const claimedBy = walk.claimed.get(hostPath);
  if (claimedBy !== undefined) {
    // Another person's capture has it: on the new computer it will be theirs, and not here.
    const why = reason('taken-for', { user: claimedBy });
    if (claimedBy !== walk.profile.name) walk.leftOut.push(leftOutOf(walk, windowsPath, 'unreadable', why, null));
    return [];
  }
  const rules = rulesForFolder(walk.pass, windowsPath);
  if (rules.isClosed && !rules.folder.isIncluded) {
    const tree = countTree(walk.work, hostPath);
    walk.leftOut.push({ ...leftOutOf(walk, windowsPath, 'excludedByRule', '', rules.folder.by), ...tree });
    return [];
  }
  walk.claimed.set(hostPath, walk.profile.name);
  const place = placeIn(walk.profile.folders, windowsPath);
  const firstOf = walk.objects.length;
  if (rules.folder.isIncluded) takeEntry(walk, folder, 'folder', rules.folder, place, '');
  let entries;
  let factsOf;
  try {
    const inside = walk.folders.reach(`${hostPath}${path.sep}`);
    entries = walk.work.files.readdirSync(inside, { withFileTypes: true });
    factsOf = walk.work.files.readFolderFacts(hostPath);
    walk.folders.demandSame();
  } catch (error) {
    walk.leftOut.push(leftOutOf(walk, windowsPath, 'unreadable', reasonOf(error), rules.folder.by));
    return [];
  }
  if (isStateStore(walk.work.files, hostPath, entries)) {
    // Of whatever run, point or site: it holds files of somebody, who need not be whose profile it lies in.
    walk.objects.splice(firstOf);
    walk.leftOut.push({ ...leftOutOf(walk, windowsPath, 'stateStore', '', null), ...countTree(walk.work, hostPath) });
    return [];
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const below: Child[] = [];
  const names = new Set<string>();
  const isDriveRoot = windowsPath.endsWith(':\\');
  // Joined by hand: there is one for each file, and the folder is in its normal form already.
  const hostPrefix = hostPath.endsWith(path.sep) ? hostPath : `${hostPath}${path.sep}`;
  for (const entry of entries) {
    if (isDriveRoot && !walk.isThisComputer && isOfSideCar(entry.name)) continue;
    const childHost = `${hostPrefix}${entry.name}`;
    if (walk.excludedKeys.has(keyOf(walk.work, childHost))) continue;
    const childPath = isDriveRoot ? `${windowsPath}${entry.name}` : `${windowsPath}\\${entry.name}`;
    const facts = factsOf?.get(entry.name);
    const child: Child = { windowsPath: childPath, hostPath: childHost, facts };
    const kind = kindOf(entry, facts);
    const decision = kind === 'folder' ? rulesForFolder(walk.pass, childPath).folder : rules.file(entry.name);
    const problem = nameProblem(entry.name) ?? bytesProblem(walk.work.files, childHost, entry.name, names);
    names.add(entry.name);
    if (problem !== null) {
      if (decision.isIncluded) walk.leftOut.push(leftOutOf(walk, childPath, 'nameNotPossible', problem, decision.by));
    } else if (kind === 'folder') below.push(child);
    // First, so that what other ways lead to is taken as the known folder that it is.
    else if (kind === 'link' && walk.known.has(foldName(childPath))) below.unshift(...followKnown(walk, child));
    else takeChild(walk, child, kind, decision, place);
  }
  return below;
}

/** A known folder that is a link is followed inside of the device's drives; else it is missing by its name (UST-132). */
function followKnown(walk: Walk, { windowsPath, hostPath }: Child): readonly Child[] {
  const { files } = walk.work;
  const { by, isIncluded } = rulesForFolder(walk.pass, windowsPath).folder;
  if (!isIncluded) return [];
  const found = tryReach(walk.resolver, files, windowsPath);
  const isPlace = !isOutOfReach(found) && files.statSync(found.hostPath, { throwIfNoEntry: false })?.isDirectory();
  const isOthers = isPlace === true && walk.liesWithStranger(walk.profile.name, found.hostPath);
  if (isPlace !== true || isOthers) {
    const why = isOthers ? strangersFolder : (markAt(walk, hostPath) ?? reason('link-leads-out'));
    walk.leftOut.push(leftOutOf(walk, windowsPath, 'unreadable', why, by));
    return [];
  }
  if (walk.excluded.some((one) => isInside(one, found.hostPath))) return [];
  return [{ windowsPath, hostPath: found.hostPath, facts: undefined }];
}

/** As `markOfDisk`, of a link that may be gone meanwhile. */
function markAt({ work }: Walk, hostPath: string): Message | null {
  try {
    return markOfDisk(work.files.readlinkSync(hostPath));
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return null;
  }
}
