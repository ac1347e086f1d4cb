/** Version of the rows that are written now. */
export const JOURNAL_VERSION = 3;

type Body = Readonly<Record<string, unknown>>;

/**
 * What a row of a version says in the words of the next one, by version. Pure, and never changed after a release: rows
 * lie in journals for as long as runs are kept.
 */
const upcasters: Readonly<Record<number, (body: Body) => Body>> = {
  // Version 2 says which behaviours hold for the run; before there were any, none did.
  1: (body) => (body['kind'] === 'run-started' ? { ...body, behaviours: [] } : body),
  // Version 3 says who carried the run out, and what a cancel could not end.
  2: (body) => {
    if (body['kind'] === 'run-started' || body['kind'] === 'run-resumed') return { ...body, owner: null };
    return body['kind'] === 'run-ended' ? { ...body, left: [] } : body;
  },
};

/** The body of a stored row in the form of the present version; null for one that is not known (ENG-130). */
export function bringForward(body: unknown, version: number): unknown {
  if (typeof body !== 'object' || body === null || version > JOURNAL_VERSION) return null;
  let current = body as Body;
  for (let from = version; from < JOURNAL_VERSION; from += 1) {
    const next = upcasters[from];
    if (next === undefined) return null;
    current = next(current);
  }
  return current;
}
