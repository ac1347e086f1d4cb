import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { captureRow } from './capture-row.ts';
import { editorRow } from './editor-row.ts';
import { engineRow } from './engine-row.ts';
import type { Row, RowResult } from './measure.ts';
import { openRow } from './open-row.ts';
import { pagesRow } from './pages-row.ts';
import { printTable } from './print.ts';
import { listsRow } from './lists-row.ts';
import { startRow } from './start-row.ts';

const rows: readonly Row[] = [captureRow, editorRow, engineRow, listsRow, openRow, pagesRow, startRow];
const names = rows.map(({ name }) => name).join('|');
const usage = `Usage: npm run bench -- [--row ${names}] [--pairs N] [--json]`;
/** With fewer, one disturbed pair decides. */
const fewestPairs = 5;

interface Arguments {
  readonly chosen: readonly Row[];
  readonly pairs: number;
  readonly isJson: boolean;
}

function readArguments(): Arguments {
  const options = { row: { type: 'string' }, pairs: { type: 'string' }, json: { type: 'boolean' } } as const;
  const { values } = parseArgs({ options });
  const chosen = rows.filter(({ name }) => values.row === undefined || name === values.row);
  const pairs = Number(values.pairs ?? '7');
  if (chosen.length === 0) throw new TypeError(`There is no row ${values.row ?? ''}.`);
  if (!Number.isInteger(pairs) || pairs < fewestPairs) throw new TypeError(`--pairs is at least ${fewestPairs}.`);
  return { chosen, pairs, isJson: values.json === true };
}

/** What the figures depend on; the load is read before the first pair, so that it is that of others. */
function machineFacts(): { cores: number; load: number; node: string; platform: string } {
  const load = Math.round((loadavg()[0] ?? NaN) * 100) / 100;
  return {
    cores: availableParallelism(),
    load,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}

async function main(): Promise<void> {
  const { chosen, pairs, isJson } = readArguments();
  const machine = machineFacts();
  const results: RowResult[] = [];
  for (const row of chosen) {
    if (!isJson) process.stderr.write(`${row.name}: ${pairs} pairs …\n`);
    results.push({ row: row.name, against: row.against, ...(await row.run(pairs)) });
  }
  process.stdout.write(
    isJson ? `${JSON.stringify({ machine, pairs, results }, null, 2)}\n` : printTable(machine, pairs, results),
  );
}

try {
  await main();
} catch (error) {
  const isUsage =
    error instanceof TypeError &&
    (error.message.startsWith('--pairs') || error.message.startsWith('There') || 'code' in error);
  process.stderr.write(
    isUsage ? `${error.message}\n${usage}\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = isUsage ? 2 : 1;
}
