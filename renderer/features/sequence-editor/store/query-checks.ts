import type { QueryProblem } from '#shared/model/query-problem';
import type { NodeDetail, NodeId } from '#shared/model/sequence';
import { type PlacedWarning, queryWarning, type WrittenQuery, writtenQueries } from '../model/warnings.ts';
import type { EditorSession } from './editor-session.ts';

/** What is wrong with the queries of conditions. Each text is asked for once, however many conditions have it. */
export interface QueryChecks {
  /** Looks at the conditions of these steps and groups. */
  read(nodes: readonly NodeDetail[]): Promise<void>;
  /** The warnings with those of the queries behind them. */
  with(warnings: ReadonlyMap<NodeId, readonly PlacedWarning[]>): ReadonlyMap<NodeId, readonly PlacedWarning[]>;
}

/** So many texts are asked for with one call. */
const most = 100;

type Known = Map<string, QueryProblem | null>;

/** The texts that nobody has asked for yet, in portions of one call. */
function portionsOf(written: readonly WrittenQuery[], what: WrittenQuery['what'], known: Known): string[][] {
  const texts = written.filter((one) => one.what === what && !known.has(one.text)).map(({ text }) => text);
  const distinct = [...new Set(texts)];
  return Array.from({ length: Math.ceil(distinct.length / most) }, (_, at) =>
    distinct.slice(at * most, (at + 1) * most),
  );
}

export function createQueryChecks(session: Pick<EditorSession, 'call'>): QueryChecks {
  const known = { query: new Map() as Known, namespace: new Map() as Known };
  const written = new Map<NodeId, readonly WrittenQuery[]>();
  const ask = async (queries: readonly string[], namespaces: readonly string[]): Promise<void> => {
    const found = await session.call('editor.checkQueries', { queries: [...queries], namespaces: [...namespaces] });
    queries.forEach((text, at) => known.query.set(text, found?.queries[at] ?? null));
    namespaces.forEach((text, at) => known.namespace.set(text, found?.namespaces[at] ?? null));
  };
  return {
    read: async (nodes) => {
      for (const node of nodes) {
        const queries = writtenQueries(node);
        if (queries.length > 0) written.set(node.id, queries);
        else written.delete(node.id);
      }
      const here = nodes.flatMap(({ id }) => written.get(id) ?? []);
      const queries = portionsOf(here, 'query', known.query);
      const namespaces = portionsOf(here, 'namespace', known.namespace);
      for (let at = 0; at < Math.max(queries.length, namespaces.length); at += 1)
        await ask(queries[at] ?? [], namespaces[at] ?? []);
    },
    with: (warnings) => {
      const all = new Map(warnings);
      for (const [id, queries] of written) {
        const found = queries.flatMap((one) => {
          const problem = known[one.what].get(one.text) ?? null;
          return problem === null ? [] : [queryWarning(one, problem)];
        });
        if (found.length > 0) all.set(id, [...(all.get(id) ?? []), ...found]);
      }
      return all;
    },
  };
}
