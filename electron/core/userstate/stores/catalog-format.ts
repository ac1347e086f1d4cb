import { readMessage } from '#shared/contract/message';
import { z } from 'zod';
import { furthestUs } from '../../ports/file-times.ts';
import { AccountKind, KnownFolderId, LeftOutReason, StateObjectKind, StateUserKind } from '#shared/model/user-state';

/** `WYUS`: tells our catalogs from other SQLite files. */
export const CATALOG_APPLICATION_ID = 0x57595553;
/** Raised when an older program could no longer read what is written. */
export const CATALOG_VERSION = 1;

export const CATALOG_FILE = 'catalog.db';
/** The same bytes again: the catalog is small, and without it no file of the store has a name. */
export const CATALOG_COPY_FILE = 'catalog.copy.db';
/** The SHA-256 of both, so that a changed byte is seen that SQLite itself would not notice. */
export const CATALOG_HASH_FILE = 'catalog.sha256';
export const DATA_FOLDER = 'data';

/** The name of the data file number `index`, from 0. */
export function dataName(index: number): string {
  return `${String(Math.floor(index / 1000)).padStart(3, '0')}/${String(index).padStart(6, '0')}`;
}

export const catalogSchema = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE profile (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  account_kind TEXT NOT NULL,
  domain TEXT NOT NULL,
  sid TEXT NOT NULL,
  profile_path TEXT NOT NULL,
  folders TEXT NOT NULL
) STRICT;
CREATE TABLE rule (
  id INTEGER PRIMARY KEY,
  rule_id TEXT NOT NULL,
  rule_file TEXT NOT NULL,
  component TEXT NOT NULL,
  context TEXT NOT NULL,
  pattern TEXT NOT NULL,
  expanded TEXT NOT NULL
) STRICT;
CREATE TABLE object (
  id INTEGER PRIMARY KEY,
  profile_id INTEGER NOT NULL REFERENCES profile (id),
  kind TEXT NOT NULL,
  path TEXT NOT NULL,
  known_folder TEXT,
  relative_path TEXT NOT NULL,
  size INTEGER NOT NULL,
  modified_us INTEGER NOT NULL,
  attributes TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  data TEXT NOT NULL,
  link_target TEXT NOT NULL,
  rule_id INTEGER NOT NULL REFERENCES rule (id)
) STRICT;
CREATE TABLE left_out (
  id INTEGER PRIMARY KEY,
  user TEXT NOT NULL,
  path TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  rule_id TEXT
) STRICT;
`;

/** What a catalog says about the whole store, kept as JSON in `meta`. */
export const CatalogMeta = z.object({
  storeId: z.string().min(1).max(1024),
  tool: z.string().max(1024),
  form: z.literal('copied'),
  sourceDevice: z.string().max(1024),
  /** Whatever the clock of that computer said. */
  takenAt: z.number(),
  ruleSet: z.string().max(1024),
  ruleFiles: z.array(z.string().max(1024)).max(1000),
  hasStandardOptions: z.boolean(),
  systemDrive: z.string().max(2),
  profilesFolder: z.string().max(33_000),
  /** As `writeMessage` writes them; whole sentences in stores of older programs. */
  notes: z.array(z.string().max(100_000)).max(100),
});
export type CatalogMeta = z.infer<typeof CatalogMeta>;

export const ProfileRow = z.strictObject({
  id: z.number().int(),
  name: z.string().max(1024),
  kind: StateUserKind,
  account_kind: AccountKind,
  domain: z.string().max(1024),
  sid: z.string().max(1024),
  profile_path: z.string().max(33_000),
  folders: z.string().max(500_000),
});

export const FoldersJson = z.partialRecord(KnownFolderId, z.string().max(33_000));

/** Microseconds beyond 2^53 too, where a number is exact to two of them: what a file system keeps, a catalog keeps. */
export const FileTimeUs = z.number().min(-furthestUs).max(furthestUs).refine(Number.isInteger);

export const ObjectRow = z.strictObject({
  id: z.number().int(),
  profile_id: z.number().int(),
  kind: StateObjectKind,
  path: z.string().max(33_000),
  known_folder: KnownFolderId.nullable(),
  relative_path: z.string().max(33_000),
  size: z.number().int().nonnegative(),
  modified_us: FileTimeUs,
  attributes: z
    .string()
    .max(3)
    .regex(/^R?H?S?$/),
  sha256: z.string().regex(/^(?:[0-9a-f]{64})?$/),
  data: z
    .string()
    .max(32)
    .regex(/^(?:\d{3,9}\/\d{6,12})?$/),
  link_target: z.string().max(33_000),
  rule_id: z.number().int(),
});
export type ObjectRow = z.infer<typeof ObjectRow>;

export const LeftOutRow = z.strictObject({
  user: z.string().max(1024),
  path: z.string().max(33_000),
  reason: LeftOutReason,
  /** As `writeMessage` writes it; a sentence in stores of older programs. */
  detail: z.string().max(100_000).transform(readMessage),
  rule_id: z.string().max(1024).nullable(),
});
