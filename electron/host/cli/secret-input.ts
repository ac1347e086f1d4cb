import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { AppError } from '#shared/contract/errors';
import type { Words } from '../words.ts';
import type { Streams } from './output.ts';
import { wrongUse } from './wrong-use.ts';

/** Where a terminal's echo goes. */
const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

function isTerminal(stream: NodeJS.ReadableStream): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

/**
 * Reads one line of standard input for each name: a secret on a command line would stand in the shell's history and in
 * the list of processes. A terminal asks for each and shows nothing of what is typed. Errors: `CANCELLED`.
 */
export async function readSecrets(
  names: readonly string[],
  streams: Streams,
  signal: AbortSignal,
  say: Words,
): Promise<readonly string[]> {
  const { in: input, err } = streams;
  if (names.length === 0) return [];
  if (input === undefined) throw wrongUse('no-standard-input');
  const terminal = isTerminal(input);
  const lines = createInterface({ input, output: nowhere(), terminal, signal });
  const cancelled = new AbortController();
  lines.on('SIGINT', () => {
    cancelled.abort();
    lines.close();
  });
  try {
    const each = lines[Symbol.asyncIterator]();
    const values: string[] = [];
    for (const name of names) {
      if (terminal) err.write(say('command-line:secret-value', { name }));
      const { value, done } = await each.next();
      if (terminal) err.write('\n');
      if (cancelled.signal.aborted || signal.aborted) throw new AppError('CANCELLED');
      if (done === true || value === '') throw wrongUse('no-line-for', { name });
      values.push(value);
    }
    return values;
  } finally {
    lines.close();
  }
}
