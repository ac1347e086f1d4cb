import type { StateAttributes, StateObjectKind } from '#shared/model/user-state';
import { attributesOf, noSideCar, openAttributes } from '../devices/attributes.ts';
import { splitLast } from '../devices/windows-path.ts';
import type { EntryFacts } from '../ports/entry-facts.ts';
import { modifiedUsOf, trueTime } from '../ports/file-times.ts';
import type { Place } from './place-in.ts';
import type { Decision } from './rules/decide.ts';
import { countLosses, markOfDisk } from './scan-entry.ts';
import { sizeOf } from './scan-folder.ts';
import { leftOutOf } from './scan-state.ts';
import type { Child, Walk } from './scan-state.ts';
import { reasonOf } from './work.ts';

/** Takes an entry that is no folder, or says why not: by its rule, its kind, or where its content lies. */
export function takeChild(
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

/** Takes a file, folder or link that a rule includes; what cannot be looked at, and what is not carried, is named. */
export function takeEntry(
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
  const mark = markOfDisk(linkTarget);
  if (mark !== null) {
    walk.leftOut.push(leftOutOf(walk, windowsPath, 'unreadable', mark, decision.by));
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
