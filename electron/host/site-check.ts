import { isAppError } from '#shared/contract/errors';
import type { StateStoreRow } from '#shared/model/state-migration';
import { message } from '#shared/contract/message';
import { stat } from 'node:fs/promises';
import type { DeviceRow } from '#shared/model/device';
import { type ListPage, listPageMost } from '#shared/model/list';
import {
  AssociationListQuery,
  DeviceListQuery,
  FolderListQuery,
  RunListQuery,
  SequenceListQuery,
  StateStoreListQuery,
} from '#shared/model/lists';
import type { SiteFinding } from '#shared/model/site';
import { listAssociationRows } from '#core/store/lists/association-list';
import { listDeviceRows } from '#core/store/lists/device-list';
import { listSequenceRows } from '#core/store/lists/sequence-list';
import { listRunRows } from '#core/store/lists/run-list';
import { unreadableRows } from '#core/store/unreadable';
import { findMisplacedFolders, listFolderRows } from '#core/store/lists/folder-list';
import { listDeviceVariables } from '#core/store/tables/device';
import { listDrafts } from '#core/store/tables/editing-lists';
import { listJobs } from '#core/store/tables/job';
import { listRunClaims } from '#core/store/tables/run-claim';
import { listMigrationPoints } from '#core/store/tables/migration-point';
import { listStateStoreRows } from '#core/store/lists/state-store-list';
import type { Core } from './core.ts';
import { findOpenToOthers } from './open-to-others.ts';

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true;
}

const existing = StateStoreListQuery.parse({ exists: true });
const ofFolders = DeviceListQuery.parse({ connections: ['folder'] });
const everyDevice = DeviceListQuery.parse({});
const everyRun = RunListQuery.parse({});
const everyAssociation = AssociationListQuery.parse({});
const everySequence = SequenceListQuery.parse({});

function drivesOf({ connection }: DeviceRow): Readonly<Record<string, string>> {
  return connection.kind === 'folder' ? connection.drives : {};
}

/** All rows of a list; a page of them is held at a time. */
async function* everyRow<Row>(
  read: (page: { offset: number; limit: number }) => Promise<ListPage<Row>>,
): AsyncGenerator<Row> {
  for (let offset = 0, total = 1; offset < total;) {
    const page = await read({ offset, limit: listPageMost });
    yield* page.rows;
    // A page may have fewer rows than it stands for: those that cannot be shown are left out of it.
    offset += listPageMost;
    total = page.total;
  }
}

async function checkDevices(core: Core): Promise<SiteFinding[]> {
  const findings: SiteFinding[] = [];
  for await (const device of everyRow((page) => listDeviceRows(core.site.database, { ...ofFolders, ...page }))) {
    for (const [drive, path] of Object.entries(drivesOf(device))) {
      if (await isFolder(path)) continue;
      const said = message('notes:finding.drive-folder-missing', { drive, path });
      findings.push({ severity: 'warning', subject: device.name, message: said });
    }
  }
  return findings;
}

/** What is kept of a store and cannot be read is missing from its page: by name here (STO-181). */
async function checkResults({ stateStores }: Core, { id, sourceName }: StateStoreRow): Promise<SiteFinding[]> {
  const found = await stateStores.get(id).catch((error: unknown) => {
    if (isAppError(error, 'ROW_UNREADABLE') || isAppError(error, 'NOT_FOUND')) return null;
    throw error;
  });
  return (found?.unreadable ?? []).map((place) => ({
    severity: 'warning',
    subject: sourceName,
    message: message('notes:finding.row-unreadable', { row: `state_store/${id}`, place: `result.${place}` }),
  }));
}

async function checkStores(core: Core): Promise<SiteFinding[]> {
  const findings: SiteFinding[] = [];
  for await (const store of everyRow((page) => listStateStoreRows(core.site.database, { ...existing, ...page }))) {
    findings.push(...(await checkResults(core, store)));
    if (store.capturedAt === null) continue;
    if (await isFolder(store.path)) continue;
    const said = message('notes:finding.store-missing', { path: store.path });
    findings.push({ severity: 'error', subject: store.sourceName, message: said });
  }
  for (const point of await core.points.list()) {
    for (const folder of point.folders) {
      if (folder.state === 'usable' || folder.state === 'client-limit') continue;
      const said = message('notes:finding.point-folder', {
        path: folder.path,
        state: message(`notes:finding.folder-state.${folder.state}`),
      });
      findings.push({ severity: 'warning', subject: point.name, message: said });
    }
  }
  return findings;
}

async function checkSequences(core: Core): Promise<SiteFinding[]> {
  const findings: SiteFinding[] = [];
  for await (const row of everyRow((page) => listSequenceRows(core.site.database, { ...everySequence, ...page }))) {
    const { problems } = await core.library.get(row.packageId);
    if (problems.length === 0) continue;
    const said = message('notes:finding.steps-unexpected', { count: problems.length });
    findings.push({ severity: 'information', subject: row.name, message: said });
  }
  return findings;
}

/** Rows that this version cannot read: their lists show what they can of them, or leave them out (STO-180). */
async function checkRows(core: Core): Promise<SiteFinding[]> {
  const { database } = core.site;
  await listFolderRows(database, FolderListQuery.parse({ limit: 1 }));
  await listMigrationPoints(database.read);
  await listRunClaims(database.read);
  await listDrafts(database.read);
  await listJobs(database.read, listPageMost);
  for await (const { id } of everyRow((page) => listDeviceRows(database, { ...everyDevice, ...page }))) {
    await listDeviceVariables(database.read, id).catch((error: unknown) => {
      // Noted, like every row that cannot be read.
      if (!isAppError(error, 'ROW_UNREADABLE')) throw error;
    });
  }
  for await (const _run of everyRow((page) => listRunRows(database, { ...everyRun, ...page })));
  for await (const _one of everyRow((page) => listAssociationRows(database, { ...everyAssociation, ...page })));
  return [...unreadableRows(database)].map(([row, place]) => ({
    severity: 'warning',
    subject: row,
    message: message('notes:finding.row-unreadable', { row, place }),
  }));
}

/** Folders without a place in the tree (STO-222). */
async function checkFolders({ site }: Core): Promise<SiteFinding[]> {
  return (await findMisplacedFolders(site.database)).map(({ name, why }) => ({
    severity: 'warning',
    subject: name,
    message: message(`notes:finding.folder-misplaced.${why}`),
  }));
}

async function checkOpen({ site }: Core): Promise<SiteFinding[]> {
  const stores: string[] = [];
  for await (const { path } of everyRow((page) => listStateStoreRows(site.database, { ...existing, ...page }))) {
    stores.push(path);
  }
  return findOpenToOthers(site.dir, site.paths, stores);
}

/** Looks whether everything that the site refers to is there. Nothing is changed. */
export async function checkSite(core: Core): Promise<SiteFinding[]> {
  const found = [...(await checkDevices(core)), ...(await checkStores(core)), ...(await checkSequences(core))];
  return [...found, ...(await checkRows(core)), ...(await checkFolders(core)), ...(await checkOpen(core))];
}
