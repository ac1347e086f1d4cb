import { AppError } from '#shared/contract/errors';
import { AssociationListQuery, MigrationPointListQuery } from '#shared/model/lists';
import { pageOf } from '#core/lists/page';
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
>;

/** Every list of the site: rows of a page and how many there are. */
export function listHandlers(core: Core): ListHandlers {
  const { lists, jobs } = core;
  return {
    'device.list': (query) => lists.devices(query),
    'sequence.list': (query) => lists.sequences(query),
    'folder.list': (query) => lists.folders(query),
    'editor.drafts': (query) => lists.drafts(query),
    'association.list': (query) => lists.associations(query),
    'association.get': async ({ associationId: id }) => {
      const [row] = (await lists.associations(AssociationListQuery.parse({ ids: [id] }))).rows;
      if (row === undefined) throw new AppError('ASSOCIATION_NOT_FOUND', { id });
      return row;
    },
    'migrationPoint.list': (query) => lists.points(query),
    'migrationPoint.get': async ({ migrationPointId: id }) => {
      const [row] = (await lists.points(MigrationPointListQuery.parse({ ids: [id] }))).rows;
      if (row === undefined) throw new AppError('MIGRATION_POINT_NOT_FOUND', { id });
      return row;
    },
    'stateStore.list': (query) => lists.stores(query),
    'run.list': (query) => lists.runs(query),
    'job.list': async (query) =>
      pageOf(
        jobs.list().filter((job) => query.states?.includes(job.state) !== false),
        query,
        {
          id: (job) => job.id,
          name: (job) => job.title,
          texts: (job) => [job.title, job.text],
          codes: (job) => [`state:${job.state}`, `job:${job.kind}`],
          value: (job, column) =>
            ({
              job: `${job.kind} ${job.title}`,
              state: job.state,
              progress: job.total === null || job.total === 0 ? 0 : job.done / job.total,
              started: job.startedAt,
              took: (job.endedAt ?? Number.MAX_SAFE_INTEGER) - job.startedAt,
            })[column],
        },
      ),
  };
}
