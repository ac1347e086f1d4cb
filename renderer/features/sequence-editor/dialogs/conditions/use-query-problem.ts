import { message } from '#shared/contract/message';
import { conditionLimits } from '#shared/model/conditions/expression';
import type { QueryProblem } from '#shared/model/query-problem';
import { useAnswer } from '../../../../app/shell-context.tsx';
import { useDebounced } from '../../../../app/use-debounced.ts';

/** So long a person may pause while typing before the query is looked at. */
const restMs = 250;

/** What is wrong with a query while it is typed, and where; null when nothing is known to be. */
export function useQueryProblem(query: string): QueryProblem | null {
  const rested = useDebounced(query, restMs);
  const { query: limit } = conditionLimits;
  const { length } = query;
  const isTooLong = length > limit;
  const isAsked = rested === query && !isTooLong && query.trim() !== '';
  const { data } = useAnswer('editor.checkQuery', isAsked ? { query } : null);
  if (isTooLong) {
    const say = message('sequence-editor:conditionDialog.problem.too-long', { limit, length });
    return { offset: limit, length: length - limit, say };
  }
  return isAsked ? (data?.problem ?? null) : null;
}

/** The same for a namespace. */
export function useNamespaceProblem(namespace: string): QueryProblem | null {
  const rested = useDebounced(namespace, restMs);
  const isAsked = rested === namespace && namespace.trim() !== '';
  const { data } = useAnswer('editor.checkNamespace', isAsked ? { namespace } : null);
  return isAsked ? (data?.problem ?? null) : null;
}
