import { Buffer } from 'node:buffer';
import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { AppError } from '#shared/contract/errors';
import { givenFields } from '#shared/model/change';
import { backUp } from '#core/store/backup';
import { listAssociations } from '#core/store/tables/association';
import { listDevices } from '#core/store/tables/device';
import { listMigrationPoints } from '#core/store/tables/migration-point';
import { listRuns } from '#core/store/tables/run';
import { listSequences } from '#core/store/tables/sequence';
import { getSetting } from '#core/store/tables/setting';
import { getSite } from '#core/store/tables/site';
import { listStateStores } from '#core/store/tables/state-store';
import { browse, createFolder } from '../browse.ts';
import type { Core } from '../core.ts';
import type { Handlers } from '../serve.ts';
import { checkSite } from '../site-check.ts';

type SiteHandlers = Pick<
  Handlers,
  'site.get' | 'site.summary' | 'site.check' | 'site.backup' | 'site.createSample' | 'setting.get' | 'setting.set'
>;

/** The site itself: who it is, how much is in it, settings, check and backup. */
export function siteHandlers(core: Core): SiteHandlers {
  const { site } = core;
  const { read } = site.database;
  return {
    'site.get': async () => {
      const row = await getSite(read);
      return {
        code: row.code,
        name: row.name,
        directory: site.dir,
        version: core.version,
        host: core.host,
        secretStore: { kind: core.secrets.kind(), place: core.secrets.place() },
        userName: core.userName,
        hasSample: (await getSetting(read, 'sample')) === true,
      };
    },
    'site.summary': async () => {
      const runs = await listRuns(read, { limit: 100_000 });
      return {
        taskSequences: (await listSequences(read)).length,
        devices: (await listDevices(read)).length,
        associations: (await listAssociations(read)).length,
        stateStores: (await listStateStores(read)).filter((store) => store.deletedAt === null).length,
        migrationPoints: (await listMigrationPoints(read)).length,
        runs: runs.length,
        activeRuns: core.runs.listActive().length,
      };
    },
    'site.check': async () => ({ findings: await checkSite(core) }),
    'site.backup': async ({ file }) => {
      if (!isAbsolute(file)) throw new AppError('INVALID_INPUT', { reason: 'the path must be absolute' });
      await backUp(site.database, file);
      return { file, sizeBytes: (await stat(file)).size };
    },
    'site.createSample': async () => ({ jobId: core.startSample() }),
    'setting.get': () => core.settings.get(),
    'setting.set': (change) => core.settings.set(givenFields(change)),
  };
}

type WorkHandlers = Pick<
  Handlers,
  | 'job.cancel'
  | 'files.browse'
  | 'files.createFolder'
  | 'transfer.begin'
  | 'transfer.write'
  | 'transfer.read'
  | 'transfer.end'
>;

/** Jobs, the file browser, and files that travel in chunks. */
export function workHandlers(core: Core): WorkHandlers {
  const { jobs, transfers } = core;
  return {
    'job.cancel': async ({ jobId }) => {
      jobs.cancel(jobId);
      return {};
    },
    'files.browse': ({ path, show }) => browse(path, show),
    'files.createFolder': async ({ parent, name }) => ({ path: await createFolder(parent, name) }),
    'transfer.begin': async ({ fileName, sizeBytes }) => ({ transferId: await transfers.begin(fileName, sizeBytes) }),
    'transfer.write': async ({ transferId, offset, chunk }) => {
      return { received: await transfers.write(transferId, offset, Buffer.from(chunk, 'base64')) };
    },
    'transfer.read': async ({ transferId, offset }) => {
      const { chunk, sizeBytes, isLast } = await transfers.read(transferId, offset);
      return { chunk: chunk.toString('base64'), sizeBytes, isLast };
    },
    'transfer.end': async ({ transferId }) => {
      await transfers.end(transferId);
      return {};
    },
  };
}
