/** What one side of a pair took, by the name of what was measured; milliseconds. */
export type Sample = Readonly<Record<string, number>>;

export interface Pair {
  readonly ours: Sample;
  readonly theirs: Sample;
}

/** Ours divided by theirs, over all pairs of a run. */
export interface Ratio {
  readonly measure: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** The median is not to be more than this; absent where nobody set one. */
  readonly goal?: number;
  readonly pairs: readonly { readonly ours: number; readonly theirs: number }[];
}

export interface RowResult {
  readonly row: string;
  readonly against: string;
  /** Why nothing was measured; absent when it was. */
  readonly missing?: string;
  readonly notes: readonly string[];
  readonly ratios: readonly Ratio[];
}

export interface Row {
  readonly name: string;
  readonly against: string;
  run(pairs: number): Promise<Omit<RowResult, 'row' | 'against'>>;
}

/** Takes pairs one after the other, the first of each pair in turn: what the machine does besides hits both sides. */
export async function takePairs(
  count: number,
  ours: (pair: number) => Promise<Sample>,
  theirs: (pair: number) => Promise<Sample>,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let pair = 0; pair < count; pair += 1) {
    if (pair % 2 === 0) {
      const first = await ours(pair);
      pairs.push({ ours: first, theirs: await theirs(pair) });
    } else {
      const first = await theirs(pair);
      pairs.push({ theirs: first, ours: await ours(pair) });
    }
  }
  return pairs;
}

/** The value below which the given part (0 to 1) of the values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** One ratio for each measure that the pairs have, all with the same goal. */
export function ratiosOf(pairs: readonly Pair[], goal?: number): Ratio[] {
  return Object.keys(pairs[0]?.ours ?? {}).map((measure) => {
    const values = pairs.map(({ ours, theirs }) => ({ ours: ours[measure] ?? NaN, theirs: theirs[measure] ?? NaN }));
    const ratios = values.map(({ ours, theirs }) => ours / theirs);
    const found = {
      measure,
      median: median(ratios),
      min: Math.min(...ratios),
      max: Math.max(...ratios),
      pairs: values,
    };
    return goal === undefined ? found : { ...found, goal };
  });
}

/** Milliseconds that something takes. */
export async function time(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
