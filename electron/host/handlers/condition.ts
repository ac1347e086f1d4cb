import { breathe } from '#core/ports/breathe';
import { checkNamespace, checkQuery } from '#core/wql/check-query';
import type { ImportSource } from '#shared/contract/areas/sequence';
import type { InstallerFacts } from '#shared/model/installer';
import type { QueryProblem } from '#shared/model/query-problem';
import type { Core } from '../core.ts';
import { toFile } from '../sequence-files.ts';
import type { Handlers } from '../serve.ts';

/** So long a text is checked in less time than a turn takes. */
const quickCharacters = 500;

type ConditionHandlers = Pick<
  Handlers,
  'editor.checkQuery' | 'editor.checkNamespace' | 'editor.checkQueries' | 'editor.readInstaller'
>;

/** Reads the installer that a page names; one that it has uploaded is not needed after that. */
async function readInstaller(
  { library, transfers }: Pick<Core, 'library' | 'transfers'>,
  source: ImportSource,
  signal: AbortSignal,
): Promise<InstallerFacts> {
  const file = toFile({ transfers }, source);
  if (source.kind === 'path') return library.readInstaller(file, signal);
  // Its connection may end meanwhile, and would take the file away while it is read.
  transfers.handOver([source.transferId]);
  try {
    return await library.readInstaller(file, signal);
  } finally {
    await transfers.end(source.transferId);
  }
}

/** Checks one after the other; a hundred of the longest take half a second, and others wait for no more than one. */
async function checkEach(
  texts: readonly string[],
  check: (text: string) => QueryProblem | null,
): Promise<(QueryProblem | null)[]> {
  const found: (QueryProblem | null)[] = [];
  for (const text of texts) {
    if (text.length > quickCharacters) await breathe();
    found.push(check(text));
  }
  return found;
}

/** What a person needs while making a condition; nothing of it belongs to an open document. */
export function conditionHandlers(core: Pick<Core, 'library' | 'transfers'>): ConditionHandlers {
  return {
    'editor.checkQuery': async ({ query }) => Promise.resolve({ problem: checkQuery(query) }),
    'editor.checkNamespace': async ({ namespace }) => Promise.resolve({ problem: checkNamespace(namespace) }),
    'editor.checkQueries': async ({ queries, namespaces }) => ({
      queries: await checkEach(queries, checkQuery),
      namespaces: await checkEach(namespaces, checkNamespace),
    }),
    'editor.readInstaller': ({ source }, { signal }) => readInstaller(core, source, signal),
  };
}
