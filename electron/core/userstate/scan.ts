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
import { nameProblem } from '../devices/windows-path.ts';
import type { EntryFacts } from '../ports/entry-facts.ts';
import { createHeldFolders } from '../ports/held-folders.ts';
import type { HeldFolders } from '../ports/held-folders.ts';
import { modifiedUsOf, trueTime } from '../ports/file-times.ts';
import { countLosses, kindOf } from './scan-entry.ts';
import { publicVariables, userVariables } from './known-folders.ts';
import type { FolderPaths } from './known-folders.ts';
import { nothingLost } from './not-carried.ts';
import type { NotCarriedCount } from './not-carried.ts';
import { createStrangerCheck, listProfiles, listProfilesOutOfReach, outOfReach, systemDriveOf } from './profiles.ts';
import type { Profile } from './profiles.ts';
import { ruleSetFor } from './rules/built-in.ts';
import type { RuleSet } from './rules/built-in.ts';
import { buildPass, rulesForFolder, walkRoots } from './rules/decide.ts';
import type { ActiveRule, Decision, Pass } from './rules/decide.ts';
import type { ScanRequest } from './types.ts';
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
  readonly claimed: Set<string>;
  readonly attributes: Map<string, DriveAttributes>;
  readonly objects: ScannedObject[];
  readonly leftOut: LeftOut[];
  readonly lost: NotCarriedCount;
}

/**
 * Walks the folders that the rules name and decides for each entry, once for each chosen user and once for the shared
 * profile. Nothing is written. Links are recorded and not walked. Throws `STATE_RULES_REFUSED`, `DRIVE_NOT_MAPPED`,
 * `CANCELLED` (UST-14 to UST-19).
 */
export function scanDevice(request: ScanRequest, work: Work): Scan {
  const ruleSet = ruleSetFor(request.ruleFiles);
  const resolver = createPathResolver(request.device.drives, work.files, request.device.name);
  const all = listProfiles(request.device, resolver, work.files);
  const profiles = all.filter((one) => isChosen(one, request.users));
  const notes: Message[] = [...ruleSet.notes];
  const excluded = (request.excludedHostPaths ?? []).map((one) => realOrSame(work, one));
  const leftOut: LeftOut[] = [];
  const shared = {
    work,
    folders: createHeldFolders(work.files),
    resolver,
    isThisComputer: request.device.isThisComputer === true,
    liesWithStranger: createStrangerCheck(all, resolver),
    skipsEncrypted: request.skipsEncrypted === true,
    excluded,
    excludedKeys: new Set(excluded.map((one) => keyOf(work, one))),
    claimed: new Set<string>(),
    attributes: new Map<string, DriveAttributes>(),
    objects: [],
    leftOut,
    lost: nothingLost(),
  };
  for (const { user, domain, path: place, reason: detail } of listProfilesOutOfReach(request.device, resolver)) {
    if (!isChosen({ name: user, kind: 'profile', domain }, request.users)) continue;
    notes.push(message('notes:not-scanned', { path: place, reason: detail }));
    leftOut.push({ user, path: place, reason: 'unreadable', detail, ruleId: null });
  }
  work.begin('scanning', 0, 0);
  try {
    for (const profile of profiles) {
      const pass = passOf(ruleSet, profile, request, resolver);
      for (const rule of pass.voidRules)
        notes.push(message('notes:rule-void', { rule: rule.id, pattern: rule.pattern }));
      const walk: Walk = { ...shared, pass, profile };
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
    leftOut: shared.leftOut,
    notes: distinctMessages(notes).slice(0, 100),
    notCarried: shared.lost,
  };
}

function passOf(ruleSet: RuleSet, profile: Profile, request: ScanRequest, resolver: PathResolver): Pass {
  const drive = systemDriveOf(request.device, resolver);
  const common: [string, string][] = [
    ['SYSTEMDRIVE', drive],
    ['WINDIR', `${drive}\\Windows`],
    ['SYSTEMROOT', `${drive}\\Windows`],
  ];
  const own = profile.kind === 'public' ? publicVariables(profile.folders) : userVariables(profile.folders);
  return buildPass(ruleSet.rules, profile.kind === 'public' ? 'System' : 'User', new Map([...common, ...own]));
}

function realOrSame(work: Work, hostPath: string): string {
  return work.files.existsSync(hostPath) ? work.files.realpathSync(hostPath) : path.resolve(hostPath);
}

/** Windows takes a path in any case. */
function keyOf(work: Work, hostPath: string): string {
  return work.files.manner === 'windows' ? foldName(hostPath) : hostPath;
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
  const found = findRoot(walk, root, notes);
  if (found?.exists !== true) return;
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
    return walk.resolver.resolve(root);
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
  if (walk.excluded.some((one) => isInside(one, hostPath)) || walk.claimed.has(hostPath)) return [];
  const rules = rulesForFolder(walk.pass, windowsPath);
  if (rules.isClosed && !rules.folder.isIncluded) {
    walk.leftOut.push(leftOutOf(walk, windowsPath, 'excludedByRule', '', rules.folder.by));
    return [];
  }
  walk.claimed.add(hostPath);
  const place = placeIn(walk.profile.folders, windowsPath);
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
  entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const below: Child[] = [];
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
    const problem = nameProblem(entry.name);
    if (problem !== null) {
      if (decision.isIncluded) walk.leftOut.push(leftOutOf(walk, childPath, 'nameNotPossible', problem, decision.by));
    } else if (kind === 'folder') below.push(child);
    else takeChild(walk, child, kind, decision, place);
  }
  return below;
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
    if (kind === 'file' && decision.by !== null) {
      walk.leftOut.push(leftOutOf(walk, windowsPath, 'excludedByRule', '', decision.by));
    }
  } else if (kind === 'special') walk.leftOut.push(leftOutOf(walk, windowsPath, 'specialFile', '', decision.by));
  else if (kind === 'file' && facts?.isElsewhere === true) {
    // Reading it would fetch it from the cloud, or give nothing where the disk is in another computer.
    walk.leftOut.push(leftOutOf(walk, windowsPath, 'cloudOnly', '', decision.by));
  } else if (kind === 'file' && walk.skipsEncrypted && facts?.isEncrypted === true) {
    walk.leftOut.push(leftOutOf(walk, windowsPath, 'encrypted', '', decision.by));
  } else takeEntry(walk, child, kind, decision, place, nameOf(windowsPath));
}

function nameOf(windowsPath: string): string {
  return windowsPath.slice(windowsPath.lastIndexOf('\\') + 1);
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
  let linkTarget = '';
  try {
    const place = walk.folders.reach(hostPath);
    stat = files.lstatSync(place);
    if (kind === 'link') linkTarget = files.readlinkSync(place);
  } catch (error) {
    walk.leftOut.push(leftOutOf(walk, windowsPath, 'unreadable', reasonOf(error), decision.by));
    return;
  }
  const attributes = attributesAt(walk, windowsPath, stat.mode, kind === 'file', facts);
  if (decision.by.rule.skips === 'hiddenAndSystem' && attributes.hidden && attributes.system) {
    walk.leftOut.push(leftOutOf(walk, windowsPath, 'hiddenAndSystem', '', decision.by));
    return;
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
    streams: countLosses(files, { hostPath, kind, names: stat.nlink, facts }, walk.lost),
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

interface Place {
  readonly knownFolder: KnownFolderId | null;
  readonly relativePath: string;
}

/** The deepest known folder that holds the path. Without one, `relativePath` is the whole path. */
export function placeIn(folders: FolderPaths, windowsPath: string): Place {
  const folded = foldName(windowsPath);
  let best: Place = { knownFolder: null, relativePath: windowsPath };
  let bestLength = -1;
  for (const [id, folder] of Object.entries(folders)) {
    const root = foldName(folder).replace(/\\+$/, '');
    if (root.length <= bestLength || (folded !== root && !folded.startsWith(`${root}\\`))) continue;
    bestLength = root.length;
    best = { knownFolder: id as KnownFolderId, relativePath: windowsPath.slice(root.length + 1) };
  }
  return best;
}

function leftOutOf(
  walk: Walk,
  windowsPath: string,
  why: LeftOutReason,
  detail: MessageOrText,
  by: ActiveRule | null,
): LeftOut {
  return {
    user: walk.profile.name,
    path: windowsPath,
    reason: why,
    detail,
    ruleId: by?.rule.id ?? null,
  };
}
