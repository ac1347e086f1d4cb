import { listPageMost, type UnreadableRow } from '../model/list.ts';
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

export interface WholeList<Row> {
  readonly rows: Row[];
  /** Rows that the list had to leave out. */
  readonly unreadable: UnreadableRow[];
}

/**
 * Every row of a list, read page by page: for what needs all of them at once, as a printed list does. A list that grows
 * meanwhile may tell a row twice; each row is given once. A page with rows that could not be read is no last page.
 */
export async function readList<Method extends ListMethod>(
  client: Pick<Client, 'call'>,
  method: Method,
  query: Omit<Input<Method>, 'offset' | 'limit' | 'around'>,
  options: CallOptions = {},
): Promise<WholeList<ListRow<Method>>> {
  const unreadable = new Map<string, UnreadableRow>();
  const rows = new Map<unknown, ListRow<Method>>();
  for (let offset = 0; ; offset += listPageMost) {
    const input = { ...query, offset, limit: listPageMost } as Input<Method>;
    const page = await client.call(method, input, options);
    for (const row of page.rows as ListRow<Method>[]) rows.set('id' in row ? row.id : row.packageId, row);
    for (const one of page.unreadable ?? []) unreadable.set(one.row, one);
    if (offset + listPageMost >= page.total) return { rows: [...rows.values()], unreadable: [...unreadable.values()] };
  }
}

/** The rows of `readList` alone, for what acts on those that it can. */
export async function readAll<Method extends ListMethod>(
  client: Pick<Client, 'call'>,
  method: Method,
  query: Omit<Input<Method>, 'offset' | 'limit' | 'around'>,
  options: CallOptions = {},
): Promise<ListRow<Method>[]> {
  return (await readList(client, method, query, options)).rows;
}
