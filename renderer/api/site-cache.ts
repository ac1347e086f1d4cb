import { QueryClient, type Query, type QueryState } from '@tanstack/react-query';
import type { Input, Output, Payload } from '#shared/contract/contract';
import type { Client } from './client.ts';
import { answerParts, type ListName, type QueryName, type RowOf } from './answer-parts.ts';

export type AnswerKey<K extends QueryName = QueryName> = readonly [method: K, input: Input<K>];
export type SiteChanges = Payload<'site.changed'>['changes'];

/** How an answer is asked for: the same for components, commands and dialogs. */
export interface Question<K extends QueryName> {
  readonly queryKey: AnswerKey<K>;
  readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<Output<K>>;
}

/** The one place that holds what this window knows of the site: answers of the core, until a change makes them old. */
export interface SiteCache {
  readonly queries: QueryClient;
  question<K extends QueryName>(method: K, input: Input<K>): Question<K>;
  /** What was answered last; undefined when it was never asked. Never asks. */
  known<K extends QueryName>(method: K, input: Input<K>): Output<K> | undefined;
  /** The same with the time of the answer. */
  state<K extends QueryName>(method: K, input: Input<K>): QueryState<Output<K>> | undefined;
  /** An answer for one use, such as a page of an export: it is not kept. */
  read<K extends QueryName>(method: K, input: Input<K>, signal?: AbortSignal): Promise<Output<K>>;
  /** The answer: the known one while nothing changed it, else asked for. */
  get<K extends QueryName>(method: K, input: Input<K>): Promise<Output<K>>;
  /** A row that an event brought takes the place of the known one in the lists that are shown. */
  putRow<K extends ListName>(method: K, isSame: (row: RowOf<K>) => boolean, row: RowOf<K>): void;
  /** Asks again what is shown of a method, because it failed. */
  retry(method: QueryName): Promise<void>;
  /** What these changes make old is read again where it is shown, and when it is shown next elsewhere. */
  change(changes: SiteChanges): Promise<void>;
  /** Everything may be old: a connection was lost, or events were. */
  changeAll(): Promise<void>;
  /** For `shell.commands.watch`: told after each answer. */
  subscribe(listener: () => void): () => void;
}

/** Answers that nobody looks at are kept so long, for the way back. */
const keptMs = 10 * 60_000;

/**
 * A core on the same computer: no network to be down, no focus that tells of a change. Only `site.changed` makes an
 * answer old, and a failed call says why at once.
 */
function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: Infinity,
        gcTime: keptMs,
      },
    },
  });
}

export function createSiteCache(client: Client, onReconnect: (listener: () => void) => () => void): SiteCache {
  const queries = createQueries();
  const { renew, subscribe } = createRenewal(queries);
  const question: SiteCache['question'] = (method, input) => ({
    queryKey: [method, input],
    queryFn: ({ signal }) => client.call(method, input, { signal }),
  });
  const change: SiteCache['change'] = (changes) => renew((query) => isChanged(query, changes));
  const changeAll = (): Promise<void> => renew(() => true);
  client.on('site.changed', ({ changes }) => void change(changes));
  onReconnect(() => void changeAll());
  return {
    queries,
    question,
    change,
    changeAll,
    subscribe,
    known: (method, input) => queries.getQueryData(question(method, input).queryKey),
    state: (method, input) => queries.getQueryState(question(method, input).queryKey),
    putRow: (method, isSame, row) => putRow(queries, method, isSame, row),
    retry: (method) => queries.refetchQueries({ queryKey: [method], type: 'active' }),
    read: (method, input, signal) => client.call(method, input, signal === undefined ? {} : { signal }),
    get: (method, input) => queries.query(question(method, input)),
  };
}

interface Rows {
  readonly rows: readonly unknown[];
}

function putRow<K extends ListName>(
  queries: QueryClient,
  method: K,
  isSame: (row: RowOf<K>) => boolean,
  row: RowOf<K>,
): void {
  // Lists that are not shown stay as old as they are: what is written into them would make them look read.
  for (const query of queries.getQueryCache().findAll({ queryKey: [method], type: 'active' })) {
    const page = query.state.data as Rows | undefined;
    const place = page?.rows.findIndex((one) => isSame(one as RowOf<K>)) ?? -1;
    if (page === undefined || place < 0) continue;
    const isOld = query.state.isInvalidated;
    queries.setQueryData(query.queryKey, { ...page, rows: page.rows.with(place, row) });
    if (isOld) query.invalidate();
  }
}

/** Whether an answer is made of something that changed: details of the ids they are about, lists of every id. */
function isChanged(query: Query, changes: SiteChanges): boolean {
  const [method, input] = query.queryKey as readonly [QueryName, Input<QueryName> | null];
  // Nothing was asked: it waits for an id.
  if (input === null) return false;
  return answerParts(method, input).some(({ kind, id }) =>
    changes.some((one) => one.kind === kind && (one.ids === null || id === undefined || one.ids.includes(id))),
  );
}

/**
 * Makes answers old. One that is being read is not aborted, because changes that come faster than an answer would abort
 * it for ever: it is read once more when the reading under way has ended.
 */
function createRenewal(queries: QueryClient) {
  const again = new Set<string>();
  const listeners = new Set<() => void>();
  const renew = async (isOld: (query: Query) => boolean): Promise<void> => {
    const cache = queries.getQueryCache();
    const old = cache.findAll({ predicate: isOld });
    for (const query of old) if (query.state.fetchStatus === 'fetching') again.add(query.queryHash);
    const hashes = new Set(old.map((query) => query.queryHash));
    await queries.invalidateQueries({ predicate: (query) => hashes.has(query.queryHash) }, { cancelRefetch: false });
  };
  queries.getQueryCache().subscribe((event) => {
    if (event.type === 'removed') again.delete(event.query.queryHash);
    if (event.type !== 'updated' || (event.action.type !== 'success' && event.action.type !== 'error')) return;
    for (const listener of [...listeners]) listener();
    if (event.query.state.fetchStatus !== 'idle' || !again.delete(event.query.queryHash)) return;
    const hash = event.query.queryHash;
    void queries.invalidateQueries({ predicate: (query) => query.queryHash === hash });
  });
  return {
    renew,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
