import { toNamespacedPath } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { SiteChange } from '#shared/model/site';
import type { Tables } from './rows.ts';

/** The driver's own handle, for bulk paths inside `store/` only. */
export type NativeDatabase = SqliteDatabase.Database;

/**
 * Opens a SQLite file, wherever it lies. SQLite on Windows takes no more than 260 characters of a plain path, of one in
 * the form of this function 32,767. Throws SQLite's errors.
 */
export function openNative(file: string, options: SqliteDatabase.Options): NativeDatabase {
  return new SqliteDatabase(toNamespacedPath(file), options);
}

/** What a reading repository function takes: the read-only connection or an open transaction. */
export interface ReadConnection {
  readonly db: Kysely<Tables>;
  readonly native: NativeDatabase;
}

/** What a statement is given for a question mark. */
export type Value = string | number | null;

/** A reading statement with its values. */
export interface Statement {
  readonly text: string;
  readonly values: readonly Value[];
}

/** What became different in the site, whoever wrote it. `revision` grows with every change. */
export interface Changes {
  readonly revision: number;
  readonly changes: readonly SiteChange[];
}

declare const writing: unique symbol;

/**
 * What a writing repository function takes. Only `Database.write` makes one, and it stops working when that
 * transaction has ended, so that nothing is ever written outside of a transaction.
 */
export interface Transaction extends ReadConnection {
  readonly [writing]: true;
}

/** An open site database: one writer behind a queue, one read-only connection beside it. */
export interface Database {
  /** Path of the file. */
  readonly file: string;
  /** The read-only connection. Each query sees what was committed before it. */
  readonly read: ReadConnection;
  /**
   * The rows of several statements, all as of one moment. They are read by a thread of its own where there is one:
   * scans, counts and sorts do not hold this one. Errors become `STORE_…` codes.
   */
  readAside(statements: readonly Statement[]): Promise<unknown[][]>;
  /** The same in this thread: for what takes less time than waiting for another one. */
  readHere(statements: readonly Statement[]): Promise<unknown[][]>;
  /**
   * Carries out `work` in one `BEGIN IMMEDIATE` transaction, one after the other. Inside, await database calls only.
   * Errors of SQLite become `STORE_…` codes; any error undoes the whole transaction. Throws `STORE_MOVED` when the files
   * of the database are no longer where they were opened.
   */
  write<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** Changes when another connection than our writer has committed: another process, the command line. */
  readDataVersion(): number;
  /** Tells which rows changed, of this process's own writes and, when someone looks, of others'. Returns what ends it. */
  onChanged(listener: (changes: Changes) => void): () => void;
  /** Tells what another process changed; our own writes are told right after their commit. */
  lookForChanges(): void;
  /** Copies the database page by page to a file that is not there yet; `backup.ts` checks and names the copy. */
  copyTo(target: string): Promise<void>;
  /** Waits for queued writes, then closes both connections. Further writes are refused with `STORE_LOCKED`. */
  close(): Promise<void>;
}

const statements = new WeakMap<NativeDatabase, Map<string, SqliteDatabase.Statement>>();

/** A prepared statement that is kept for the life of its connection: for rows by the thousand. */
export function prepared(connection: ReadConnection, text: string): SqliteDatabase.Statement {
  const { native } = connection;
  const known = statements.get(native) ?? new Map<string, SqliteDatabase.Statement>();
  statements.set(native, known);
  const found = known.get(text);
  if (found !== undefined) return found;
  const made = native.prepare(text);
  known.set(text, made);
  return made;
}
