import { Buffer } from 'node:buffer';
import { stat } from 'node:fs/promises';
import { givenFields } from '#shared/model/change';
import { backUp } from '#core/store/backup';
import { countSite } from '#core/store/lists/count-site';
import { getSetting } from '#core/store/tables/setting';
import { getSite } from '#core/store/tables/site';
import { browse, createFolder } from '../browse.ts';
import type { Core } from '../core.ts';
import type { Handlers } from '../serve.ts';
import { checkSite } from '../site-check.ts';
import { namedPlace } from '../write-whole.ts';

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
    'site.summary': async () => ({
      ...(await countSite(site.database)),
      activeRuns: core.runs.listActive().length,
    }),
    'site.check': async () => ({ findings: await checkSite(core) }),
    'site.backup': async ({ file, overwrite = false }) => {
      const place = namedPlace(file, { site: site.paths, overwrite, makesFolder: true });
      await backUp(site.database, place, { overwrite });
      return { file, sizeBytes: (await stat(place)).size };
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
      await jobs.cancel(jobId);
      return {};
    },
    'files.browse': ({ path, show }) => browse(path, show),
    'files.createFolder': async ({ parent, name }) => ({ path: await createFolder(parent, name) }),
    'transfer.begin': async ({ fileName, sizeBytes }, { connection }) => ({
      transferId: await transfers.begin(connection, fileName, sizeBytes),
    }),
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
