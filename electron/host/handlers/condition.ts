import { checkNamespace, checkQuery } from '#core/wql/check-query';
import type { Handlers } from '../serve.ts';

type ConditionHandlers = Pick<Handlers, 'editor.checkQuery' | 'editor.checkNamespace'>;

/** What a person needs while making a condition; nothing of it belongs to an open document. */
export function conditionHandlers(): ConditionHandlers {
  return {
    'editor.checkQuery': async ({ query }) => Promise.resolve({ problem: checkQuery(query) }),
    'editor.checkNamespace': async ({ namespace }) => Promise.resolve({ problem: checkNamespace(namespace) }),
  };
}
