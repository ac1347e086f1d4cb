import type { HostTexts } from '../../words.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { runCommandLine } from '../main.ts';
import { makeSite } from '../session.ts';

/** What a command left: its exit code and what it wrote. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Standard output as the one JSON document that it must be. */
  readonly json: () => unknown;
}

/** The command line in this process over a site of its own in a temporary folder. */
export interface CommandLine {
  readonly folder: string;
  readonly siteDirectory: string;
  run(...words: string[]): Promise<Said>;
  /** With lines on standard input. */
  runWith(input: string, ...words: string[]): Promise<Said>;
  /** With Ctrl+C before anything is done. */
  runCancelled(...words: string[]): Promise<Said>;
  /** Ends the test when the command does not succeed; gives its JSON. */
  done(...words: string[]): Promise<unknown>;
  remove(): Promise<void>;
}

function collect(): { stream: Writable; text: () => string } {
  const parts: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      parts.push(chunk.toString());
      done();
    },
  });
  return { stream, text: () => parts.join('') };
}

/** `texts`: the language of what it says; English without. */
export async function makeCommandLine(texts?: HostTexts): Promise<CommandLine> {
  const folder = await mkdtemp(join(tmpdir(), 'waystation-cli-'));
  const siteDirectory = join(folder, 'site');
  await makeSite(siteDirectory, 'WAY', 'Lab');
  const start = async (input: string, words: readonly string[], signal: AbortSignal): Promise<Said> => {
    const [out, err, given] = [collect(), collect(), new PassThrough()];
    given.end(input);
    const streams = { in: given, out: out.stream, err: err.stream };
    const code = await runCommandLine([...words, '--site', siteDirectory], streams, signal, texts);
    return { code, out: out.text(), err: err.text(), json: () => JSON.parse(out.text()) as unknown };
  };
  const runWith: CommandLine['runWith'] = (input, ...words) => start(input, words, new AbortController().signal);
  const runCancelled: CommandLine['runCancelled'] = (...words) => start('', words, AbortSignal.abort());
  const run: CommandLine['run'] = (...words) => runWith('', ...words);
  const done: CommandLine['done'] = async (...words) => {
    const said = await run(...words, '--json');
    if (said.code !== 0) throw new Error(`${words.join(' ')} ended with ${String(said.code)}: ${said.err}`);
    return said.json();
  };
  return { folder, siteDirectory, run, runWith, runCancelled, done, remove: () => rm(folder, { recursive: true }) };
}
