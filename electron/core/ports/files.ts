import type fs from 'node:fs';
import type DatabaseType from 'better-sqlite3';
import type { EntryFactCalls } from './entry-facts.ts';

/**
 * The synchronous file calls that bulk work needs, with the signatures of `node:fs`. Bulk work runs in a worker thread,
 * where the synchronous calls are the fastest; as a port, a test makes the Nth call fail.
 */
export type Files = Pick<
  typeof fs,
  | 'openSync'
  | 'closeSync'
  | 'readSync'
  | 'writeSync'
  | 'fsyncSync'
  | 'fstatSync'
  | 'futimesSync'
  | 'fchmodSync'
  | 'ftruncateSync'
  | 'lstatSync'
  | 'statSync'
  | 'statfsSync'
  | 'readdirSync'
  | 'readlinkSync'
  | 'realpathSync'
  | 'mkdirSync'
  | 'rmdirSync'
  | 'renameSync'
  | 'linkSync'
  | 'rmSync'
  | 'unlinkSync'
  | 'utimesSync'
  | 'lutimesSync'
  | 'chmodSync'
  | 'existsSync'
> &
  EntryFactCalls & {
    /**
     * How the system treats what is open, read-only or a folder; `files.contract.ts` has the lines. Whoever has to act by
     * it asks here and never the platform, so that a double in the manner of Windows is asked too (PORT-40).
     */
    readonly manner: 'windows' | 'posix';
    /**
     * Opens a SQLite file. It is held as SQLite holds files: on Windows nobody can remove or rename it meanwhile. A path
     * of any length is taken. Throws SQLite's errors; a wrong Node ends the process while the library is loaded.
     */
    openDatabase(file: string, options: DatabaseType.Options): DatabaseType.Database;
    /**
     * Makes everything that was written in the file system of `folder` durable in one pass. False where the system has
     * no such pass: then each file has to be synced by itself. Throws when the pass itself fails.
     */
    syncFileSystem(folder: string): boolean;
  };
