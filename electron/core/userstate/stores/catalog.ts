import path from 'node:path';
import type DatabaseType from 'better-sqlite3';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { LeftOut, NotCarried, StateObject, StateObjectPage, StoreSummary } from '#shared/model/user-state';
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
} from './catalog-format.ts';
import { copyBufferBytes, hashFile } from './copy-file.ts';
import { settleLeft } from './store-lock.ts';
import { partialPath } from './store-paths.ts';
import { readExtras, readNotCarried } from './streams.ts';
import { pageOf, shownKind } from './catalog-page.ts';
import { readLeftOut, readObjects, readProfiles } from './catalog-rows.ts';
import type { CatalogObject } from './catalog-rows.ts';
import { sumNotCarried } from '../not-carried.ts';
import { tellLeftOut } from '../summaries.ts';

/** An open store. Nothing in it is ever written. */
export interface Catalog {
  readonly storePath: string;
  readonly meta: CatalogMeta;
  readonly profiles: readonly Profile[];
  readonly leftOut: readonly LeftOut[];
  /** Files of the catalog that are not what they were; the store could be opened by the others. */
  readonly damagedFiles: readonly string[];
  /** What the capture lost of what Windows keeps, and, once the objects were read, what of it was not readable. */
  readonly notCarried: NotCarried;
  /**
   * In the order of the walk: a folder before what it holds. A row that cannot be read is a file with its `damage`.
   * Throws `STATE_STORE_DAMAGED` when the file itself cannot be read any more.
   */
  objects(): readonly CatalogObject[];
  page(request: ListObjectsRequest): StateObjectPage;
  summary(): StoreSummary;
  close(): void;
}

/**
 * Opens a finished store. Throws `STATE_STORE_NOT_FOUND`, `STATE_STORE_INCOMPLETE`, `STATE_STORE_FOREIGN`,
 * `STATE_STORE_NEWER`, `STATE_STORE_DAMAGED` (UST-25 to UST-27). `onPart` is called between parts of its files, and may
 * throw to end it: what somebody put there may be of any size (UST-201).
 */
export function openCatalog(files: Files, storePath: string, onPart: () => void = () => undefined): Catalog {
  checkIsStore(files, storePath);
  const { file, damagedFiles } = chooseCatalog(files, storePath, onPart);
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
  settleLeft(files, storePath);
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
function chooseCatalog(files: Files, storePath: string, onPart: () => void): { file: string; damagedFiles: string[] } {
  const wanted = readHash(files, storePath);
  const found = readHashes(files, storePath, wanted, onPart);
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

/**
 * The hash of each copy, the smaller first: where it is the right one, a copy of another size is not, and nobody waits
 * for what grew to be terabytes (UST-201).
 */
function readHashes(
  files: Files,
  storePath: string,
  wanted: string | null,
  onPart: () => void,
): { name: string; actual: string | null }[] {
  const sizeOf = (name: string): number =>
    files.statSync(path.join(storePath, name), { throwIfNoEntry: false })?.size ?? 0;
  const sized = [CATALOG_FILE, CATALOG_COPY_FILE].map((name) => ({ name, size: sizeOf(name) }));
  const hashes = new Map<string, string | null>();
  let soundSize: number | undefined;
  for (const { name, size } of sized.toSorted((one, other) => one.size - other.size)) {
    const isOther = soundSize !== undefined && size !== soundSize;
    const actual = isOther ? null : tryHash(files, storePath, name, onPart);
    if (actual !== null && actual === wanted) soundSize = size;
    hashes.set(name, actual);
  }
  return sized.map(({ name }) => ({ name, actual: hashes.get(name) ?? null }));
}

/** Null when the file cannot be read: then the other copy is asked. */
function tryHash(files: Files, storePath: string, name: string, onPart: () => void): string | null {
  const file = path.join(storePath, name);
  if (!files.existsSync(file)) return null;
  try {
    return hashFile(files, file, Buffer.allocUnsafe(copyBufferBytes / 4), onPart).sha256;
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
  const profiles = readProfiles(database);
  const leftOut = readLeftOut(database);
  let notCarried = readNotCarried(database);
  let hasRead = false;
  const objects = (): CatalogObject[] => {
    try {
      const extras = readExtras(database);
      if (!hasRead) notCarried = sumNotCarried(notCarried, extras.lost);
      hasRead = true;
      return readObjects(database, profiles, extras);
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
    get notCarried() {
      return notCarried;
    },
    objects,
    page: (request) => pageOf(database, request),
    summary: () => summaryOf(database, meta, profiles, leftOut),
    close: () => {
      database.close();
    },
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
    .prepare(
      `SELECT profile_id, ${shownKind} AS kind, count(*) AS entries, sum(max(size, 0)) AS bytes FROM object GROUP BY 1, 2`,
    )
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
