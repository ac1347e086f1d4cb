import type { QueryProblem } from '#shared/model/query-problem';
import { queryLimits } from '../transfer/limits.ts';
import { parseQuery } from './parse-query.ts';
import { QueryError, refuseQuery, shown } from './problem.ts';

function findProblem(check: () => unknown): QueryProblem | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof QueryError) return error.problem;
    throw error;
  }
}

/** The first thing that is wrong with a query of WMI, or null. The text may be of any length and hold anything. */
export function checkQuery(query: string): QueryProblem | null {
  return findProblem(() => parseQuery(query));
}

const variable = /^(?:[^%]*%[A-Za-z_][A-Za-z0-9_-]{0,255}%)/;
/** The computer before a namespace: a point for this one, or its name. */
const computer = /^(?:\\\\|\/\/)[^\\/]{1,255}[\\/]/;
const name = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

/** Errors: `QueryError`. */
function demandNamespace(namespace: string): void {
  const { length } = namespace;
  if (length > queryLimits.namespaceCharacters) {
    const offset = queryLimits.namespaceCharacters;
    refuseQuery('namespace-long', { offset, length: length - offset }, { limit: offset });
  }
  if (namespace.trim() === '') refuseQuery('namespace-empty', { offset: 0, length });
  let offset = computer.exec(namespace)?.[0].length ?? 0;
  for (const [index, part] of namespace.slice(offset).split(/[\\/]/).entries()) {
    // What a variable will be, and whether it has more than one level, nobody can say.
    if (variable.test(part)) return;
    const place = { offset, length: part.length };
    if (index === 0 && part.toLowerCase() !== 'root') refuseQuery('namespace-root', place, { found: shown(namespace) });
    if (part === '') refuseQuery('namespace-part', { offset: offset - 1, length: 1 });
    if (!name.test(part)) refuseQuery('namespace-name', place, { found: shown(part) });
    offset += part.length + 1;
  }
}

/**
 * The first thing that is wrong with a namespace of WMI, or null: `root`, and names below it behind backslashes (or
 * slashes, which WMI takes too), perhaps behind a computer (`\\.\`). From a variable of the task sequence on nothing is
 * looked at.
 */
export function checkNamespace(namespace: string): QueryProblem | null {
  return findProblem(() => demandNamespace(namespace));
}
