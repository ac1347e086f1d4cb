import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failingFiles } from './fakes/faulty-files.ts';
import { createWindowsFiles } from './fakes/windows-files.ts';
import type { Files } from './files.ts';
import { realFiles } from './files-real.ts';
import { isPartialName, nameBeside, removeLeftovers, writeWhole, writeWholeLater } from './whole-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'waystation-whole-'));
  file = join(folder, 'a.bin');
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

const old = 'what was there';
const fresh = 'x'.repeat(100_000);
/** A close that fails has closed all the same, so it is not among them. */
const watched = ['openSync', 'writeSync', 'fsyncSync', 'renameSync'] as const;
const manners: [string, () => Files][] = [
  ['this system', () => realFiles],
  ['the manner of Windows', () => createWindowsFiles().files],
];
const there = (): string[] => fs.readdirSync(folder);

describe.each(manners)('writing a file whole in %s', (_name, filesOf) => {
  it.each([
    ['EIO', false],
    ['ENOSPC', true],
  ] as const)(
    '[PORT-90] whichever call fails with %s, the file is old or new and nothing lies beside it',
    (code, stays) => {
      const base = filesOf();
      let failAt = 1;
      for (let isDone = false; !isDone; failAt += 1) {
        fs.writeFileSync(file, old);
        const { files, calls } = failingFiles(base, watched, failAt, code, stays);
        try {
          writeWhole(file, fresh, { overwrite: true, calls: files });
          isDone = calls() < failAt;
          expect(fs.readFileSync(file, 'utf8')).toBe(fresh);
        } catch (error) {
          expect((error as NodeJS.ErrnoException).code).toBe(code);
          expect([old, fresh]).toContain(fs.readFileSync(file, 'utf8'));
        }
        expect(there()).toEqual(['a.bin']);
        expect(failAt).toBeLessThan(30);
      }
      // Open, write, sync, rename; where folders are synced, that too.
      expect(failAt).toBeGreaterThan(4);
    },
  );

  it('[PORT-92] a file under the name beside it is another’s: another name is taken, and it stays', () => {
    const taken = nameBeside(file);
    fs.writeFileSync(taken, old);
    const names = [taken, nameBeside(file)];
    const calls = filesOf();
    writeWhole(file, fresh, { overwrite: true, calls, nameOf: () => names.shift() ?? '' });
    expect([fs.readFileSync(file, 'utf8'), fs.readFileSync(taken, 'utf8')]).toEqual([fresh, old]);
    expect(() => {
      writeWhole(file, old, { overwrite: true, calls, nameOf: () => taken });
    }).toThrow('EEXIST');
    expect(fs.readFileSync(taken, 'utf8')).toBe(old);
  });

  it('[PORT-93] without leave to replace, a file that is there stays; a new one has its rights from the first byte', () => {
    writeWhole(file, 'new', { overwrite: false, mode: 0o600, calls: filesOf() });
    if (filesOf().manner === 'posix') expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(() => {
      writeWhole(file, 'other', { overwrite: false, calls: filesOf() });
    }).toThrow('EEXIST');
    expect([fs.readFileSync(file, 'utf8'), there()]).toEqual(['new', ['a.bin']]);
  });
});

it('[PORT-94] on Windows a file that is read-only or held by another program stays, and nothing lies beside it', () => {
  const windows = createWindowsFiles();
  fs.writeFileSync(file, old);
  const write = () => {
    writeWhole(file, fresh, { overwrite: true, calls: windows.files });
  };
  const release = windows.hold(file);
  expect(write).toThrow(/EBUSY|EPERM|EACCES/);
  release();
  windows.files.chmodSync(file, 0o444);
  expect(write).toThrow('EPERM');
  expect([fs.readFileSync(file, 'utf8'), there(), windows.openPaths()]).toEqual([old, ['a.bin'], []]);
  windows.files.chmodSync(file, 0o644);
  write();
  expect([fs.readFileSync(file, 'utf8'), windows.openPaths()]).toEqual([fresh, []]);
});

it('[PORT-92] the form that does not hold the process takes another name too, and keeps what is there', async () => {
  const taken = nameBeside(file);
  fs.writeFileSync(taken, old);
  const names = [taken, nameBeside(file)];
  await writeWholeLater(file, Buffer.from(fresh), { overwrite: false, mode: 0o600, nameOf: () => names.shift() ?? '' });
  expect([fs.readFileSync(file, 'utf8'), fs.readFileSync(taken, 'utf8')]).toEqual([fresh, old]);
  await expect(writeWholeLater(file, Buffer.from(old), { overwrite: false })).rejects.toMatchObject({ code: 'EEXIST' });
});

it('[PORT-95] a name beside is random, is known again, and fits where the name itself does', () => {
  for (const name of ['a', 'ä'.repeat(127), '語'.repeat(85), 'x'.repeat(255)]) {
    const beside = nameBeside(join(folder, name));
    expect([isPartialName(beside), Buffer.byteLength(beside.slice(folder.length + 1)) <= 255]).toEqual([true, true]);
    writeWhole(join(folder, name), fresh, { overwrite: true });
  }
  expect(nameBeside(file)).not.toBe(nameBeside(file));
  expect(['a.partial', 'a.restoring', 'a'].some(isPartialName)).toBe(false);
});

it('[PORT-96] what a killed process left is removed after an hour, and nothing else', () => {
  const left = nameBeside(file);
  const kept = ['a.partial', 'a.bin', 'other'].map((name) => join(folder, name));
  for (const one of [left, `${left}-wal`, ...kept]) fs.writeFileSync(one, old);
  const { mtimeMs } = fs.statSync(left);
  removeLeftovers(folder, mtimeMs + 59 * 60_000);
  expect(there()).toHaveLength(5);
  removeLeftovers(folder, mtimeMs + 61 * 60_000);
  expect(there().sort()).toEqual(['a.bin', 'a.partial', 'other']);
  removeLeftovers(join(folder, 'nowhere'));
});

it('[PORT-97] a process that is killed while it writes leaves the old file or the new one', async () => {
  const module = pathToFileURL(join(import.meta.dirname, 'whole-file.ts')).href;
  const script = `const { writeWhole } = await import(${JSON.stringify(module)});
    for (let round = 0; ; round += 1) {
      writeWhole(${JSON.stringify(file)}, String(round % 10).repeat(2_000_000), { overwrite: true });
      process.stdout.write('written\\n');
    }`;
  for (let kill = 1; kill <= 5; kill += 1) {
    const child = spawn(process.execPath, ['--conditions=source', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let lines = 0;
    for await (const _line of createInterface({ input: child.stdout })) {
      lines += 1;
      if (lines === kill) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    const text = fs.readFileSync(file, 'utf8');
    expect([text.length, new Set(text).size]).toEqual([2_000_000, 1]);
  }
  const beside = there().filter((name) => name !== 'a.bin');
  expect(beside.every(isPartialName)).toBe(true);
});
