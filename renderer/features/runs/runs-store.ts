import { readAll } from '#shared/contract/read-all';
import type { RunRow } from '#shared/model/run';
import type { Client } from '../../api/client.ts';
import { createResource, type Resource } from '../../api/resource.ts';

/** All runs of the site, newest first. */
export type RunList = Resource<readonly RunRow[]>;

export function createRunList(client: Client, onReconnect?: (listener: () => void) => () => void): RunList {
  const resource = createResource<readonly RunRow[]>({
    client,
    areas: ['runs'],
    ...(onReconnect === undefined ? {} : { onReconnect }),
    load: async (one, signal) => loadRuns(one, signal),
  });
  const stopEvents = client.on('run.advanced', ({ row }) =>
    resource.store.setState((state) => (state.data === null ? state : { ...state, data: mergeRow(state.data, row) })),
  );
  return {
    ...resource,
    stop: () => {
      stopEvents();
      resource.stop();
    },
  };
}

/** What is heard while the list is on its way is newer than the list. */
async function loadRuns(client: Client, signal: AbortSignal): Promise<readonly RunRow[]> {
  const heard: RunRow[] = [];
  const stop = client.on('run.advanced', ({ row }) => void heard.push(row));
  try {
    const runs = await readAll(client, 'run.list', {}, { signal });
    return heard.reduce(mergeRow, newestFirst(runs));
  } finally {
    stop();
  }
}

export function mergeRow(rows: readonly RunRow[], row: RunRow): readonly RunRow[] {
  const place = rows.findIndex((one) => one.id === row.id);
  return place === -1 ? newestFirst([row, ...rows]) : rows.with(place, row);
}

function newestFirst(rows: readonly RunRow[]): readonly RunRow[] {
  return [...rows].sort((one, other) => other.id - one.id);
}
