import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { QueryProblem } from '#shared/model/query-problem';
import type { MessageNames } from '#shared/text/messages';
import type { notes } from '#shared/text/en/notes';

/** A stretch of the query, in UTF-16 units from its beginning. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

/** Why a query is refused: the keys of the texts. */
export type QueryReason = keyof (typeof notes)['query'];
type Names<Reason extends QueryReason> = MessageNames<`notes:query.${Reason}`>;
/** What fills the sentence beside the place, which every problem gives by itself. */
type Values<Reason extends QueryReason> = Omit<Readonly<Record<Names<Reason>, string | number>>, 'at'>;

/** The one error of this folder. It ends the parse at the first problem; `problem` is what is shown. */
export class QueryError extends Error {
  readonly reason: QueryReason;
  readonly problem: QueryProblem;
  constructor(code: QueryReason, problem: QueryProblem) {
    super(code);
    this.name = 'QueryError';
    this.reason = code;
    this.problem = problem;
  }
}

/** So much of a word is shown in a sentence. */
const shownCharacters = 60;

/** A piece of the query as it is said: cut, and never with half of a character. */
export function shown(text: string): string {
  return (text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text).toWellFormed();
}

/** Throws the problem at a place. People count characters from one. */
export function refuseQuery<Reason extends QueryReason>(
  code: Reason,
  place: Place,
  ...[values]: [Names<Reason>] extends ['at'] ? [] : [values: Values<Reason>]
): never {
  const { offset, length } = place;
  const filled: Record<string, string | number> = { ...values, at: offset + 1 };
  // The compiler has checked code and values above; the union of all keys at once is more than it can follow.
  const say = (message as (key: string, given: typeof filled) => Message)(`notes:query.${code}`, filled);
  throw new QueryError(code, { offset, length, say });
}
