import { spawnSync } from 'node:child_process';
import type { SpawnSyncOptions } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** The ground cannot be made on this machine, through no fault of the project: nothing is tested, and that is said. */
export class NoGround extends Error {}

/** What the tools say when nobody answers; what they say about a wrong name is a fault of ours and not here. */
const unanswered =
  /could not resolve|couldn't resolve|temporary failure|failed to fetch|unable to connect|connection (refused|reset|timed out|failed)|network is unreachable|no route to host|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|couldn't download|failed getting release|\b50[0234]\b/i;

/** Runs a program to its end and gives what it printed; anything but success is an error with all of it. */
export function run(program: string, words: readonly string[], options: SpawnSyncOptions = {}): string {
  const result = spawnSync(program, words, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 256 * 1024 * 1024,
    ...options,
  });
  const output = `${String(result.stdout)}${String(result.stderr)}`;
  if (result.error !== undefined) throw result.error;
  if (result.status === 0) return String(result.stdout);
  throw new Error(`${program} ${words.join(' ')} ended with ${String(result.status)}:\n${output.trim()}`);
}

/** The same for what fetches packages: silence of their source is told apart from all other failures. */
export function fetching(program: string, words: readonly string[], options: SpawnSyncOptions = {}): string {
  try {
    return run(program, words, options);
  } catch (error) {
    if (error instanceof Error && unanswered.test(error.message)) {
      throw new NoGround(`a package source does not answer\n${error.message.split('\n').slice(-12).join('\n')}`);
    }
    throw error;
  }
}

/** Does a part and says how long it took. */
export async function timed<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const started = performance.now();
  process.stdout.write(`— ${name} …\n`);
  const result = await work();
  process.stdout.write(`— ${name}: ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  return result;
}
