import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { sweepLeftBehind } from '#core/ports/left-beside';
import { isPartialName } from '#core/ports/whole-file';
import { createRepeatable } from '#core/sample/random';
import { verifyCopy } from '#core/store/backup';
import { createRunSite, packageId, stepXml } from './fakes/run-site.ts';

/** Writes the same file over and over, as the command line does; says when a round begins. */
const script = `
  const { runCommandLine } = await import(new URL('./cli/main.ts', process.argv[1]).href);
  const { Writable } = await import('node:stream');
  const silent = new Writable({ write: (_data, _encoding, done) => done() });
  for (;;) {
    process.stdout.write('begins\\n');
    const streams = { out: silent, err: process.stderr };
    const code = await runCommandLine(process.argv.slice(2), streams, new AbortController().signal);
    if (code !== 0) process.exit(code);
  }
`;

const steps = Array.from({ length: 2000 }, (_, index) =>
  stepXml('SetVariableAction', `Step ${String(index)}`, { VariableName: 'Phase', VariableValue: 'x'.repeat(200) }),
);

/** The milliseconds that writing once takes here and now: a kill on a busy computer would else always come before it. */
async function measureRound(words: readonly string[]): Promise<number> {
  const given = ['--conditions=source', '--input-type=module', '-e', script, import.meta.url, ...words];
  const child = spawn(process.execPath, given, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const begunAt = performance.now();
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await ended;
  return performance.now() - begunAt;
}

/** What stands there was written whole, by whoever. */
type Look = (file: string) => void;

async function killWriting(words: readonly string[], file: string, afterMs: number, look: Look): Promise<number> {
  fs.writeFileSync(file, 'old');
  const given = ['--conditions=source', '--input-type=module', '-e', script, import.meta.url, ...words];
  const child = spawn(process.execPath, given, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  AbortSignal.timeout(afterMs).addEventListener('abort', () => child.kill('SIGKILL'));
  expect((await ended)[1]).toBe('SIGKILL');
  if (fs.readFileSync(file, 'latin1') !== 'old') look(file);
  const beside = fs.readdirSync(path.dirname(file)).filter((name) => name !== path.basename(file));
  expect(beside.filter((name) => !isPartialName(name) && !name.endsWith('-journal'))).toEqual([]);
  // The next start of whatever command.
  sweepLeftBehind();
  expect(fs.readdirSync(path.dirname(file))).toEqual([path.basename(file)]);
  return beside.length;
}

/**
 * Kills an export and a backup over a file that is there, at times that chance chooses, within the longest time or what
 * one writing takes, whichever is more: the file is the old or a whole new one, and after the next start nothing lies
 * beside it. Gives how often something was left for that start.
 */
export async function killExports(rounds: number, longestMs: number, seed: number): Promise<{ readonly left: number }> {
  const site = await createRunSite(steps);
  const random = createRepeatable(seed);
  const folder = path.join(site.folder, 'out');
  fs.mkdirSync(folder);
  const at = ['--site', path.join(site.folder, 'site')];
  let left = 0;
  try {
    const [zip, database] = [path.join(folder, 'mine.zip'), path.join(folder, 'mine.db')];
    const exported = ['sequence', 'export', packageId, '--out', zip, '--overwrite', ...at];
    expect((await site.commandLine(...exported.slice(0, -2)).ended).code).toBe(0);
    const whole = fs.readFileSync(zip);
    // Once in the first round, or early in the second.
    const longest = Math.max(longestMs, Math.ceil(1.2 * (await measureRound(exported))));
    for (let round = 0; round < rounds; round += 1) {
      const look: Look = (file) => expect(fs.readFileSync(file).equals(whole)).toBe(true);
      left += await killWriting(exported, zip, 1 + random.below(longest), look);
      fs.rmSync(zip);
      const backup = ['site', 'backup', database, '--overwrite', ...at];
      left += await killWriting(backup, database, 1 + random.below(longest), verifyCopy);
      fs.rmSync(database);
    }
  } finally {
    await site.remove();
  }
  return { left };
}
