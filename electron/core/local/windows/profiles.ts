import { isAppError } from '#shared/contract/errors';
import type { FolderSource, LocalProfile, ProfileNote, RedirectedFolder } from '#shared/model/local-computer';
import type { KnownFolderId } from '#shared/model/user-state';
import { foldName } from '../../devices/fold.ts';
import type { Files } from '../../ports/files.ts';
import { type Registry, readNumber, readText } from '../../ports/registry.ts';
import { knownFolders } from '../../userstate/known-folders.ts';
import type { AccountFact } from '../../userstate/types.ts';
import type { Accounts, Elevation, Hives } from '../ports.ts';
import { readShellFolders } from './shell-folders.ts';

/** `State` of a profile that Windows makes for one session (PI_TEMPORARY of the profile service). */
const TEMPORARY_PROFILE = 0x800;

const profileList = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList';

/** Accounts of people: of a computer or a domain (S-1-5-21), of Entra ID (S-1-12-1). Others are the system's own. */
const personSid = /^(S-1-5-21(?:-\d{1,10}){4}|S-1-12-1(?:-\d{1,10}){4})(\.bak)?$/i;

export interface ProfileParts {
  readonly registry: Registry;
  readonly hives: Hives;
  readonly accounts: Accounts;
  readonly elevation: Elevation;
  readonly files: Pick<Files, 'existsSync' | 'statSync' | 'readdirSync'>;
  readonly computerName: string;
  /** Drives that are disks of this computer, as `C:`. */
  readonly drives: readonly string[];
  /** `%SystemDrive%` and its like, for the list's own paths. */
  variable(name: string): string | undefined;
}

export interface FoundProfile {
  readonly profile: LocalProfile;
  readonly account: AccountFact;
}

/** The profiles of people that Windows has in its list, by name (PORT-50 to PORT-53). Throws `REGISTRY_UNREADABLE`. */
export async function readProfiles(parts: ProfileParts): Promise<FoundProfile[]> {
  const found: FoundProfile[] = [];
  const keys = parts.registry.subkeys(profileList) ?? [];
  // Ten thousand keys are compared by one look each.
  const known = new Map(keys.map((key) => [key.toLowerCase(), key]));
  for (const key of keys) {
    const match = personSid.exec(key);
    if (match === null) continue;
    const sid = match[1] ?? '';
    const isBackup = match[2] !== undefined;
    const twin = known.get((isBackup ? sid : `${sid}.bak`).toLowerCase());
    if (twin !== undefined && isTemporary(parts, isBackup ? twin : key) !== isBackup) continue;
    const profile = await readProfile(parts, `${profileList}\\${key}`, sid, isBackup);
    if (profile === null) continue;
    if (!isBackup && twin !== undefined) profile.profile.notes.push('older-profile');
    found.push(profile);
  }
  return tellApart(found).sort((one, other) => (foldName(one.profile.name) < foldName(other.profile.name) ? -1 : 1));
}

/**
 * Whether the plain key of an account stands for a profile that Windows throws away at sign-out. After a failed sign-in
 * the true one is set aside (`.bak`) and such a one takes its place; a key that was left behind by a repair means nothing.
 */
function isTemporary(parts: ProfileParts, key: string): boolean {
  const path = pathOf(parts, `${profileList}\\${key}`);
  const state = readNumber(parts.registry, `${profileList}\\${key}`, 'State') ?? 0;
  return (state & TEMPORARY_PROFILE) !== 0 || /\\TEMP(\.[^\\]*)?$/i.test(path) || !parts.files.existsSync(path);
}

/** The folder of the profile; empty when the list names none. */
function pathOf({ registry, variable }: ProfileParts, key: string): string {
  return expand(readText(registry, key, 'ProfileImagePath') ?? '', variable).replace(/(?<!\\)\\+$/, '');
}

async function readProfile(
  parts: ProfileParts,
  key: string,
  sid: string,
  isBackup: boolean,
): Promise<FoundProfile | null> {
  const { registry, files } = parts;
  const path = pathOf(parts, key);
  if (path === '') return null;
  const notes: ProfileNote[] = isBackup ? ['backup-key'] : [];
  const looked = parts.accounts.ofSid(sid);
  if (looked === null) notes.push('account-from-folder');
  const name = looked?.name ?? path.slice(path.lastIndexOf('\\') + 1);
  const domain = looked?.domain ?? '';
  const isLocal = looked === null ? !/^S-1-12-1/i.test(sid) : foldName(domain) === foldName(parts.computerName);
  if (!files.existsSync(path)) notes.push('folder-missing');
  else if (!canList(files, path)) notes.push('folder-unreadable');
  const isLoaded = registry.hasKey(`HKU\\${sid}`);
  // Loading a hive writes to its file.
  const lastUsedAt = lastUse(parts, key, path);
  const { from, folders } = await readFolders(parts, { sid, path, name, isLoaded, notes });
  const redirected = redirectedOf(folders, path, parts.drives);
  if (redirected.some(({ place }) => place === 'network')) notes.push('network-folder');
  const accountKind = isLocal ? 'local' : 'domain';
  return {
    account: { userName: name, accountKind, ...(isLocal ? {} : { domain }), sid, profilePath: path, folders },
    profile: {
      ...{ name, path, accountKind, sid, isLoaded, notes, redirected, foldersFrom: from },
      account: domain === '' ? name : `${domain}\\${name}`,
      lastUsedAt,
    },
  };
}

type Folders = Readonly<Partial<Record<KnownFolderId, string>>>;

/** From the loaded hive, from the file when that may be loaded, else nothing: the layout of a new profile. */
async function readFolders(
  { registry, hives, elevation, files, variable: systemVariable }: ProfileParts,
  profile: { sid: string; path: string; name: string; isLoaded: boolean; notes: ProfileNote[] },
): Promise<{ readonly from: FolderSource; readonly folders: Folders }> {
  const own = (name: string): string | undefined =>
    ({
      userprofile: profile.path,
      username: profile.name,
      homepath: profile.path.slice(2),
      homedrive: profile.path.slice(0, 2),
    })[name.toLowerCase()];
  const variable =
    (root: string) =>
    (name: string): string | undefined => {
      const ofPerson =
        readText(registry, `${root}\\Environment`, name) ?? readText(registry, `${root}\\Volatile Environment`, name);
      // A variable of a person may name others; those of this process are another person's.
      const ofAll = (other: string): string | undefined =>
        own(other) ??
        (/^(systemdrive|systemroot|windir|public|programdata)$/i.test(other) ? systemVariable(other) : undefined);
      return own(name) ?? (ofPerson === undefined ? ofAll(name) : expand(ofPerson, ofAll));
    };
  const read = (root: string): Folders => readShellFolders(registry, root, (text) => expand(text, variable(root)));
  if (profile.isLoaded) return { from: 'loaded', folders: read(`HKU\\${profile.sid}`) };
  const file = `${profile.path}\\NTUSER.DAT`;
  if (!elevation.isElevated()) {
    profile.notes.push('hive-needs-elevation');
    return { from: 'layout', folders: {} };
  }
  if (!files.existsSync(file)) {
    profile.notes.push('hive-unreadable');
    return { from: 'layout', folders: {} };
  }
  try {
    return { from: 'hive', folders: await hives.use(file, profile.sid, read) };
  } catch (error) {
    if (!isAppError(error, 'FILE_UNREADABLE') && !isAppError(error, 'REGISTRY_UNREADABLE')) throw error;
    profile.notes.push('hive-unreadable');
    return { from: 'layout', folders: {} };
  }
}

/** Two accounts of one name, of a domain and of the computer, are told apart by the folders of their profiles. */
function tellApart(found: readonly FoundProfile[]): FoundProfile[] {
  const counts = new Map<string, number>();
  for (const { profile } of found) {
    const key = foldName(profile.name);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return found.map((one) => {
    if (counts.get(foldName(one.profile.name)) === 1) return one;
    const name = one.profile.path.slice(one.profile.path.lastIndexOf('\\') + 1);
    return { profile: { ...one.profile, name }, account: { ...one.account, userName: name } };
  });
}

/** Folders that lie elsewhere than a new profile has them. */
function redirectedOf(folders: Folders, profilePath: string, drives: readonly string[]): RedirectedFolder[] {
  return knownFolders.flatMap(({ id, defaultName }): RedirectedFolder[] => {
    const path = folders[id];
    const usual = defaultName === '' ? profilePath : `${profilePath}\\${defaultName}`;
    if (path === undefined || foldName(path) === foldName(usual)) return [];
    const place = path.startsWith('\\\\')
      ? 'network'
      : drives.includes(path.slice(0, 2).toUpperCase())
        ? 'local'
        : 'missing-drive';
    return [{ folder: id, path, place }];
  });
}

/** When the profile was last loaded, or when its hive was last written; null when neither is known. */
function lastUse({ registry, files }: ProfileParts, key: string, path: string): number | null {
  const high = readNumber(registry, key, 'LocalProfileLoadTimeHigh');
  const low = readNumber(registry, key, 'LocalProfileLoadTimeLow');
  if (high !== undefined && low !== undefined && high + low > 0) return fromFileTime(high, low);
  const hive = `${path}\\NTUSER.DAT`;
  return files.existsSync(hive) ? readTime(files, hive) : null;
}

/** Hundreds of nanoseconds since 1601 in two halves, as milliseconds since 1970; null for a time before that. */
export function fromFileTime(high: number, low: number): number | null {
  const milliseconds = Number(((BigInt(high) << 32n) + BigInt(low)) / 10_000n) - 11_644_473_600_000;
  return milliseconds < 0 || milliseconds > 8_640_000_000_000_000 ? null : milliseconds;
}

/** Whatever the system says against it: a disk that fails under one profile takes no other one away. */
function canList(files: ProfileParts['files'], folder: string): boolean {
  try {
    files.readdirSync(folder);
    return true;
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code === 'string') return false;
    throw error;
  }
}

function readTime(files: ProfileParts['files'], file: string): number | null {
  try {
    return Math.max(0, Math.trunc(files.statSync(file).mtimeMs));
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code === 'string') return null;
    throw error;
  }
}

/** Replaces `%name%`; what has no value stays as it is written, as Windows leaves it. */
export function expand(text: string, variable: (name: string) => string | undefined): string {
  return text.replaceAll(/%([^%]{1,255})%/g, (whole, name: string) => variable(name) ?? whole);
}
