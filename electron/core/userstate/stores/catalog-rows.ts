import type DatabaseType from 'better-sqlite3';
import type { z } from 'zod';
import { firstIssue } from '#shared/contract/first-issue';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { LeftOut, StateAttributes } from '#shared/model/user-state';
import type { Profile } from '../profiles.ts';
import { FoldersJson, LeftOutRow, ObjectRow, ProfileRow } from './catalog-format.ts';
import type { Extras, Stream } from './streams.ts';

/** An object of the store as restore and verify need it. */
export interface CatalogObject {
  readonly id: number;
  readonly profile: Profile;
  readonly kind: ObjectRow['kind'];
  readonly path: string;
  readonly knownFolder: ObjectRow['known_folder'];
  readonly relativePath: string;
  readonly size: number;
  readonly modifiedUs: number;
  readonly attributes: StateAttributes;
  readonly sha256: string;
  readonly data: string;
  readonly createdUs: number | null;
  /** Who may read, write and run it; null where the source, or the program that captured it, kept no such bits. */
  readonly mode: number | null;
  readonly streams: readonly Stream[];
  /** Names of its streams whose rows cannot be read. */
  readonly damagedStreams: readonly string[];
  /** Why its row cannot be read: then nothing of it is known but what it is called, and it is a missing file. */
  readonly damage: Message | null;
}

/** Attributes as a catalog writes them: any of `R`, `H` and `S`. */
export function attributesOfLetters(letters: string): StateAttributes {
  return { readOnly: letters.includes('R'), hidden: letters.includes('H'), system: letters.includes('S') };
}

const nobody: Profile = {
  ...{ name: 'Public', kind: 'public', accountKind: 'none', domain: '', sid: '', profilePath: '', folders: {} },
};

type RawRow = Readonly<Record<string, unknown>>;

function textOf(value: unknown, most: number, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value.slice(0, most) : otherwise;
}

/** The profiles by their number in the catalog. What cannot be read of one is as if nobody had said it. */
export function readProfiles(database: DatabaseType.Database): ReadonlyMap<number, Profile> {
  const profiles = new Map<number, Profile>();
  for (const raw of database.prepare('SELECT * FROM profile ORDER BY id').all() as RawRow[]) {
    const { data: row } = ProfileRow.safeParse(raw);
    const profile = row === undefined ? profileOfParts(raw) : profileOf(row);
    if (profile !== null) profiles.set(Number(raw['id']), profile);
  }
  // Without any profile nobody would hear of what is missing.
  if (profiles.size === 0) profiles.set(-1, nobody);
  return profiles;
}

function profileOf({
  name,
  kind,
  account_kind: accountKind,
  domain,
  sid,
  ...row
}: z.infer<typeof ProfileRow>): Profile {
  return { name, kind, accountKind, domain, sid, profilePath: row.profile_path, folders: readFolders(row.folders) };
}

/** Null without a name: then its files are nobody's. */
function profileOfParts(raw: RawRow): Profile | null {
  const { shape } = ProfileRow;
  const name = shape.name.safeParse(raw['name']).data;
  if (name === undefined) return null;
  return {
    name,
    kind: shape.kind.safeParse(raw['kind']).data ?? 'profile',
    accountKind: shape.account_kind.safeParse(raw['account_kind']).data ?? 'domain',
    domain: shape.domain.safeParse(raw['domain']).data ?? '',
    sid: shape.sid.safeParse(raw['sid']).data ?? '',
    profilePath: shape.profile_path.safeParse(raw['profile_path']).data ?? '',
    folders: readFolders(raw['folders']),
  };
}

function readFolders(text: unknown): Profile['folders'] {
  try {
    return FoldersJson.safeParse(JSON.parse(String(text))).data ?? {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** A row that cannot be read still says that something is missing. */
export function readLeftOut(database: DatabaseType.Database): LeftOut[] {
  const rows = database.prepare('SELECT id, user, path, reason, detail, rule_id FROM left_out ORDER BY id').all();
  return (rows as RawRow[]).map(({ id, ...raw }) => {
    const parsed = LeftOutRow.safeParse(raw);
    if (parsed.success) {
      const { rule_id: ruleId, ...row } = parsed.data;
      return { ...row, ruleId };
    }
    return {
      user: textOf(raw['user'], 1024, ''),
      path: textOf(raw['path'], 32_768, `#${String(id)}`),
      reason: 'unreadable',
      detail: reason('catalog-row-damaged', { reason: firstIssue(parsed.error, raw) }),
      ruleId: null,
    };
  });
}

/** Every row of the catalog, each as an object of its own. */
export function readObjects(
  database: DatabaseType.Database,
  profiles: ReadonlyMap<number, Profile>,
  extras: Extras,
): CatalogObject[] {
  const others = nobodysProfile(profiles);
  return (database.prepare('SELECT * FROM object ORDER BY id').all() as RawRow[]).map((raw) => {
    const parsed = ObjectRow.safeParse(raw);
    const profile = profiles.get(Number(raw['profile_id']));
    if (parsed.success && profile !== undefined) return objectOf(parsed.data, profile, extras);
    const why = parsed.success ? reason('no-profile') : firstIssue(parsed.error, raw);
    return damagedObject(raw, profile ?? others, why);
  });
}

/** Whose name stands for a file of nobody: the shared profile is always chosen. */
function nobodysProfile(profiles: ReadonlyMap<number, Profile>): Profile {
  const all = [...profiles.values()];
  return all.find(({ kind }) => kind === 'public') ?? all[0] ?? nobody;
}

function damagedObject(raw: RawRow, profile: Profile, why: Message): CatalogObject {
  return {
    id: Number(raw['id']),
    profile,
    kind: 'file',
    path: textOf(raw['path'], 32_768, `#${String(raw['id'])}`),
    ...{ knownFolder: null, relativePath: '', size: 0, modifiedUs: 0, attributes: attributesOfLetters('') },
    ...{ sha256: '', data: '', createdUs: null, mode: null, streams: [], damagedStreams: [] },
    damage: reason('catalog-row-damaged', { reason: why }),
  };
}

function objectOf(row: ObjectRow, profile: Profile, extras: Extras): CatalogObject {
  return {
    id: row.id,
    profile,
    kind: row.kind,
    path: row.path,
    knownFolder: row.known_folder,
    relativePath: row.relative_path,
    size: row.size,
    modifiedUs: row.modified_us,
    attributes: attributesOfLetters(row.attributes),
    sha256: row.sha256,
    data: row.data,
    createdUs: extras.created.get(row.id) ?? null,
    mode: extras.modes.get(row.id) ?? null,
    streams: extras.streams.get(row.id) ?? [],
    damagedStreams: extras.damagedStreams.get(row.id) ?? [],
    damage: null,
  };
}
