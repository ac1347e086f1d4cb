import type fs from 'node:fs';

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
  | 'lstatSync'
  | 'statSync'
  | 'statfsSync'
  | 'readdirSync'
  | 'readlinkSync'
  | 'realpathSync'
  | 'mkdirSync'
  | 'rmdirSync'
  | 'renameSync'
  | 'rmSync'
  | 'unlinkSync'
  | 'utimesSync'
  | 'chmodSync'
  | 'existsSync'
> & {
  /**
   * Makes everything that was written in the file system of `folder` durable in one pass. False where the system has
   * no such pass: then each file has to be synced by itself. Throws when the pass itself fails.
   */
  syncFileSystem(folder: string): boolean;
};
