import type { FolderSummary, LeftOutByRule, ScanPreview } from '#shared/model/local-computer';
import type { LeftOut, StateObjectKind, UserSummary } from '#shared/model/user-state';
import { isMissing, MAX_LISTED, missingFiles } from '#shared/model/user-state';
import type { Profile } from './profiles.ts';
import type { Scan } from './scan.ts';
import type { ScannedObject } from './scan-state.ts';

/** What was left out, as a result tells it: what is missing first, so that a cut list still names it (UST-121). */
export function tellLeftOut(all: readonly LeftOut[]): {
  readonly leftOut: LeftOut[];
  readonly leftOutCount: number;
  readonly missing: readonly LeftOut[];
  readonly missingCount: number;
  readonly ruledOut: { readonly files: number; readonly bytes: number };
} {
  const missing = all.filter(({ reason }) => isMissing(reason));
  const others = all.filter(({ reason }) => !isMissing(reason));
  return {
    leftOut: [...missing, ...others].slice(0, MAX_LISTED),
    leftOutCount: missingFiles(all),
    missing,
    missingCount: missing.length,
    ruledOut: sumRuledOut(others),
  };
}

/** Files and bytes that rules and options left out; a tree counts with all that is in it (UST-135). */
function sumRuledOut(entries: readonly LeftOut[]): { files: number; bytes: number } {
  const sum = { files: 0, bytes: 0 };
  for (const { files = 0, bytes = 0 } of entries) {
    sum.files += files;
    sum.bytes += bytes;
  }
  return sum;
}

interface LostEntry {
  readonly user: string;
  readonly path: string;
  readonly files?: number | undefined;
}

/**
 * Counts objects, missing files and what rules left out by user, users in the given order. Who has nothing but missing
 * files, such as an account without a profile, comes after them, so that the users add up to the whole.
 */
export function summarizeUsers(
  profiles: readonly Profile[],
  objects: Iterable<{ readonly userName: string; readonly kind: StateObjectKind; readonly size: number }>,
  missing: readonly LostEntry[],
  leftOut: readonly LeftOut[] = [],
): UserSummary[] {
  const none = { files: 0, folders: 0, bytes: 0, missing: 0, leftOutFiles: 0, leftOutBytes: 0 };
  const summaries = new Map<string, UserSummary & typeof none>();
  for (const { name, kind, accountKind, domain, profilePath } of profiles) {
    summaries.set(name, { user: name, kind, accountKind, domain, profilePath, ...none });
  }
  for (const { user, path, files = 1 } of missing) {
    let summary = summaries.get(user);
    if (summary === undefined) {
      const kind = user === '' ? ('system' as const) : ('profile' as const);
      const profilePath = user === '' ? '' : path;
      summary = { user, kind, accountKind: 'none', domain: '', profilePath, ...none };
      summaries.set(user, summary);
    }
    summary.missing += files;
  }
  for (const { user, reason, files = 0, bytes = 0 } of leftOut) {
    const summary = isMissing(reason) ? undefined : summaries.get(user);
    if (summary === undefined) continue;
    summary.leftOutFiles += files;
    summary.leftOutBytes += bytes;
  }
  for (const object of objects) {
    const summary = summaries.get(object.userName);
    if (summary === undefined) continue;
    if (object.kind === 'file') summary.files += 1;
    if (object.kind === 'folder') summary.folders += 1;
    summary.bytes += object.size;
  }
  return [...summaries.values()];
}

export interface Totals {
  readonly files: number;
  readonly folders: number;
  readonly links: number;
  readonly bytes: number;
}

/** Files, folders and links by number, and the bytes of all of them. */
export function countObjects(objects: Iterable<{ readonly kind: StateObjectKind; readonly size: number }>): Totals {
  let files = 0;
  let folders = 0;
  let links = 0;
  let bytes = 0;
  for (const { kind, size } of objects) {
    if (kind === 'file') files += 1;
    else if (kind === 'folder') folders += 1;
    else links += 1;
    bytes += size;
  }
  return { files, folders, links, bytes };
}

/** What a scan shows before anything is captured. */
export function summarizeScan(scan: Scan): ScanPreview {
  const rows = scan.objects.map((object) => ({ userName: object.profile.name, kind: object.kind, size: object.size }));
  const { missing, ...told } = tellLeftOut(scan.leftOut);
  return {
    ...countObjects(rows),
    perUser: summarizeUsers(scan.profiles, rows, missing, scan.leftOut).slice(0, MAX_LISTED),
    ...told,
    leftOutByRule: countByRule(scan.leftOut),
    perFolder: countByFolder(scan.objects).slice(0, MAX_LISTED),
    notes: [...scan.notes],
    notCarried: scan.notCarried,
  };
}

/** How much each rule leaves out for which reason, the most first, with the first path as an example (UST-80). */
function countByRule(leftOut: readonly LeftOut[]): LeftOutByRule[] {
  const counts = new Map<string, LeftOutByRule>();
  for (const { ruleId, reason, path, files = 1 } of leftOut) {
    const key = `${reason} ${ruleId ?? ''}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { ruleId, reason, count: files, example: path });
    else known.count += files;
  }
  return [...counts.values()].sort((one, other) => other.count - one.count).slice(0, 1000);
}

/** The files and bytes of each known folder of each profile, in the order in which the scan came to them (UST-95). */
function countByFolder(objects: readonly ScannedObject[]): FolderSummary[] {
  const summaries = new Map<string, FolderSummary>();
  for (const { profile, knownFolder, kind, size } of objects) {
    if (kind !== 'file') continue;
    const key = `${profile.name}\n${knownFolder ?? ''}`;
    let summary = summaries.get(key);
    if (summary === undefined) {
      const path = knownFolder === null ? '' : (profile.folders[knownFolder] ?? '');
      summary = { user: profile.name, folder: knownFolder, path, files: 0, bytes: 0 };
      summaries.set(key, summary);
    }
    summary.files += 1;
    summary.bytes += size;
  }
  return [...summaries.values()];
}
