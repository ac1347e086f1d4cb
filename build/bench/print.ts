import type { RowResult } from './measure.ts';
import { median } from './measure.ts';

export interface MachineFacts {
  readonly cores: number;
  readonly load: number;
  readonly node: string;
  readonly platform: string;
}

const heads = ['row', 'against', 'measure', 'goal', 'ratio', 'min', 'max', 'ours ms', 'theirs ms'];

function linesOf({ row, against, missing, ratios }: RowResult): string[][] {
  if (missing !== undefined) return [[row, against, `not measured: ${missing}`]];
  return ratios.map(({ measure, median: middle, min, max, goal, pairs }) => [
    row,
    against,
    measure,
    goal === undefined ? '' : `≤ ${String(goal)}`,
    ...[middle, min, max].map((value) => value.toFixed(2)),
    median(pairs.map(({ ours }) => ours)).toFixed(1),
    median(pairs.map(({ theirs }) => theirs)).toFixed(1),
  ]);
}

/** The results for people. The milliseconds are medians, said for orientation: only the ratio compares. */
export function printTable(machine: MachineFacts, pairs: number, results: readonly RowResult[]): string {
  const { cores, load, node, platform } = machine;
  const lines = [heads, ...results.flatMap(linesOf)];
  const widths = heads.map((_, column) =>
    Math.max(...lines.map((line) => (line.length > 3 ? (line[column] ?? '').length : 0))),
  );
  const table = lines.map((line) =>
    line
      .map((cell, column) => (column < 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  const notes = results.flatMap(({ row, notes: said }) => said.map((note) => `${row}: ${note}`));
  const head = `${cores} cores, load ${load} before the first pair, Node ${node}, ${platform}, ${pairs} interleaved pairs`;
  return `${[head, '', ...table, ...(notes.length > 0 ? [''] : []), ...notes].join('\n')}\n`;
}
