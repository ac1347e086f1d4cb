import { AppError } from '#shared/contract/errors';
import { findAssociationRow, listAssociationRows } from '#core/store/lists/association-list';
import { listDeviceRows } from '#core/store/lists/device-list';
import { findReferences, listReferences } from '#core/store/lists/reference-list';
import { listFolderRows } from '#core/store/lists/folder-list';
import { pageOf } from '#core/store/lists/page';
import { listRunRows } from '#core/store/lists/run-list';
import { createSequenceList } from '#core/running/state-sequences';
import { listStateStoreRows } from '#core/store/lists/state-store-list';
import type { Core } from '../core.ts';
import type { Handlers } from '../serve.ts';

type ListHandlers = Pick<
  Handlers,
  | 'device.list'
  | 'sequence.list'
  | 'folder.list'
  | 'editor.drafts'
  | 'association.list'
  | 'association.get'
  | 'migrationPoint.list'
  | 'migrationPoint.get'
  | 'stateStore.list'
  | 'run.list'
  | 'job.list'
  | 'reference.list'
  | 'reference.find'
>;

/** What is not in the database, or is so little that it is looked at whole. */
function smallListHandlers({ editing, points, jobs, say }: Core) {
  return {
    'editor.drafts': async (query) =>
      pageOf(await editing.drafts(), query, {
        id: (draft) => draft.packageId,
        name: (draft) => draft.sequenceName,
        texts: (draft) => [draft.sequenceName, draft.packageId],
        value: (draft, column) => ({ name: draft.sequenceName, updated: draft.updatedAt })[column],
      }),
    'migrationPoint.list': (query) => points.page(query),
    'migrationPoint.get': ({ migrationPointId }) => points.get(migrationPointId),
    'job.list': async (query) =>
      pageOf(
        (await jobs.list()).filter((job) => query.states?.includes(job.state) !== false),
        query,
        {
          id: (job) => job.id,
          name: (job) => say(job.title),
          texts: (job) => [say(job.title), job.text],
          codes: (job) => [`state:${job.state}`, `job:${job.kind}`],
          value: (job, column) =>
            ({
              job: `${job.kind} ${say(job.title)}`,
              state: job.state,
              progress: job.total === null || job.total === 0 ? 0 : job.done / job.total,
              started: job.startedAt,
              took: (job.endedAt ?? Number.MAX_SAFE_INTEGER) - job.startedAt,
            })[column],
        },
      ),
  } satisfies Partial<Handlers>;
}

/** Every list of the site: rows of a page and how many there are. */
export function listHandlers(core: Core): ListHandlers {
  const { database } = core.site;
  return {
    ...smallListHandlers(core),
    'device.list': (query) => listDeviceRows(database, query),
    'sequence.list': createSequenceList(database),
    'folder.list': (query) => listFolderRows(database, query),
    'association.list': (query) => listAssociationRows(database, query),
    'association.get': async ({ associationId: id }) => {
      const row = findAssociationRow(database.read, id);
      if (row === undefined) throw new AppError('ASSOCIATION_NOT_FOUND', { id });
      return row;
    },
    'stateStore.list': (query) => listStateStoreRows(database, query),
    'run.list': async (query) => {
      const page = await listRunRows(database, query);
      return { ...page, rows: page.rows.map((row) => core.runs.show(row)) };
    },
    'reference.list': (query) => listReferences(database, query),
    'reference.find': async ({ ids }) => ({ found: findReferences(database.read, ids) }),
  };
}
