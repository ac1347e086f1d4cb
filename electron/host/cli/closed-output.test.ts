import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRunSite, lastingCommand, packageId, type RunSite, stepXml } from '../fakes/run-site.ts';
import { allCommands } from './all-commands.ts';
import { makeCommandLine, type CommandLine } from './fakes/command-line.ts';
import { runCommandLine } from './main.ts';

let line: CommandLine;
beforeAll(async () => {
  line = await makeCommandLine();
});
afterAll(() => line.remove());

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: write`), { code, syscall: 'write', errno: -1 });
}

/** Takes some writes, then nothing more, as a pipe does whose reader has gone; it goes on after that, as Node's own do. */
function failing(code: string, after = 0): { stream: Writable; text: () => string } {
  const parts: string[] = [];
  const stream = new Writable({
    autoDestroy: false,
    write: (chunk: Buffer, _encoding, done) => {
      if (parts.length >= after) {
        done(systemError(code));
        return;
      }
      parts.push(chunk.toString());
      done();
    },
  });
  return { stream, text: () => parts.join('') };
}

const never = new AbortController().signal;

describe('a command whose output nobody reads any more', () => {
  it.each(Object.keys(allCommands))('[HOST-281] ends with 141 and without a word: %s', async (name) => {
    const [out, err] = [failing('EPIPE'), failing('EPIPE')];
    const words = [...name.split(' '), '--help'];
    expect(await runCommandLine(words, { out: out.stream, err: err.stream }, never)).toBe(141);
    expect([out.text(), err.text()]).toEqual(['', '']);
  });

  it.each(['EPIPE', 'EOF', 'ECONNRESET'])('[HOST-285] by %s, of a list and of its JSON', async (code) => {
    for (const more of [[], ['--json']]) {
      const [out, err] = [failing(code), failing('EPIPE', 9)];
      const words = ['site', 'check', '--site', line.siteDirectory, ...more];
      expect(await runCommandLine(words, { out: out.stream, err: err.stream }, never)).toBe(141);
      expect(err.text()).toBe('');
    }
  });

  it('[HOST-281] of a refusal, on standard error alone', async () => {
    const [out, err] = [failing('EPIPE', 9), failing('EPIPE')];
    const words = ['sequence', 'show', 'WAY00099', '--site', line.siteDirectory];
    expect(await runCommandLine(words, { out: out.stream, err: err.stream }, never)).toBe(141);
  });

  it('[HOST-282] [HOST-351] a full disk is a refusal with its cause, and code 1', async () => {
    const [out, err] = [failing('ENOSPC'), failing('ENOSPC', 9)];
    const words = ['site', 'check', '--site', line.siteDirectory];
    expect(await runCommandLine(words, { out: out.stream, err: err.stream }, never)).toBe(1);
    expect(err.text()).toMatch(/\(write stdout\): .*no space left[\s\S]*SYSTEM_REFUSED/i);
    expect(err.text()).not.toMatch(/\n {4}at /);
  });
});

describe('a run whose output nobody reads any more', () => {
  let site: RunSite;
  beforeAll(async () => {
    site = await createRunSite([stepXml('RunCommandLineAction', 'Wait', { CommandLine: lastingCommand })]);
  });
  afterAll(() => site.remove());

  it('[HOST-285] is left to be resumed, as when its terminal goes away', async () => {
    const [out, err] = [failing('EPIPE'), failing('EPIPE')];
    const words = ['run', 'start', packageId, '--device', 'PC', '--site', join(site.folder, 'site')];
    expect(await runCommandLine(words, { out: out.stream, err: err.stream }, never)).toBe(141);
    const { runs } = site.host.core;
    expect(await runs.view(await site.findRun())).toMatchObject({ row: { state: 'interrupted' }, canResume: true });
    expect(existsSync(join(site.drive, 'ended'))).toBe(false);
  }, 60_000);
});
