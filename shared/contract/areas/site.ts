import { z } from 'zod';
import { Amount, JobId } from '../../model/ids.ts';
import { Job } from '../../model/job.ts';
import { listPage } from '../../model/list.ts';
import { JobListQuery } from '../../model/lists.ts';
import { Settings, SiteChange, SiteFinding, SiteInfo, SiteSummary } from '../../model/site.ts';
import { command, event, query } from '../define.ts';

const nothing = z.strictObject({});
const TransferId = z.uuid();

/** One chunk of an upload or download. Base64, because a message is text on one of the transports. */
export const transferChunkBytes = 512 * 1024;
const Base64Chunk = z.base64().max(Math.ceil(transferChunkBytes / 3) * 4);

export const BrowseEntry = z.strictObject({
  name: z.string().max(1024),
  path: z.string().max(4096),
  kind: z.enum(['folder', 'file']),
  sizeBytes: Amount.nullable(),
  modifiedAt: z.number().nullable(),
});
export type BrowseEntry = z.infer<typeof BrowseEntry>;

/** The place above the drives of Windows: no path of a file begins so. */
export const computerPath = 'computer:';

/** A place to begin in. `name` is what its owner called a drive; empty when it has none or does not answer. */
export const BrowseRoot = z.strictObject({
  path: z.string().max(4096),
  kind: z.enum(['home', 'root', 'fixed', 'removable', 'network', 'optical', 'memory', 'unknown']),
  name: z.string().max(255),
});
export type BrowseRoot = z.infer<typeof BrowseRoot>;

export const siteContract = {
  'site.get': query(
    () => nothing,
    () => SiteInfo,
  ),
  'site.summary': query(
    () => nothing,
    () => SiteSummary,
  ),
  'site.check': query(
    () => nothing,
    () => z.strictObject({ findings: z.array(SiteFinding).max(10_000) }),
  ),
  'site.backup': command(
    // Without `overwrite` a file that is there stays: `FILE_EXISTS`. A file of the site is refused: `PLACE_REFUSED`.
    () => z.strictObject({ file: z.string().min(1).max(4096), overwrite: z.boolean().optional() }),
    () => z.strictObject({ file: z.string().max(4096), sizeBytes: Amount }),
  ),
  /** Makes the sample devices, association, migration point and sequences; refuses when they exist already. */
  'site.createSample': command(
    () => nothing,
    () => z.strictObject({ jobId: JobId }),
  ),
  /**
   * Which rows changed, by whatever process. A client reads again what it shows of them. `revision` grows with each
   * change of the site; a client that reconnects reads everything again.
   */
  'site.changed': event(() =>
    z.strictObject({ revision: z.int().min(0), changes: z.array(SiteChange).min(1).max(16) }),
  ),

  'setting.get': query(
    () => nothing,
    () => Settings,
  ),
  /** Of lists and panes the entries that are given change, and no others. */
  'setting.set': command(
    () => Settings.partial(),
    () => Settings,
  ),

  'job.list': query(
    () => JobListQuery,
    () => listPage(Job),
  ),
  'job.cancel': command(
    () => z.strictObject({ jobId: JobId }),
    () => nothing,
  ),
  'job.advanced': event(() => Job),

  /** The in-app file browser: a web page cannot pick folders. Without a path it starts at the home folder. */
  'files.browse': query(
    () => z.strictObject({ path: z.string().max(4096).nullable(), show: z.enum(['folders', 'files']) }),
    () =>
      z.strictObject({
        path: z.string().max(4096),
        parent: z.string().max(4096).nullable(),
        roots: z.array(BrowseRoot).max(64),
        entries: z.array(BrowseEntry).max(20_000),
        isTruncated: z.boolean(),
      }),
  ),
  'files.createFolder': command(
    () => z.strictObject({ parent: z.string().max(4096), name: z.string().min(1).max(255) }),
    () => z.strictObject({ path: z.string().max(4096) }),
  ),

  'transfer.begin': command(
    () => z.strictObject({ fileName: z.string().min(1).max(1024), sizeBytes: Amount }),
    () => z.strictObject({ transferId: TransferId }),
  ),
  'transfer.write': command(
    () => z.strictObject({ transferId: TransferId, offset: Amount, chunk: Base64Chunk }),
    () => z.strictObject({ received: Amount }),
  ),
  'transfer.read': query(
    () => z.strictObject({ transferId: TransferId, offset: Amount }),
    () => z.strictObject({ chunk: Base64Chunk, sizeBytes: Amount, isLast: z.boolean() }),
  ),
  'transfer.end': command(
    () => z.strictObject({ transferId: TransferId }),
    () => nothing,
  ),
} as const;
