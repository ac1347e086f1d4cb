import type { MessageOrText } from '#shared/contract/message-shape';
import { message } from '#shared/contract/message';
import { conditionLimits } from '#shared/model/conditions/expression';

/** What is wrong with a query, and where. */
export interface QueryProblem {
  /** Characters of the query before the place. */
  readonly offset: number;
  /** Length of the place; it may be empty at the end of the query. */
  readonly length: number;
  readonly say: MessageOrText;
}

/** What is wrong with a query while it is typed; null when nothing is known to be. The only place that asks for it. */
export function useQueryProblem(query: string): QueryProblem | null {
  const { query: limit } = conditionLimits;
  const { length } = query;
  if (length <= limit) return null;
  return {
    offset: limit,
    length: length - limit,
    say: message('sequence-editor:conditionDialog.problem.too-long', { limit, length }),
  };
}
