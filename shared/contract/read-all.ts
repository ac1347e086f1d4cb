import { listPageMost } from '../model/list.ts';
import type { CallOptions, Client } from './client.ts';
import type { Input, Output } from './contract.ts';

/** The calls that answer with a page of a list. */
export type ListMethod =
  | 'device.list'
  | 'sequence.list'
  | 'folder.list'
  | 'editor.drafts'
  | 'association.list'
  | 'migrationPoint.list'
  | 'stateStore.list'
  | 'run.list'
  | 'job.list';

export type ListRow<Method extends ListMethod> = Output<Method>['rows'][number];

/**
 * Every row of a list, read page by page: for what needs all of them at once, as a printed list does. A list that grows
 * meanwhile may tell a row twice; each row is given once.
 */
export async function readAll<Method extends ListMethod>(
  client: Pick<Client, 'call'>,
  method: Method,
  query: Omit<Input<Method>, 'offset' | 'limit' | 'around'>,
  options: CallOptions = {},
): Promise<ListRow<Method>[]> {
  const rows = new Map<unknown, ListRow<Method>>();
  for (let offset = 0; ; offset += listPageMost) {
    const input = { ...query, offset, limit: listPageMost } as Input<Method>;
    const page = await client.call(method, input, options);
    for (const row of page.rows as ListRow<Method>[]) rows.set('id' in row ? row.id : row.packageId, row);
    if (page.rows.length < listPageMost || offset + page.rows.length >= page.total) return [...rows.values()];
  }
}
