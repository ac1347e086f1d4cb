/** What became of one test on Windows. */
export interface Result {
  /** Path below the project, with `/`. */
  readonly file: string;
  readonly name: string;
  readonly seconds: number;
  readonly outcome: 'passed' | 'failed' | 'left out' | 'unsteady';
  /** Of a failure its messages, of a test that was left out its reason. */
  readonly words: string;
}

/** Where the unit tests leave their results, below the project's folder on Windows. */
export const resultsFile = 'out/windows/units.json';

/** So many may pass at their second try only; more are no chance. */
export const mostUnsteady = 3;

/** More failed files than these are no chance, and are not tried again. */
const mostTriedAgain = 12;

export const filesOf = (results: readonly Result[]): string[] => [...new Set(results.map(({ file }) => file))];

/**
 * Tries the failed ones once more, file by file. What passes then is unsteady; of what fails again the second failure
 * is told.
 */
export async function tryAgain(
  results: readonly Result[],
  run: (file: string) => Promise<readonly Result[]>,
): Promise<Result[]> {
  const failed = results.filter(({ outcome }) => outcome === 'failed');
  const files = filesOf(failed);
  if (files.length > mostTriedAgain) return [...results];
  const second = new Map<string, Result>();
  for (const file of files) for (const result of await run(file)) second.set(key(result), result);
  return results.map((result) => {
    const again = result.outcome === 'failed' ? second.get(key(result)) : undefined;
    if (again === undefined) return result;
    return again.outcome === 'passed' ? { ...again, outcome: 'unsteady', words: result.words } : again;
  });
}

const key = ({ file, name }: Result): string => `${file}\n${name}`;
