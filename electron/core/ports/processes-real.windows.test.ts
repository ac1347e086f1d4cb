import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realProcesses } from './processes-real.ts';
import type { ProcessRequest, ProcessResult } from './processes.ts';

/* What only Windows shows: its shell, its list of processes, its code pages. processes-real.linux.test.ts asks the same of Linux. */

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waystation-process-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20 }));

const request = (command: string, more: Partial<ProcessRequest> = {}): ProcessRequest => ({
  ...{ command, workingFolder: folder, environment: {}, timeoutMs: null },
  ...more,
});

/** A program that writes its number into a file of the working folder, then lasts longer than any test. */
function lasting(name: string): string {
  const file = path.join(folder, `${name}.cjs`);
  const lines = [
    `require('node:fs').writeFileSync(${JSON.stringify(path.join(folder, name))}, String(process.pid));`,
    'setTimeout(() => {}, 600_000);',
  ];
  fs.writeFileSync(file, lines.join('\n'));
  return `"${process.execPath}" "${file}"`;
}

async function numbersOf(...names: string[]): Promise<number[]> {
  const files = names.map((name) => path.join(folder, name));
  const texts = (): string[] => files.map((file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : ''));
  await expect.poll(texts, { timeout: 20_000, interval: 20 }).not.toContain('');
  return texts().map(Number);
}

const livingOf = (ids: readonly number[]): number[] => ids.filter((id) => realProcesses.startOf(id) !== '');

async function outputOf(command: string, more: Partial<ProcessRequest> = {}): Promise<[ProcessResult, string]> {
  let seen = '';
  const result = await realProcesses.run(request(command, { onOutput: (_stream, text) => (seen += text), ...more }));
  return [result, seen];
}

describe('processes of Windows', () => {
  it('[PORT-74] time up ends the command, its child, and what `start /b` has left without a parent', async () => {
    // The middle shell ends at once, so the second program has no parent any more.
    const command = `cmd /c "start /b "" ${lasting('orphan')}" & start /b "" ${lasting('beside')} & ${lasting('child')}`;
    const running = realProcesses.run(request(command, { timeoutMs: 12_000 }));
    const ids = await numbersOf('orphan', 'beside', 'child');
    expect(livingOf(ids)).toEqual(ids);
    expect(await running).toEqual({ kind: 'timed-out', left: [] });
    expect(livingOf(ids)).toEqual([]);
  }, 60_000);

  it('[PORT-74] a fired signal ends the tree, and nothing of another command', async () => {
    const controller = new AbortController();
    const [mine, other] = [new AbortController(), controller];
    const running = realProcesses.run(request(lasting('mine')), mine.signal);
    const besides = realProcesses.run(request(lasting('other')), other.signal);
    const [first = 0, second = 0] = await numbersOf('mine', 'other');
    mine.abort();
    expect(await running).toEqual({ kind: 'cancelled', left: [] });
    expect(livingOf([first, second])).toEqual([second]);
    other.abort();
    expect(await besides).toEqual({ kind: 'cancelled', left: [] });
    expect(livingOf([second])).toEqual([]);
  }, 60_000);

  it('[PORT-76] what a command leaves in the background outlives the command and the program', async () => {
    const script = path.join(folder, 'program.mjs');
    const module = JSON.stringify(new URL('./processes-real.ts', import.meta.url).href);
    const line = JSON.stringify(request(`start /b "" ${lasting('left')}`));
    fs.writeFileSync(script, `const { realProcesses } = await import(${module}); await realProcesses.run(${line});`);
    expect(spawnSync(process.execPath, ['--conditions=source', script], { stdio: 'ignore' }).status).toBe(0);
    const [left = 0] = await numbersOf('left');
    expect(livingOf([left])).toEqual([left]);
    process.kill(left);
    await expect.poll(() => livingOf([left])).toEqual([]);
  }, 60_000);

  it('[PORT-70] what built-in commands and programs of UTF-8 print arrives', async () => {
    const script = path.join(folder, 'utf8.cjs');
    fs.writeFileSync(script, 'console.log("Kovács 日本")');
    const [result, seen] = await outputOf(`echo Kovács& "${process.execPath}" "${script}" & exit 7`);
    expect([result, seen.split(/\r?\n/)]).toEqual([{ kind: 'exited', exitCode: 7 }, ['Kovács', 'Kovács 日本', '']]);
  });

  it.each([0, 1, 256, 3010, -1, -2_147_024_891])('[PORT-78] exit code %i arrives', async (exitCode) => {
    expect(await realProcesses.run(request(`exit ${String(exitCode)}`))).toEqual({ kind: 'exited', exitCode });
  });

  it('[PORT-73] a command has the variables of Windows and not ours', async () => {
    process.env['WAYSTATION_TEST_PRIVATE'] = 'private';
    const [, seen] = await outputOf('set', { environment: { path: 'none', Aé: 'b c' } });
    delete process.env['WAYSTATION_TEST_PRIVATE'];
    const lines = seen.split(/\r?\n/);
    for (const name of [
      'COMPUTERNAME',
      'PROCESSOR_ARCHITECTURE',
      'PUBLIC',
      'ALLUSERSPROFILE',
      'OS',
      'CommonProgramFiles',
    ]) {
      expect(lines).toContain(`${name}=${process.env[name] ?? ''}`);
    }
    expect(lines).toContain('Aé=b c');
    expect(lines.filter((line) => /^path=/i.test(line))).toEqual([expect.not.stringContaining('=none')]);
    expect(seen).not.toContain('private');
  });

  it.each(['with blank', 'Ünïcödé 日本', '100%PATH% #1', 'x'.repeat(150)])(
    '[PORT-79] a command starts in the folder “%s”',
    async (name) => {
      const start = path.join(folder, name);
      fs.mkdirSync(start);
      const result = await realProcesses.run(request('echo here> seen.txt', { workingFolder: start }));
      expect([result, fs.readdirSync(start)]).toEqual([{ kind: 'exited', exitCode: 0 }, ['seen.txt']]);
    },
  );

  it('[PORT-79] without a folder it starts in an empty one that is gone afterwards', async () => {
    const [result, seen] = await outputOf('cd & dir /b & echo x> y', { workingFolder: null });
    const [start = '', ...more] = seen.trim().split(/\r?\n/);
    expect([result.kind, path.basename(start).startsWith('waystation-command-'), more, fs.existsSync(start)]).toEqual([
      ...['exited', true, [], false],
    ]);
  });

  it('[PORT-77] a process is told from another of its number', () => {
    const start = realProcesses.startOf(process.pid);
    expect(start).toMatch(/^\d{17,19}$/);
    expect(realProcesses.isAlive(process.pid, start)).toBe(true);
    expect(realProcesses.isAlive(process.pid, '132000000000000000')).toBe(false);
    const gone = spawnSync(process.execPath, ['-e', '0']).pid;
    expect([realProcesses.startOf(gone), realProcesses.isAlive(gone, start)]).toEqual(['', false]);
  });
});
