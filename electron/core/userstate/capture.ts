import path from 'node:path';
import { AppError } from '#shared/contract/errors';
import { message, reason, writeMessage } from '#shared/contract/message';
import type { Message, MessageOrText } from '#shared/contract/message-shape';
import type { CaptureResult, LeftOut, LeftOutReason } from '#shared/model/user-state';
import { isMissing, MAX_LISTED } from '#shared/model/user-state';
import { createPathResolver } from '../devices/drive-map.ts';
import { createHeldFolders } from '../ports/held-folders.ts';
import type { HeldFolders } from '../ports/held-folders.ts';
import { furthestUs, trueTime } from '../ports/file-times.ts';
import { nothingLost, sumNotCarried } from './not-carried.ts';
import type { NotCarriedCount } from './not-carried.ts';
import { profilesFolderOf, systemDriveOf } from './profiles.ts';
import { standardRuleFiles } from './rules/built-in.ts';
import { scanDevice } from './scan.ts';
import type { Scan } from './scan.ts';
import type { ScannedObject } from './scan-state.ts';
import { CATALOG_COPY_FILE, CATALOG_FILE, CATALOG_HASH_FILE, DATA_FOLDER, dataName } from './stores/catalog-format.ts';
import type { CatalogMeta } from './stores/catalog-format.ts';
import { openCatalog } from './stores/catalog.ts';
import { writeCatalog } from './stores/catalog-writer.ts';
import type { CatalogContent, StoredObject } from './stores/catalog-writer.ts';
import { copyBufferBytes, copyHashed, SourceUnreadable, writeNew } from './stores/copy-file.ts';
import { createShare, sharedProgress, stopShare, takeJobs } from './stores/copy-share.ts';
import type { CopyAnswer, CopyHelper, CopyJob } from './stores/copy-share.ts';
import { bytesOnDisk } from './stores/sparse.ts';
import { beginStore } from './stores/store-folder.ts';
import { storeOwnPaths } from './stores/store-paths.ts';
import type { StoreWriting } from './stores/store-folder.ts';
import { createStreamReader } from './stores/streams.ts';
import type { Stream, StreamReading } from './stores/streams.ts';
import { syncAll } from './stores/sync.ts';
import { countObjects, summarizeUsers, tellLeftOut } from './summaries.ts';
import type { CaptureRequest } from './types.ts';
import { freeBytes, isDiskFull, isOutOfEntries, reasonOf } from './work.ts';
import type { Work } from './work.ts';

/** What a file takes besides its bytes: its last block half full on the average, its inode, its row in two catalogs. */
const overheadPerObjectBytes = 3000;

const notLocked: ReadonlySet<LeftOutReason> = new Set([
  ...(['cloudOnly', 'accountNotFound', 'streamNotCarried', 'linkElsewhere'] as const),
]);

export interface CaptureOrder extends CaptureRequest {
  /** Identifies the store for ever; a fresh UUID. */
  readonly storeId: string;
}

/**
 * Captures the profiles of a device into a new store. The store is complete or it is not there: data first, catalog
 * last, sync, rename. Throws `DISK_FULL`, `STATE_STORE_UNWRITABLE`, `CAPTURE_FILE_UNREADABLE` and `STATE_ENCRYPTED_FILE` (when it
 * may not go on), `CANCELLED` and the codes of `beginStore` and `scanDevice`; then nothing is left of it (UST-28 to UST-33).
 */
export function captureState(order: CaptureOrder, work: Work, helper?: CopyHelper): CaptureResult {
  const startedAt = work.now();
  const writing = beginStore(work.files, order.storePath, order.overwrite ?? false, order.device.drives);
  try {
    return fillStore(order, work, writing, startedAt, helper);
  } catch (error) {
    writing.abandon();
    throw explain(error, order, work);
  } finally {
    writing.release();
  }
}

/** Errors of the place that is written to, in words of ours; a bug stays what it is. */
function explain(error: unknown, order: CaptureOrder, work: Work): unknown {
  // Reading back the store's own catalog is no matter of the device's files.
  const cause = error instanceof SourceUnreadable ? error.cause : error;
  if (error instanceof AppError || typeof (cause as NodeJS.ErrnoException).code !== 'string') return error;
  const folder = path.dirname(order.storePath);
  const isWithoutEntries = isDiskFull(cause) && isOutOfEntries(work.files, folder, copyBufferBytes);
  if (isWithoutEntries || !isDiskFull(cause)) {
    const why = isWithoutEntries ? reason('out-of-entries') : reasonOf(cause);
    return new AppError('STATE_STORE_UNWRITABLE', { path: folder, reason: why }, { cause });
  }
  return new AppError(
    'DISK_FULL',
    { path: folder, needed: reason('more-bytes'), free: freeBytes(work.files, folder) },
    { cause },
  );
}

function fillStore(
  order: CaptureOrder,
  work: Work,
  writing: StoreWriting,
  startedAt: number,
  helper?: CopyHelper,
): CaptureResult {
  const excludedHostPaths = [...(order.excludedHostPaths ?? []), ...storeOwnPaths(order.storePath)];
  const scan = scanDevice({ ...order, excludedHostPaths }, work, true);
  // Nothing is locked about the others, such as a file in the cloud: a step that may not leave out locked files goes on.
  const refused = scan.leftOut.find((one) => isMissing(one.reason) && !notLocked.has(one.reason));
  if (refused !== undefined && !order.continueOnLockedFiles) throw unreadable(refused.path, refused.detail);
  checkSpace(order, work, scan);
  const { stored, leftOut, lost } = copyAll(order, work, writing, scan, helper);
  const notCarried = sumNotCarried(scan.notCarried, lost);
  const notCopied = leftOut.filter(({ reason: why }) => why !== 'streamNotCarried').length;
  const copied = stored.filter(({ kind }) => kind === 'file').length + notCopied;
  if (copied !== scan.objects.filter(({ kind }) => kind === 'file').length) throw new Error('files without an answer');
  work.checkCancelled();
  work.begin('syncing', 0, 0);
  const notes = [...scan.notes, ...timesBeyond(stored)].slice(0, 100);
  const meta = metaOf(order, work, { ...scan, notes });
  const content = writeReadable(work, writing.folder, {
    ...{ meta, profiles: scan.profiles, objects: stored, leftOut: [...scan.leftOut, ...leftOut], notCarried },
  });
  // One pass for data and catalog together: nobody looks at either before the folder has its name.
  const data = content.objects.filter(({ kind }) => kind === 'file').map((one) => path.join(DATA_FOLDER, one.data));
  syncAll(work.files, writing.folder, [...data, CATALOG_FILE, CATALOG_COPY_FILE, CATALOG_HASH_FILE]);
  work.checkCancelled();
  writing.publish();
  work.end();
  return resultOf(order, { ...scan, notes, notCarried }, content.objects, content.leftOut, {
    startedAt,
    endedAt: work.now(),
  });
}

function unreadable(windowsPath: string, why: MessageOrText): AppError {
  return new AppError('CAPTURE_FILE_UNREADABLE', { path: windowsPath, reason: why });
}

function checkSpace(order: CaptureOrder, work: Work, scan: Scan): void {
  const needed = neededBytes(scan, ({ size }) => size);
  const folder = path.dirname(order.storePath);
  const free = freeBytes(work.files, folder);
  if (free >= needed) return;
  // A file with holes takes less than its size: worth asking only where the sizes do not fit.
  const onDisk = neededBytes(scan, ({ hostPath, size }) => bytesOnDisk(work.files, hostPath, size));
  if (free < onDisk) throw new AppError('DISK_FULL', { path: folder, needed: onDisk, free });
}

function neededBytes({ objects }: Scan, bytesOf: (object: ScannedObject) => number): number {
  return objects.reduce((sum, object) => sum + bytesOf(object), 0) + objects.length * overheadPerObjectBytes;
}

interface CopyOutcome {
  readonly stored: StoredObject[];
  readonly leftOut: LeftOut[];
  readonly lost: NotCarriedCount;
  /** The way to the streams, as the scan and the copying had it to the files. */
  readonly folders: HeldFolders;
  readonly readStreams: ReturnType<typeof createStreamReader>;
}

function copyAll(order: CaptureOrder, work: Work, writing: StoreWriting, scan: Scan, helper?: CopyHelper): CopyOutcome {
  const files = scan.objects.filter(({ kind }) => kind === 'file');
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  work.begin('copying', files.length, bytes);
  const data = path.join(realPlace(work, writing.folder), DATA_FOLDER);
  const folders = createHeldFolders(work.files);
  for (let index = 0; index < files.length; index += 1000) folders.reachNew(path.join(data, dataName(index)));
  folders.close();
  const jobs = files.map(({ hostPath }, index): CopyJob => ({
    source: hostPath,
    target: path.join(data, dataName(index)),
  }));
  const answers = copyJobs(work, files, jobs, helper);
  work.reach(files.length, bytes, '');
  work.end();
  const outcome: CopyOutcome = {
    ...{ stored: [], leftOut: [], lost: nothingLost() },
    ...{ folders: createHeldFolders(work.files), readStreams: createStreamReader(work.files) },
  };
  let index = 0;
  try {
    for (const object of scan.objects) {
      if (object.kind !== 'file')
        outcome.stored.push({ ...object, sha256: '', data: '', mode: modeOf(work, object), kept: [] });
      else takeAnswer(order, work, object, dataName(index), jobs[index], answers.get(index++), outcome);
    }
  } finally {
    outcome.folders.close();
  }
  return outcome;
}

/** The folder by its real path, but for its own name: should a link lie there by now, nothing is written behind it. */
function realPlace({ files }: Work, folder: string): string {
  return path.join(files.realpathSync(path.dirname(folder)), path.basename(folder));
}

/** Who may look into a folder; of a link nothing is carried. */
function modeOf({ files }: Work, { kind, hostPath }: ScannedObject): number | null {
  if (kind !== 'folder' || files.manner !== 'posix') return null;
  try {
    return files.lstatSync(hostPath).mode & 0o777;
  } catch (error) {
    // It went since the scan; what was in it was read or is named.
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return null;
  }
}

/** Times that no catalog can say were clamped where they were read: here they are named. */
function timesBeyond(objects: readonly StoredObject[]): Message[] {
  const beyond = objects.filter(({ modifiedUs }) => Math.abs(modifiedUs) >= furthestUs);
  const [first] = beyond;
  return first === undefined ? [] : [message('notes:times-beyond', { count: beyond.length, path: first.windowsPath })];
}

/** Copies in this thread and, when there is one, in the helper's: hashing is what takes the time. */
function copyJobs(
  work: Work,
  files: readonly ScannedObject[],
  jobs: readonly CopyJob[],
  helper: CopyHelper | undefined,
): Map<number, CopyAnswer> {
  const share = helper?.start(jobs) ?? createShare();
  try {
    const own = takeJobs(work.files, jobs, share, (index) => {
      const done = sharedProgress(share);
      work.reach(done.files, done.bytes, files[index]?.windowsPath ?? '');
      work.checkCancelled();
    });
    work.checkCancelled();
    return new Map([...own, ...(helper?.finish() ?? [])]);
  } catch (error) {
    // The helper has to be out of the store before the store is removed.
    stopShare(share);
    helper?.finish();
    throw error;
  }
}

/** Puts a copied file among the stored ones, an unreadable one among those left out. */
function takeAnswer(
  order: CaptureOrder,
  work: Work,
  object: ScannedObject,
  name: string,
  job: CopyJob | undefined,
  answer: CopyAnswer | undefined,
  outcome: CopyOutcome,
): void {
  // No answer: a disk failed, and that answer is somewhere else in the list.
  if (answer === undefined) return;
  if (answer.kind === 'copied') {
    // Before 1970 the handle may tell a later time than the listing, which knew the sign.
    const modifiedUs = trueTime(answer.copied.modifiedUs, object.modifiedUs);
    const kept = keepStreams(object, outcome);
    outcome.stored.push({ ...object, ...answer.copied, modifiedUs, data: name, kept });
    return;
  }
  if (answer.kind === 'failed') throw Object.assign(new Error(answer.message), { code: answer.code });
  if (!order.continueOnLockedFiles) {
    if (object.isEncrypted) throw new AppError('STATE_ENCRYPTED_FILE', { path: object.windowsPath });
    throw unreadable(object.windowsPath, answer.reason);
  }
  work.files.rmSync(job?.target ?? '', { force: true });
  outcome.leftOut.push({
    user: object.profile.name,
    path: object.windowsPath,
    reason: answer.isChanged ? 'changedWhileReading' : 'unreadable',
    detail: object.isEncrypted ? reason('encrypted-and', { reason: answer.reason }) : answer.reason,
    ruleId: object.by.rule.id,
  });
}

/** The streams of a file that was copied; those that do not come with it are missing by their names (UST-180). */
function keepStreams(
  { hostPath, windowsPath, profile, streams, by }: ScannedObject,
  outcome: CopyOutcome,
): readonly Stream[] {
  if (streams.length === 0) return [];
  const { kept, lost } = readHeld(hostPath, streams, outcome);
  outcome.lost.streams += lost.length;
  for (const { name, why: detail } of lost) {
    const place = `${windowsPath}:${name}`;
    outcome.leftOut.push({ user: profile.name, path: place, reason: 'streamNotCarried', detail, ruleId: by.rule.id });
  }
  return kept;
}

function readHeld(hostPath: string, names: readonly string[], { folders, readStreams }: CopyOutcome): StreamReading {
  try {
    const reading = readStreams(folders.reach(hostPath), names);
    folders.demandSame();
    return reading;
  } catch (error) {
    // Its folder went, or is another one, since it was copied.
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return { kept: [], lost: names.map((name) => ({ name, why: reasonOf(error) })) };
  }
}

function metaOf(order: CaptureOrder, work: Work, scan: Scan): CatalogMeta {
  const resolver = createPathResolver(order.device.drives, work.files, order.device.name);
  return {
    storeId: order.storeId,
    tool: order.tool,
    form: 'copied',
    sourceDevice: order.device.name,
    takenAt: work.now(),
    ruleSet: scan.ruleSet.name,
    ruleFiles: [...(order.ruleFiles ?? standardRuleFiles)],
    hasStandardOptions: order.hasStandardOptions,
    systemDrive: systemDriveOf(order.device, resolver),
    profilesFolder: profilesFolderOf(order.device, resolver),
    notes: scan.notes.map(writeMessage),
  };
}

/**
 * Writes the catalog and reads it as a restore will: a row that its own reader does not take is a file that is missing
 * from the capture, named, and its data goes. What then still cannot be read is no store.
 */
function writeReadable(work: Work, folder: string, given: CatalogContent): CatalogContent {
  let content = given;
  for (let attempt = 0; attempt < 2; attempt += 1) {
    writeCatalogs(work, folder, content);
    const refused = readBack(work, folder);
    if (refused.size === 0) return content;
    for (const file of [CATALOG_FILE, CATALOG_COPY_FILE, CATALOG_HASH_FILE]) work.files.rmSync(path.join(folder, file));
    for (const [index, { data }] of content.objects.entries()) {
      if (refused.has(index) && data !== '') work.files.rmSync(path.join(folder, DATA_FOLDER, data), { force: true });
    }
    content = withoutRefused(content, refused);
  }
  throw new AppError('STATE_STORE_UNWRITABLE', { path: folder, reason: reason('not-readable-again') });
}

/** By their place in the list, the objects whose rows cannot be read. */
function readBack(work: Work, folder: string): ReadonlyMap<number, Message> {
  const catalog = openCatalog(work.files, folder, () => work.checkCancelled());
  try {
    const damaged = catalog.objects().flatMap(({ id, damage }) => (damage === null ? [] : [[id - 1, damage] as const]));
    return new Map(damaged);
  } finally {
    catalog.close();
  }
}

function withoutRefused(content: CatalogContent, refused: ReadonlyMap<number, Message>): CatalogContent {
  const leftOut = content.objects.flatMap(({ profile, windowsPath, by }, index): LeftOut[] => {
    const detail = refused.get(index);
    if (detail === undefined) return [];
    return [{ user: profile.name, path: windowsPath, reason: 'unreadable', detail, ruleId: by.rule.id }];
  });
  const objects = content.objects.filter((_, index) => !refused.has(index));
  return { ...content, objects, leftOut: [...content.leftOut, ...leftOut] };
}

/** The catalog, the same bytes again, and their hash. */
function writeCatalogs(work: Work, folder: string, content: CatalogContent): void {
  const { files } = work;
  const catalog = path.join(folder, CATALOG_FILE);
  const copy = path.join(folder, CATALOG_COPY_FILE);
  writeCatalog(files, catalog, content);
  const { sha256 } = copyHashed(files, catalog, copy, Buffer.allocUnsafe(copyBufferBytes), () => undefined);
  writeNew(files, path.join(folder, CATALOG_HASH_FILE), `${sha256}\n`);
}

function resultOf(
  order: CaptureOrder,
  scan: Scan,
  stored: readonly StoredObject[],
  leftOut: readonly LeftOut[],
  timing: CaptureResult['timing'],
): CaptureResult {
  const rows = stored.map(({ profile, kind, size }) => ({ userName: profile.name, kind, size }));
  const { missing, ...told } = tellLeftOut(leftOut);
  return {
    storePath: order.storePath,
    storeId: order.storeId,
    ...countObjects(rows),
    perUser: summarizeUsers(scan.profiles, rows, missing, leftOut).slice(0, MAX_LISTED),
    notes: [...scan.notes],
    notCarried: scan.notCarried,
    isComplete: missing.length === 0,
    ...told,
    exitCode: missing.length === 0 ? 0 : 3,
    timing,
  };
}
