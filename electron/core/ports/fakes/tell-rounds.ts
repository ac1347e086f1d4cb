/**
 * A line with what a long suite did, for whoever reads its output: how often, and what was lost. A loss also fails the
 * test that counted it; the line is there for those that lost nothing, so that nobody has to take that on trust.
 */
export function tellRounds(rule: string, figures: Readonly<Record<string, number>>): void {
  const told = Object.entries(figures).map(([what, count]) => `${String(count)} ${what}`);
  process.stdout.write(`[${rule}] ${told.join(', ')}\n`);
}
