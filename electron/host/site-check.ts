import { message } from '#shared/contract/message';
import { stat } from 'node:fs/promises';
import { type ListPage, listPageMost } from '#shared/model/list';
import { StateStoreListQuery } from '#shared/model/lists';
import type { SiteFinding } from '#shared/model/site';
import { listStateStoreRows } from '#core/store/lists/state-store-list';
import { listDevices } from '#core/store/tables/device';
import { listSequences } from '#core/store/tables/sequence';
import type { Core } from './core.ts';

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true;
}

const existing = StateStoreListQuery.parse({ exists: true });

/** All rows of a list, page by page. */
async function everyRow<Row>(
  read: (page: { offset: number; limit: number }) => Promise<ListPage<Row>>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let total = 1; rows.length < total;) {
    const page = await read({ offset: rows.length, limit: listPageMost });
    if (page.rows.length === 0) break;
    rows.push(...page.rows);
    total = page.total;
  }
  return rows;
}

async function checkDevices(core: Core): Promise<SiteFinding[]> {
  const findings: SiteFinding[] = [];
  for (const device of await listDevices(core.site.database.read)) {
    for (const [drive, path] of Object.entries(device.driveMap)) {
      if (await isFolder(path)) continue;
      const said = message('notes:finding.drive-folder-missing', { drive, path });
      findings.push({ severity: 'warning', subject: device.name, message: said });
    }
  }
  return findings;
}

async function checkStores(core: Core): Promise<SiteFinding[]> {
  const findings: SiteFinding[] = [];
  for (const store of await everyRow((page) => listStateStoreRows(core.site.database, { ...existing, ...page }))) {
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
  for (const row of await listSequences(core.site.database.read)) {
    const { problems } = await core.library.get(row.packageId);
    if (problems.length === 0) continue;
    const said = message('notes:finding.steps-unexpected', { count: problems.length });
    findings.push({ severity: 'information', subject: row.name, message: said });
  }
  return findings;
}

/** Looks whether everything that the site refers to is there. Nothing is changed. */
export async function checkSite(core: Core): Promise<SiteFinding[]> {
  return [...(await checkDevices(core)), ...(await checkStores(core)), ...(await checkSequences(core))];
}
