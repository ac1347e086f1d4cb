import { distinctMessages, message } from '#shared/contract/message';
import type { RestoreResult } from '#shared/model/user-state';
import { MAX_LISTED, missingFiles } from '#shared/model/user-state';
import type { DriveAttributes } from '../devices/attributes.ts';
import { createPathResolver } from '../devices/drive-map.ts';
import { createHeldFolders } from '../ports/held-folders.ts';
import { decideAccounts } from './accounts.ts';
import { nothingLost, sumNotCarried } from './not-carried.ts';
import type { Profile } from './profiles.ts';
import { restoreAll } from './restore-entries.ts';
import { finish, plannedAccounts } from './restore-finish.ts';
import { nameMissing } from './restore-missing.ts';
import { checkSpace } from './restore-space.ts';
import { clearSpool } from './restore-spool.ts';
import type { Restore } from './restore-state.ts';
import { planTargets } from './restore-targets.ts';
import { openCatalog } from './stores/catalog.ts';
import { shareStore } from './stores/store-lock.ts';
import type { Catalog } from './stores/catalog.ts';
import type { CatalogObject } from './stores/catalog-rows.ts';
import { copyBufferBytes } from './stores/copy-file.ts';
import { countObjects, summarizeUsers } from './summaries.ts';
import type { RestoreRequest } from './types.ts';
import { isChosen } from './users.ts';
import type { Work } from './work.ts';

/**
 * Brings a store back to a device. Repeating it is safe: what is there already, byte for byte, is left. Throws
 * `STATE_LOCAL_ACCOUNTS`, `DISK_FULL`, `RESTORE_FILE_FAILED` (when it may not go on), `CANCELLED` and the codes of
 * `openCatalog` and `shareStore` (UST-36 to UST-44, UST-242).
 */
export function restoreState(request: RestoreRequest, work: Work): RestoreResult {
  const startedAt = work.now();
  const endSharing = shareStore(work.files, request.storePath);
  try {
    const catalog = openCatalog(work.files, request.storePath, () => work.checkCancelled());
    try {
      return restoreFrom(catalog, request, work, startedAt);
    } finally {
      catalog.close();
    }
  } finally {
    endSharing();
  }
}

function restoreFrom(catalog: Catalog, request: RestoreRequest, work: Work, startedAt: number): RestoreResult {
  const chosen = catalog.profiles.filter((profile) => isChosen(profile, request.users));
  const { restoreLocalAccounts } = request;
  const { hasStandardOptions } = catalog.meta;
  const { restored, leftBehind } = decideAccounts(chosen, request.device, { restoreLocalAccounts, hasStandardOptions });
  const resolver = createPathResolver(request.device.drives, work.files, request.device.name);
  for (const drive of resolver.drives) clearSpool(work.files, resolver.root(drive));
  const all = catalog.objects();
  const objects = all.filter(({ profile }) => restored.includes(profile));
  const restore: Restore = {
    ...{ work, resolver, request, catalog },
    storePath: request.storePath,
    buffer: Buffer.allocUnsafe(copyBufferBytes),
    hasSpool: request.device.isThisComputer !== true,
    targets: planTargets(request.device, resolver, work.files),
    ...{ written: [], attributes: new Map<string, DriveAttributes>(), restored: [], renamed: [], missing: [] },
    ...{ clampedTimes: [], folderTimes: [], alreadyThere: 0, attributesLost: 0, lost: nothingLost(), places: [] },
    ...{ folders: createHeldFolders(work.files), spools: createHeldFolders(work.files), lookedThrough: new Set() },
    swapped: [],
  };
  try {
    nameMissing(restore, chosen, leftBehind, all);
    checkSpace(restore, objects);
    restoreAll(restore, objects);
    finish(restore, restored);
  } finally {
    restore.folders.close();
    restore.spools.close();
  }
  return resultOf(restore, { restored, leftBehind }, objects, startedAt);
}

function resultOf(
  restore: Restore,
  { restored, leftBehind }: { readonly restored: readonly Profile[]; readonly leftBehind: readonly Profile[] },
  objects: readonly CatalogObject[],
  startedAt: number,
): RestoreResult {
  const { catalog, missing, renamed } = restore;
  const rows = restore.restored.map(({ profile, kind, size }) => ({ userName: profile.name, kind, size }));
  const { files, folders, bytes } = countObjects(rows);
  const missingCount = missingFiles(missing);
  const notes = catalog.damagedFiles.map((file) => message('notes:copy-used', { file }));
  if (restore.attributesLost > 0) notes.push(message('notes:attributes-lost', { count: restore.attributesLost }));
  const [first] = restore.clampedTimes;
  if (first !== undefined)
    notes.push(message('notes:times-clamped', { count: restore.clampedTimes.length, path: first }));
  const isComplete = missingCount === 0 && catalog.damagedFiles.length === 0;
  return {
    storePath: restore.storePath,
    storeId: catalog.meta.storeId,
    isComplete,
    ...{ files, folders, bytes },
    alreadyThere: restore.alreadyThere,
    renamed: renamed.slice(0, MAX_LISTED),
    renamedCount: renamed.length,
    perUser: summarizeUsers([...restored, ...leftBehind], rows, missing).slice(0, MAX_LISTED),
    missing: missing.slice(0, MAX_LISTED),
    missingCount,
    linksNotRestored: objects.filter(({ kind }) => kind === 'link').length,
    plannedAccounts: plannedAccounts(restore, restored).slice(0, MAX_LISTED),
    notes: distinctMessages([...notes, ...restore.targets.notes]).slice(0, 100),
    notCarried: sumNotCarried(catalog.notCarried, restore.lost),
    exitCode: isComplete ? 0 : 3,
    timing: { startedAt, endedAt: restore.work.now() },
  };
}
