import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fillSite, type SiteSize } from '../bench/large-site.ts';

const usage =
  'Usage: npm run make-site -- --out DIR [--devices N] [--sequences N] [--runs N] [--log-rows N] (a folder that is not there yet)';

function readCount(text: string | undefined, most: number): number {
  const count = Number(text ?? '0');
  if (!Number.isInteger(count) || count < 0 || count > most) throw new TypeError(`A number from 0 to ${most}: ${text}`);
  return count;
}

function readArguments(): { out: string; size: SiteSize } {
  const text = { type: 'string' } as const;
  const options = { out: text, devices: text, sequences: text, runs: text, 'log-rows': text };
  const { values } = parseArgs({ options });
  if (values.out === undefined) throw new TypeError('Say where: --out DIR');
  const out = resolve(values.out);
  if (existsSync(out)) throw new TypeError(`${out} is there already.`);
  const size = {
    devices: readCount(values.devices, 1_000_000),
    // Package IDs end at this many.
    sequences: readCount(values.sequences, 0xfffff),
    runs: readCount(values.runs, 1_000_000),
    logRows: readCount(values['log-rows'], 100_000_000),
  };
  return { out, size };
}

/** Makes a large site through the store's own repositories, the same one for the same numbers. */
async function main(): Promise<void> {
  const { out, size } = readArguments();
  const startedAt = performance.now();
  const made = await fillSite(out, size);
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  process.stdout.write(`${JSON.stringify({ directory: out, ...made, seconds }, null, 2)}\n`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  process.stderr.write(`${error.message}\n${usage}\n`);
  process.exitCode = 2;
}
