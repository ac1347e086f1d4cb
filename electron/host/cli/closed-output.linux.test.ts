import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCommandLine, type CommandLine } from './fakes/command-line.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
let line: CommandLine;
beforeAll(async () => {
  line = await makeCommandLine();
});
afterAll(() => line.remove());

const command = (...words: string[]): string =>
  [process.execPath, '--conditions=source', main, ...words, '--site', line.siteDirectory]
    .map((word) => `'${word}'`)
    .join(' ');

/** What bash gives for the first part of a pipe, and what that said. */
function inPipe(text: string): { code: number; said: string } {
  const script = `{ ${text}; } 2>&3 | true; exit \${PIPESTATUS[0]}`;
  const { status, output } = spawnSync('bash', ['-c', script], { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  return { code: status ?? -1, said: output.slice(1).join('') };
}

describe('a command in a pipe of the system', () => {
  it.each([
    ['a list', ['site', 'check']],
    ['JSON', ['sequence', 'list', '--json']],
    ['help', ['--help']],
  ])(
    '[HOST-285] that its reader has closed ends with 141 and without a word: %s',
    (_what, words) => {
      // The reader is gone before the command says anything.
      expect(inPipe(`sleep 0.2; ${command(...words)}`)).toEqual({ code: 141, said: '' });
    },
    60_000,
  );

  it('[HOST-281] also when only standard error was closed', async () => {
    const words = ['--conditions=source', main, 'sequence', 'show', 'WAY00099', '--site', line.siteDirectory];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stderr.destroy();
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(141);
  }, 60_000);

  it('[HOST-282] on a full disk is a refusal with cause and remedy', () => {
    const { status, stderr } = spawnSync('bash', ['-c', `${command('site', 'check', '--json')} > /dev/full`]);
    expect(status).toBe(1);
    expect(stderr.toString()).toMatch(/SYSTEM_REFUSED/);
    expect(stderr.toString()).not.toMatch(/\n {4}at /);
  }, 60_000);
});
