import { distinctMessages, message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { LeftOut, NotCarried } from '#shared/model/user-state';
import type { DriveAttributes } from '../devices/attributes.ts';
import { createPathResolver } from '../devices/drive-map.ts';
import { foldName } from '../devices/fold.ts';
import { createHeldFolders } from '../ports/held-folders.ts';
import { nameLinksElsewhere } from './links-elsewhere.ts';
import { noteNobodysFiles } from './nobodys-files.ts';
import { nothingLost } from './not-carried.ts';
import { findOtherProfiles } from './other-profiles.ts';
import { createStrangerCheck, findProfiles } from './profiles.ts';
import type { Profile } from './profiles.ts';
import { ruleSetFor } from './rules/built-in.ts';
import type { RuleSet } from './rules/built-in.ts';
import { walkRoots } from './rules/decide.ts';
import type { ScanRequest } from './types.ts';
import { keyOf, realOrSame } from './scan-folder.ts';
import { passOf } from './scan-pass.ts';
import { demandPersons, nameOutside } from './scan-persons.ts';
import type { ScannedObject, Walk } from './scan-state.ts';
import { nameGoneFolders, walkFrom } from './scan-walk.ts';
import { nameTwins } from './twin-folders.ts';
import { isChosen } from './users.ts';
import type { Work } from './work.ts';

/** What a scan found of a device: what the rules include, and what stands outside with its reason. */
export interface Scan {
  readonly profiles: readonly Profile[];
  readonly ruleSet: RuleSet;
  readonly objects: readonly ScannedObject[];
  readonly leftOut: readonly LeftOut[];
  readonly notes: readonly Message[];
  readonly notCarried: NotCarried;
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
  if (isCapture) demandPersons(request, resolver, ruleSet, { ...found, outOfReach: outside });
  const profiles = all.filter((one) => isChosen(one, request.users));
  const notes: Message[] = [...ruleSet.notes, ...noteNobodysFiles(found.nobodys, resolver, work.files)];
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
  nameOutside(request, resolver, { ...found, outOfReach: outside }, { notes, leftOut });
  work.begin('scanning', 0, 0);
  try {
    for (const profile of profiles) {
      const pass = passOf(ruleSet, profile, request, resolver);
      for (const rule of pass.voidRules)
        notes.push(message('notes:rule-void', { rule: rule.id, pattern: rule.pattern }));
      const known = new Set(Object.values(profile.folders).map(foldName));
      const walk: Walk = { ...shared, pass, profile, known };
      nameGoneFolders(walk, notes);
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
    leftOut: [
      ...leftOut,
      ...nameTwins(shared.twins, shared, resolver, work.files),
      ...nameLinksElsewhere({ objects: shared.objects, folders: shared.claimed, profiles: all }, resolver, work),
    ],
    notes: distinctMessages(notes).slice(0, 100),
    notCarried: shared.lost,
  };
}
