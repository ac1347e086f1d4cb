import { distinctMessages, message, reason } from '#shared/contract/message';
import type { Message, MessageOrText } from '#shared/contract/message-shape';
import path from 'node:path';
import type {
  KnownFolderId,
  LeftOut,
  LeftOutReason,
  NotCarried,
  StateAttributes,
  StateObjectKind,
} from '#shared/model/user-state';
import { attributesOf, isOfSideCar, noSideCar, openAttributes } from '../devices/attributes.ts';
import type { DriveAttributes } from '../devices/attributes.ts';
import { createPathResolver, isInside } from '../devices/drive-map.ts';
import type { PathResolver, ResolvedPath } from '../devices/drive-map.ts';
import { foldName } from '../devices/fold.ts';
import { nameProblem, splitLast } from '../devices/windows-path.ts';
import type { EntryFacts } from '../ports/entry-facts.ts';
import { createHeldFolders } from '../ports/held-folders.ts';
import type { HeldFolders } from '../ports/held-folders.ts';
import { modifiedUsOf, trueTime } from '../ports/file-times.ts';
import { countLosses, kindOf } from './scan-entry.ts';
import { nothingLost } from './not-carried.ts';
import type { NotCarriedCount } from './not-carried.ts';
import { findOtherProfiles } from './other-profiles.ts';
import { createStrangerCheck, findProfiles, isOutOfReach, outOfReach, tryReach } from './profiles.ts';
import type { Profile } from './profiles.ts';
import { reach } from './reach.ts';
import { ruleSetFor } from './rules/built-in.ts';
import type { RuleSet } from './rules/built-in.ts';
import { rulesForFolder, walkRoots } from './rules/decide.ts';
import type { ActiveRule, Decision, Pass } from './rules/decide.ts';
import type { ScanRequest } from './types.ts';
import { placeIn } from './place-in.ts';
import type { Place } from './place-in.ts';
import { bytesProblem, countTree, isStateStore, keyOf, realOrSame, sizeOf } from './scan-folder.ts';
import { passOf } from './scan-pass.ts';
import { demandPersons, nameOutside } from './scan-persons.ts';
import { findTwins, nameTwins } from './twin-folders.ts';
import type { TwinFolders } from './twin-folders.ts';
import { isChosen } from './users.ts';
import { reasonOf } from './work.ts';
import type { Work } from './work.ts';

/** One thing that a rule includes. */
export interface ScannedObject {
  readonly profile: Profile;
  readonly kind: StateObjectKind;
  readonly windowsPath: string;
  readonly hostPath: string;
  /** The deepest known folder that holds it, and the path below that; null outside of all. */
  readonly knownFolder: KnownFolderId | null;
  readonly relativePath: string;
  readonly size: number;
  /** Microseconds since 1970-01-01 UTC: the finest that survives a number of 53 bits. */
  readonly modifiedUs: number;
  readonly attributes: StateAttributes;
  readonly by: ActiveRule;
  /** Where a link points to; empty for the rest. */
  readonly linkTarget: string;
  /** Null where the system does not keep it. */
  readonly createdUs: number | null;
  /** Names of the streams that are carried. */
  readonly streams: readonly string[];
  /** The file system encrypts it; its copy is not encrypted. */
  readonly isEncrypted: boolean;
}

export interface Scan {
  readonly profiles: readonly Profile[];
  readonly ruleSet: RuleSet;
  readonly objects: readonly ScannedObject[];
  readonly leftOut: readonly LeftOut[];
  readonly notes: readonly Message[];
  readonly notCarried: NotCarried;
}

interface Walk {
  readonly work: Work;
  /** The way to what is looked at: a folder that is swapped for a link meanwhile leads nowhere. */
  readonly folders: HeldFolders;
  readonly resolver: PathResolver;
  readonly pass: Pass;
  readonly profile: Profile;
  readonly isThisComputer: boolean;
  readonly liesWithStranger: ReturnType<typeof createStrangerCheck>;
  /** Files that the file system encrypts are left out. */
  readonly skipsEncrypted: boolean;
  readonly excluded: readonly string[];
  /** The same, in the form in which two names of one file are equal. */
  readonly excludedKeys: ReadonlySet<string>;
  /** Places that were walked, and for whom: each is taken once. */
  readonly claimed: Map<string, string>;
  /** The known folders of the profile, by folded path. */
  readonly known: ReadonlySet<string>;
  readonly attributes: Map<string, DriveAttributes>;
  readonly objects: ScannedObject[];
  readonly leftOut: LeftOut[];
  readonly lost: NotCarriedCount;
  readonly twins: TwinFolders[];
}

/**
 * Walks the folders that the rules name and decides for each entry, once for each chosen user and once for the shared
 * profile. Nothing is written. Links are recorded and not walked. Throws `STATE_RULES_REFUSED`, `DRIVE_NOT_MAPPED`,
 * `CANCELLED` (UST-14 to UST-19).
 */
export function scanDevice(request: ScanRequest, work: Work, isCapture = false): Scan {
  const ruleSet = ruleSetFor(request.ruleFiles);
  const resolver = createPathResolver(request.device.drives, work.files, request.device.name);
  const found = findProfiles(request.device, resolver, work.files);
  const all = found.profiles;
  const outside = [...found.outOfReach, ...findOtherProfiles(request.device, resolver, work.files, all)];
  // A preview shows what there is, also when that is nothing.
  if (isCapture) demandPersons(request, resolver, ruleSet, { profiles: all, outOfReach: outside });
  const profiles = all.filter((one) => isChosen(one, request.users));
  const notes: Message[] = [...ruleSet.notes];
  const excluded = (request.excludedHostPaths ?? []).map((one) => realOrSame(work, one));
  const leftOut: LeftOut[] = [];
  const shared = {
    work,
    folders: createHeldFolders(work.files),
    resolver,
    isThisComputer: request.device.isThisComputer === true,
    liesWithStranger: createStrangerCheck(all, resolver, work.files),
    skipsEncrypted: request.skipsEncrypted === true,
    excluded,
    excludedKeys: new Set(excluded.map((one) => keyOf(work, one))),
    claimed: new Map<string, string>(),
    attributes: new Map<string, DriveAttributes>(),
    objects: [],
    leftOut,
    lost: nothingLost(),
    twins: [],
  };
  nameOutside(request, resolver, { profiles: all, outOfReach: outside }, { notes, leftOut });
  work.begin('scanning', 0, 0);
  try {
    for (const profile of profiles) {
      const pass = passOf(ruleSet, profile, request, resolver);
      for (const rule of pass.voidRules)
        notes.push(message('notes:rule-void', { rule: rule.id, pattern: rule.pattern }));
      const known = new Set(Object.values(profile.folders).map(foldName));
      const walk: Walk = { ...shared, pass, profile, known };
      for (const root of walkRoots(pass)) walkFrom(walk, root, notes);
    }
  } finally {
    shared.folders.close();
  }
  work.end();
  return {
    profiles,
    ruleSet,
    objects: shared.objects,
    leftOut: [...leftOut, ...nameTwins(shared.twins, shared, resolver, work.files)],
    notes: distinctMessages(notes).slice(0, 100),
    notCarried: shared.lost,
  };
}

const strangersFolder = reason('in-strangers-profile');

function walkFrom(walk: Walk, root: string, notes: Message[]): void {
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

interface Child {
  readonly windowsPath: string;
  readonly hostPath: string;
  readonly facts: EntryFacts | undefined;
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
function followKnown(walk: Walk, { windowsPath }: Child): readonly Child[] {
  const { files } = walk.work;
  const { by, isIncluded } = rulesForFolder(walk.pass, windowsPath).folder;
  if (!isIncluded) return [];
  const found = tryReach(walk.resolver, files, windowsPath);
  const isPlace = !isOutOfReach(found) && files.statSync(found.hostPath, { throwIfNoEntry: false })?.isDirectory();
  const isOthers = isPlace === true && walk.liesWithStranger(walk.profile.name, found.hostPath);
  if (isPlace !== true || isOthers) {
    const why = isOthers ? strangersFolder : reason('link-leads-out');
    walk.leftOut.push(leftOutOf(walk, windowsPath, 'unreadable', why, by));
    return [];
  }
  if (walk.excluded.some((one) => isInside(one, found.hostPath))) return [];
  return [{ windowsPath, hostPath: found.hostPath, facts: undefined }];
}

function takeChild(
  walk: Walk,
  child: Child,
  kind: 'file' | 'link' | 'special',
  decision: Decision,
  place: Place,
): void {
  const { windowsPath, facts } = child;
  if (!decision.isIncluded) {
    if (decision.by !== null) {
      const bytes = kind === 'file' ? sizeOf(walk.work.files, child.hostPath) : 0;
      const left = leftOutOf(walk, windowsPath, 'excludedByRule', '', decision.by);
      walk.leftOut.push({ ...left, files: Number(kind === 'file'), bytes });
    }
  } else if (kind === 'special') walk.leftOut.push(leftOutOf(walk, windowsPath, 'specialFile', '', decision.by));
  else if (kind === 'file' && facts?.isElsewhere === true) {
    // Reading it would fetch it from the cloud, or give nothing where the disk is in another computer.
    walk.leftOut.push(leftOutOf(walk, windowsPath, 'cloudOnly', '', decision.by));
  } else if (kind === 'file' && walk.skipsEncrypted && facts?.isEncrypted === true) {
    const bytes = sizeOf(walk.work.files, child.hostPath);
    walk.leftOut.push({ ...leftOutOf(walk, windowsPath, 'encrypted', '', decision.by), files: 1, bytes });
  } else takeEntry(walk, child, kind, decision, place, splitLast(windowsPath).name);
}

function takeEntry(
  walk: Walk,
  { windowsPath, hostPath, facts }: Child,
  kind: StateObjectKind,
  decision: Decision,
  place: Place,
  name: string,
): void {
  if (decision.by === null) return;
  const { files } = walk.work;
  let stat;
  let held;
  let linkTarget = '';
  try {
    held = walk.folders.reach(hostPath);
    stat = files.lstatSync(held);
    if (kind === 'link') linkTarget = files.readlinkSync(held);
  } catch (error) {
    walk.leftOut.push(leftOutOf(walk, windowsPath, 'unreadable', reasonOf(error), decision.by));
    return;
  }
  const attributes = attributesAt(walk, windowsPath, stat.mode, kind === 'file', facts);
  if (decision.by.rule.skips === 'hiddenAndSystem' && attributes.hidden && attributes.system) {
    const isFile = kind === 'file';
    const left = leftOutOf(walk, windowsPath, 'hiddenAndSystem', '', decision.by);
    walk.leftOut.push(isFile ? { ...left, files: 1, bytes: stat.size } : left);
    return;
  }
  const streams = countLosses(files, { hostPath: held, kind, names: stat.nlink, facts }, walk.lost);
  for (const { name: stream, why } of streams.missing) {
    walk.leftOut.push(leftOutOf(walk, `${windowsPath}:${stream}`, 'streamNotCarried', why, decision.by));
  }
  walk.objects.push({
    profile: walk.profile,
    kind,
    windowsPath,
    hostPath,
    knownFolder: place.knownFolder,
    relativePath:
      place.relativePath === '' || name === '' ? place.relativePath + name : `${place.relativePath}\\${name}`,
    size: kind === 'file' ? stat.size : 0,
    modifiedUs: trueTime(modifiedUsOf(stat), facts?.modifiedUs),
    attributes,
    by: decision.by,
    linkTarget,
    createdUs: kind === 'link' ? null : (facts?.createdUs ?? null),
    isEncrypted: facts?.isEncrypted === true,
    streams: streams.carried,
  });
  if (kind === 'file') walk.work.add(1, stat.size, windowsPath);
}

function attributesAt(
  walk: Walk,
  windowsPath: string,
  mode: number,
  isFile: boolean,
  facts: EntryFacts | undefined,
): StateAttributes {
  const drive = windowsPath.slice(0, 2).toUpperCase();
  let attributes = walk.attributes.get(drive);
  if (attributes === undefined) {
    attributes = walk.isThisComputer ? noSideCar : openAttributes(walk.work.files, walk.resolver.root(drive));
    walk.attributes.set(drive, attributes);
  }
  return attributesOf(attributes, windowsPath.slice(3), mode, isFile, facts);
}

function leftOutOf(
  walk: Walk,
  windowsPath: string,
  why: LeftOutReason,
  detail: MessageOrText,
  by: ActiveRule | null,
): LeftOut {
  return { user: walk.profile.name, path: windowsPath, reason: why, detail, ruleId: by?.rule.id ?? null };
}
