import path from 'node:path';
import type DatabaseType from 'better-sqlite3';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type {
  LeftOut,
  NotCarried,
  StateAttributes,
  StateObject,
  StateObjectPage,
  StoreSummary,
} from '#shared/model/user-state';
import { MAX_LISTED } from '#shared/model/user-state';
import { readWhole } from '../../devices/attributes.ts';
import type { Files } from '../../ports/files.ts';
import type { Profile } from '../profiles.ts';
import type { ListObjectsRequest } from '../types.ts';
import { reasonOf } from '../work.ts';
import {
  CATALOG_APPLICATION_ID,
  CATALOG_COPY_FILE,
  CATALOG_FILE,
  CATALOG_HASH_FILE,
  CATALOG_VERSION,
  CatalogMeta,
  DATA_FOLDER,
  FoldersJson,
  LeftOutRow,
  ObjectRow,
  ProfileRow,
} from './catalog-format.ts';
import { copyBufferBytes, hashFile } from './copy-file.ts';
import { partialPath, settle } from './store-folder.ts';
import { readExtras, readNotCarried } from './streams.ts';
import type { Extras, Stream } from './streams.ts';
import { tellLeftOut } from '../summaries.ts';

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
  readonly streams: readonly Stream[];
}

/** An open store. Nothing in it is ever written. */
export interface Catalog {
  readonly storePath: string;
  readonly meta: CatalogMeta;
  readonly profiles: readonly Profile[];
  readonly leftOut: readonly LeftOut[];
  /** Files of the catalog that are not what they were; the store could be opened by the others. */
  readonly damagedFiles: readonly string[];
  /** What the capture lost of what Windows keeps. */
  readonly notCarried: NotCarried;
  /** In the order of the walk: a folder before what it holds. Throws `STATE_STORE_DAMAGED`. */
  objects(): readonly CatalogObject[];
  page(request: ListObjectsRequest): StateObjectPage;
  summary(): StoreSummary;
  close(): void;
}

/**
 * Opens a finished store. Throws `STATE_STORE_NOT_FOUND`, `STATE_STORE_INCOMPLETE`, `STATE_STORE_FOREIGN`,
 * `STATE_STORE_NEWER`, `STATE_STORE_DAMAGED` (UST-25 to UST-27).
 */
export function openCatalog(files: Files, storePath: string): Catalog {
  checkIsStore(files, storePath);
  const { file, damagedFiles } = chooseCatalog(files, storePath);
  const database = openReadOnly(files, storePath, file);
  try {
    return readCatalog(database, storePath, damagedFiles);
  } catch (error) {
    database.close();
    throw damaged(storePath, error);
  }
}

function damaged(storePath: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('STATE_STORE_DAMAGED', { path: storePath, reason: reasonOf(error) }, { cause: error });
}

function checkIsStore(files: Files, storePath: string): void {
  if (storePath.trim() === '') throw new AppError('STATE_STORE_PATH_MISSING');
  settle(files, storePath);
  if (!files.existsSync(storePath)) {
    const isHalf = files.existsSync(partialPath(storePath));
    throw new AppError(isHalf ? 'STATE_STORE_INCOMPLETE' : 'STATE_STORE_NOT_FOUND', { path: storePath });
  }
  if (!files.statSync(storePath).isDirectory()) {
    const why = storePath.toLowerCase().endsWith('.mig') ? reason('a-mig-file') : reason('not-a-folder');
    throw new AppError('STATE_STORE_FOREIGN', { path: storePath, reason: why });
  }
  const names = files.readdirSync(storePath);
  if (names.includes(CATALOG_FILE) || names.includes(CATALOG_COPY_FILE)) return;
  if (names.length === 0) throw new AppError('STATE_STORE_NOT_FOUND', { path: storePath });
  if (names.includes(DATA_FOLDER)) throw new AppError('STATE_STORE_INCOMPLETE', { path: storePath });
  const isMig = names.some((name) => name.toLowerCase() === 'usmt' || name.toLowerCase().endsWith('.mig'));
  const why = isMig ? reason('a-mig-store') : reason('no-catalog');
  throw new AppError('STATE_STORE_FOREIGN', { path: storePath, reason: why });
}

/** The catalog that is as it was written, and the names of the files that are not. */
function chooseCatalog(files: Files, storePath: string): { file: string; damagedFiles: string[] } {
  const wanted = readHash(files, storePath);
  const found = [CATALOG_FILE, CATALOG_COPY_FILE].map((name) => ({ name, actual: tryHash(files, storePath, name) }));
  const [first, second] = found.map(({ actual }) => actual);
  if (first !== null && first !== undefined && first === second && first !== wanted) {
    // The hash itself is gone or damaged: two equal copies vouch for each other.
    return { file: path.join(storePath, CATALOG_FILE), damagedFiles: [CATALOG_HASH_FILE] };
  }
  const sound = found.find(({ actual }) => actual !== null && actual === wanted);
  if (sound === undefined) {
    // A newer or foreign file says so by its header; only one of ours that changed is damage.
    for (const { name, actual } of found)
      if (actual !== null) checkHeader(files, storePath, path.join(storePath, name));
    throw new AppError('STATE_STORE_DAMAGED', { path: storePath, reason: reason('both-copies-differ') });
  }
  const damagedFiles = found.filter(({ actual }) => actual !== wanted).map(({ name }) => name);
  return { file: path.join(storePath, sound.name), damagedFiles };
}

function readHash(files: Files, storePath: string): string | null {
  try {
    const text = readWhole(files, path.join(storePath, CATALOG_HASH_FILE), 1000).trim();
    return /^[0-9a-f]{64}$/.test(text) ? text : null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'FILE_UNREADABLE') return null;
    throw error;
  }
}

/** Null when the file cannot be read: then the other copy is asked. */
function tryHash(files: Files, storePath: string, name: string): string | null {
  const file = path.join(storePath, name);
  if (!files.existsSync(file)) return null;
  try {
    return hashFile(files, file, Buffer.allocUnsafe(copyBufferBytes / 4), () => undefined).sha256;
  } catch (error) {
    if (error instanceof Error && error.name === 'SourceUnreadable') return null;
    throw error;
  }
}

function checkHeader(files: Files, storePath: string, file: string): void {
  openReadOnly(files, storePath, file).close();
}

function openReadOnly(files: Files, storePath: string, file: string): DatabaseType.Database {
  const database = files.openDatabase(file, { readonly: true, fileMustExist: true });
  try {
    const applicationId = database.pragma('application_id', { simple: true });
    const version = Number(database.pragma('user_version', { simple: true }));
    if (applicationId !== CATALOG_APPLICATION_ID) {
      throw new AppError('STATE_STORE_FOREIGN', { path: storePath, reason: reason('foreign-catalog') });
    }
    if (version > CATALOG_VERSION) {
      throw new AppError('STATE_STORE_NEWER', { path: storePath, actual: version, limit: CATALOG_VERSION });
    }
    database.pragma('trusted_schema = OFF');
    return database;
  } catch (error) {
    database.close();
    throw damaged(storePath, error);
  }
}

function readCatalog(database: DatabaseType.Database, storePath: string, damagedFiles: readonly string[]): Catalog {
  const metaRows = database.prepare('SELECT key, value FROM meta').all() as { key: string; value: string }[];
  const meta = CatalogMeta.parse(
    Object.fromEntries(metaRows.map(({ key, value }) => [key, JSON.parse(value) as unknown])),
  );
  const profiles = new Map<number, Profile>();
  for (const raw of database.prepare('SELECT * FROM profile ORDER BY id').all()) {
    const row = ProfileRow.parse(raw);
    profiles.set(row.id, profileOf(row));
  }
  const leftOut = database
    .prepare('SELECT user, path, reason, detail, rule_id FROM left_out ORDER BY id')
    .all()
    .map((raw) => LeftOutRow.parse(raw))
    .map(({ rule_id: ruleId, ...row }): LeftOut => ({ ...row, ruleId }));
  const objects = (): CatalogObject[] => {
    try {
      const extras = readExtras(database);
      return database
        .prepare('SELECT * FROM object ORDER BY id')
        .all()
        .map((raw) => objectOf(ObjectRow.parse(raw), profiles, extras));
    } catch (error) {
      throw damaged(storePath, error);
    }
  };
  return {
    storePath,
    meta,
    profiles: [...profiles.values()],
    leftOut,
    damagedFiles,
    notCarried: readNotCarried(database),
    objects,
    page: (request) => pageOf(database, request),
    summary: () => summaryOf(database, meta, profiles, leftOut),
    close: () => {
      database.close();
    },
  };
}

function profileOf(row: ReturnType<typeof ProfileRow.parse>): Profile {
  const folders: Profile['folders'] = FoldersJson.parse(JSON.parse(row.folders));
  const { name, kind, domain, sid } = row;
  return { name, kind, accountKind: row.account_kind, domain, sid, profilePath: row.profile_path, folders };
}

function attributesOfLetters(letters: string): StateAttributes {
  return { readOnly: letters.includes('R'), hidden: letters.includes('H'), system: letters.includes('S') };
}

function objectOf(row: ObjectRow, profiles: ReadonlyMap<number, Profile>, extras: Extras): CatalogObject {
  const profile = profiles.get(row.profile_id);
  if (profile === undefined) throw new Error(`Object ${row.id} belongs to no profile.`);
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
    streams: extras.streams.get(row.id) ?? [],
  };
}

interface SumRow {
  readonly profile_id: number;
  readonly kind: StateObject['kind'];
  readonly entries: number;
  readonly bytes: number;
}

function summaryOf(
  database: DatabaseType.Database,
  meta: CatalogMeta,
  profiles: ReadonlyMap<number, Profile>,
  leftOut: readonly LeftOut[],
): StoreSummary {
  const rows = database
    .prepare('SELECT profile_id, kind, count(*) AS entries, sum(size) AS bytes FROM object GROUP BY profile_id, kind')
    .all() as SumRow[];
  const sum = (kind: SumRow['kind'], id?: number): number =>
    rows
      .filter((row) => row.kind === kind && (id === undefined || row.profile_id === id))
      .reduce((total, row) => total + row.entries, 0);
  const bytes = (id?: number): number =>
    rows.filter((row) => id === undefined || row.profile_id === id).reduce((total, row) => total + row.bytes, 0);
  const { missing, missingCount } = tellLeftOut(leftOut);
  const { storeId, tool, form, sourceDevice, takenAt, ruleSet, hasStandardOptions } = meta;
  return {
    ...{ storeId, tool, form, sourceDevice, takenAt, ruleSet, hasStandardOptions },
    formatVersion: CATALOG_VERSION,
    isComplete: missingCount === 0,
    ...{ files: sum('file'), folders: sum('folder'), links: sum('link'), bytes: bytes() },
    missingCount,
    perUser: [...profiles]
      .map(([id, { name, kind, accountKind, domain, profilePath }]) => ({
        ...{ user: name, kind, accountKind, domain, profilePath },
        ...{ files: sum('file', id), folders: sum('folder', id), bytes: bytes(id) },
        missing: missing.filter(({ user }) => user === name).length,
      }))
      .slice(0, MAX_LISTED),
  };
}

interface ListedRow {
  readonly id: number;
  readonly user: string;
  readonly path: string;
  readonly kind: StateObject['kind'];
  readonly size: number;
  readonly modified_us: number;
  readonly attributes: string;
  readonly sha256: string;
  readonly ruleId: string;
  readonly pattern: string;
}

function pageOf(database: DatabaseType.Database, request: ListObjectsRequest): StateObjectPage {
  const from = `FROM object JOIN profile ON profile.id = object.profile_id JOIN rule ON rule.id = object.rule_id
    WHERE (:user IS NULL OR profile.name = :user COLLATE NOCASE) AND (:kind IS NULL OR object.kind = :kind)
    AND (:contains IS NULL OR instr(lower(object.path), :contains) > 0)`;
  const parameters = {
    user: request.user ?? null,
    kind: request.kind ?? null,
    // SQLite lowers ASCII only; so is the text that is looked for.
    contains: request.contains?.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) ?? null,
  };
  const { total } = database.prepare(`SELECT count(*) AS total ${from}`).get(parameters) as { total: number };
  const rows = database
    .prepare(
      `SELECT object.id, profile.name AS user, object.path, object.kind, object.size, object.modified_us,
        object.attributes, object.sha256, rule.rule_id AS ruleId, rule.expanded AS pattern
       ${from} ORDER BY object.id LIMIT :limit OFFSET :offset`,
    )
    .all({ ...parameters, limit: Math.min(request.limit, MAX_LISTED), offset: request.offset }) as ListedRow[];
  return {
    total,
    objects: rows.map(({ size, modified_us: modifiedUs, attributes, ...row }) => ({
      ...row,
      sizeBytes: size,
      modifiedAt: Math.max(0, Math.round(modifiedUs / 1000)),
      attributes: attributesOfLetters(attributes),
    })),
  };
}
