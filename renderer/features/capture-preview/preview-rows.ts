import { sayMessage } from '#shared/text/say';
import type { CapturePreview, LeftOutByRule, LocalProfile, RedirectedFolder } from '#shared/model/local-computer';
import { isMissing, KnownFolderId, notCarriedKinds } from '#shared/model/user-state';
import type { LeftOut, UserSummary } from '#shared/model/user-state';
import type { Shell } from '../../app/types.ts';

type Words = Pick<Shell, 'text'>;

const isMissingEntry = ({ reason }: Pick<LeftOut, 'reason'>): boolean => isMissing(reason);

/** One profile, or what lies outside of all. */
export interface PreviewUser {
  readonly user: string;
  readonly name: string;
  readonly account: string;
  readonly sid: string;
  readonly kind: UserSummary['kind'];
  readonly isLoaded: boolean | null;
  readonly lastUsedAt: number | null;
  readonly files: number;
  readonly bytes: number;
  /** Of those that are listed. */
  readonly missing: number;
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function profileOf(preview: CapturePreview, user: string): LocalProfile | undefined {
  return preview.profiles.find((profile) => sameName(profile.name, user));
}

function userName({ text }: Words, { kind, user }: Pick<UserSummary, 'kind' | 'user'>): string {
  if (kind === 'profile') return user;
  return text(kind === 'public' ? 'capture-preview:users.shared' : 'capture-preview:users.system');
}

function accountOf({ kind, domain, user }: UserSummary): string {
  if (kind !== 'profile') return '';
  return domain === '' ? user : `${domain}\\${user}`;
}

/** Profiles in the order of the core, each with its account when the computer knows it. */
export function previewUsers(words: Words, preview: CapturePreview): readonly PreviewUser[] {
  return preview.perUser.map((summary) => {
    const profile = profileOf(preview, summary.user);
    return {
      user: summary.user,
      name: userName(words, summary),
      account: profile?.account ?? accountOf(summary),
      sid: profile?.sid ?? '',
      kind: summary.kind,
      isLoaded: profile?.isLoaded ?? null,
      lastUsedAt: profile?.lastUsedAt ?? null,
      files: summary.files,
      bytes: summary.bytes,
      missing: preview.leftOut.filter((entry) => isMissingEntry(entry) && sameName(entry.user, summary.user)).length,
    };
  });
}

/** What would be taken of one known folder. */
export interface FolderRow {
  readonly key: string;
  readonly user: string;
  readonly folder: string;
  readonly place: string;
  readonly isCaptured: boolean;
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
}

function folderName({ text }: Words, folder: KnownFolderId | null): string {
  return text(folder === null ? 'capture-preview:folder.outside' : `capture-preview:folder.${folder}`);
}

const isOneDrive = /\\OneDrive( - [^\\]+)?(\\|$)/i;

function placeName(
  { text }: Words,
  redirected: RedirectedFolder | undefined,
  profile: LocalProfile | undefined,
): string {
  if (redirected === undefined) {
    return text(profile?.foldersFrom === 'layout' ? 'capture-preview:place.layout' : 'capture-preview:place.profile');
  }
  if (redirected.place !== 'local') return text(`capture-preview:place.${redirected.place}`);
  return text(isOneDrive.test(redirected.path) ? 'capture-preview:place.oneDrive' : 'capture-preview:place.moved');
}

/** Folders with files, and those whose files a capture cannot reach: saying nothing of them would hide a loss. */
export function folderRows(words: Words, preview: CapturePreview): readonly FolderRow[] {
  const redirectedOf = (user: string, folder: KnownFolderId | null): RedirectedFolder | undefined =>
    profileOf(preview, user)?.redirected.find((one) => one.folder === folder);
  const taken = preview.perFolder.map((one): FolderRow => {
    const redirected = redirectedOf(one.user, one.folder);
    return {
      key: `${one.user}\n${one.folder ?? ''}`,
      user: one.user,
      folder: folderName(words, one.folder),
      place: one.folder === null ? '' : placeName(words, redirected, profileOf(preview, one.user)),
      isCaptured: redirected === undefined || redirected.place === 'local',
      path: one.path,
      files: one.files,
      bytes: one.bytes,
    };
  });
  const known = new Set(taken.map((row) => row.key));
  const unreached = preview.profiles.flatMap((profile) =>
    profile.redirected
      .filter((one) => one.place !== 'local' && !known.has(`${profile.name}\n${one.folder}`))
      .map((one) => ({
        key: `${profile.name}\n${one.folder}`,
        user: profile.name,
        folder: folderName(words, one.folder),
        place: placeName(words, one, profile),
        isCaptured: false,
        path: one.path,
        files: 0,
        bytes: 0,
      })),
  );
  return [...taken, ...unreached];
}

/** Our own rules have names that say what they are about; those of others are shown as they are. */
export function ruleWords(words: Words, ruleId: string | null): string {
  const { text } = words;
  if (ruleId === null) return text('capture-preview:rule.none');
  const [scope, ...rest] = ruleId.split('.');
  const end = rest.join('.');
  if (scope === 'public') {
    if (end.startsWith('not.')) return text('capture-preview:rule.publicSettings');
    return isKnownFolder(end) ? text('capture-preview:rule.shared', { folder: folderName(words, end) }) : ruleId;
  }
  if (scope !== 'user') return ruleId;
  if (end === 'profile') return text('capture-preview:rule.profile');
  if (isKnownFolder(end)) return folderName(words, end);
  if (!end.startsWith('not.')) return ruleId;
  if (/^not\.(ntuser|usrclass)/i.test(end)) return text('capture-preview:rule.hive');
  return text(
    /appdata|backups|profiles$/i.test(end) ? 'capture-preview:rule.settings' : 'capture-preview:rule.oldLinks',
  );
}

function isKnownFolder(id: string): id is KnownFolderId {
  return KnownFolderId.safeParse(id).success;
}

export interface RuleRow extends LeftOutByRule {
  readonly key: string;
}

/** What each rule leaves out, the most first. */
export function ruleRows(preview: CapturePreview): readonly RuleRow[] {
  return preview.leftOutByRule
    .filter((one) => !isMissingEntry(one))
    .map((one) => ({ ...one, key: `${one.ruleId ?? ''}\n${one.reason}` }))
    .sort((one, other) => other.count - one.count);
}

export interface LeftOutRow extends LeftOut {
  readonly key: string;
}

function withKeys(entries: readonly LeftOut[]): readonly LeftOutRow[] {
  return entries.map((entry) => ({ ...entry, key: `${entry.user}\n${entry.path}\n${entry.reason}` }));
}

export function leftOutRows(preview: CapturePreview): readonly LeftOutRow[] {
  return withKeys(preview.leftOut.filter((entry) => !isMissingEntry(entry)));
}

export function missingRows(preview: CapturePreview): readonly LeftOutRow[] {
  return withKeys(preview.leftOut.filter(isMissingEntry));
}

export interface NoteRow {
  readonly key: string;
  /** Empty for what concerns them all. */
  readonly user: string;
  readonly note: string;
}

function layoutNote({ text }: Words, profile: LocalProfile): string | null {
  const hasReason = profile.notes.some((note) => note === 'hive-needs-elevation' || note === 'hive-unreadable');
  if (hasReason) return null;
  if (profile.foldersFrom === 'hive') return text('capture-preview:note.hive');
  if (profile.foldersFrom !== 'layout') return null;
  return text(profile.isLoaded ? 'capture-preview:note.layout' : 'capture-preview:note.layoutNotLoaded');
}

function notesOf(words: Words, profile: LocalProfile): readonly string[] {
  const { text } = words;
  const layout = layoutNote(words, profile);
  const folders = profile.redirected.map((one) =>
    text(one.place === 'local' ? 'capture-preview:note.moved' : `capture-preview:note.${one.place}`, {
      folder: folderName(words, one.folder),
      path: one.path,
    }),
  );
  const isNamed = profile.redirected.some((one) => one.place === 'network');
  const codes = profile.notes.filter((note) => !(note === 'network-folder' && isNamed));
  return [
    ...(layout === null ? [] : [layout]),
    ...codes.map((note) => text(`capture-preview:note.${note}`)),
    ...folders,
  ];
}

/** What Windows keeps of the files and a store would not hold, by kind. */
function notCarriedNotes({ text }: Words, { notCarried }: CapturePreview): readonly string[] {
  return notCarriedKinds.flatMap((kind) => {
    const count = notCarried?.[kind] ?? 0;
    return count === 0 ? [] : [text(`capture-preview:notCarried.${kind}`, { count })];
  });
}

/** How the profiles were read, then what would not be carried, then what the rules say. */
export function noteRows(words: Words, preview: CapturePreview): readonly NoteRow[] {
  const rows = [
    ...preview.profiles.flatMap((profile) => notesOf(words, profile).map((note) => ({ user: profile.name, note }))),
    ...notCarriedNotes(words, preview).map((note) => ({ user: '', note })),
    ...preview.notes.map((note) => ({ user: '', note: sayMessage(words.text, note) })),
  ];
  return rows.map((row, index) => ({ ...row, key: index.toString() }));
}

/** What a person chose to look at: rows of these profiles; all when none is chosen. */
export function ofUsers<R extends { readonly user: string }>(
  rows: readonly R[],
  users: readonly string[],
): readonly R[] {
  if (users.length === 0) return rows;
  return rows.filter((row) => row.user === '' || users.some((user) => sameName(user, row.user)));
}
