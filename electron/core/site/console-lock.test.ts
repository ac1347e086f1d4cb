import { spawn } from 'node:child_process';
import fs, { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemError } from '../ports/fakes/faulty-files.ts';
import { createSeededIds } from '../ports/fakes/seeded-ids.ts';
import { createSimulatedClock } from '../ports/fakes/simulated-clock.ts';
import { lockConsole, readRunning } from './console-lock.ts';
import { leaveOutOnWindows, reasons } from '../ports/fakes/on-windows.ts';

let dir: string;
const ports = { clock: createSimulatedClock(), ids: createSeededIds() };
const lockFile = () => join(dir, 'console.lock');

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'waystation-test-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

/** A process that waits until it is ended. */
async function startOther(): Promise<{ pid: number; end: () => Promise<void> }> {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume(); console.log("up")'], { stdio: 'pipe' });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  return {
    pid: child.pid ?? 0,
    end: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

describe('console lock', () => {
  it('[SITE-6] a second start finds the address of the first and is refused the site', () => {
    const lock = lockConsole(dir, ports);
    lock.publish('http://127.0.0.1:4711/?once=secret');
    expect(readRunning(dir)).toMatchObject({ pid: process.pid, address: 'http://127.0.0.1:4711/?once=secret' });
    expect(() => lockConsole(dir, ports)).toThrow(
      expect.objectContaining({ code: 'SITE_IN_USE', details: { path: dir, pid: process.pid } }),
    );
    expect(readRunning(dir)?.address).toBe('http://127.0.0.1:4711/?once=secret');
    lock.release();
    expect(readRunning(dir)).toBeUndefined();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('[SITE-7] only its user may read the lock, before and after the address', (context) => {
    leaveOutOnWindows(context, reasons.modes);
    const before = process.umask(0);
    try {
      const lock = lockConsole(dir, ports);
      expect(statSync(lockFile()).mode & 0o777).toBe(0o600);
      lock.publish('http://127.0.0.1:1');
      expect(statSync(lockFile()).mode & 0o777).toBe(0o600);
      lock.release();
    } finally {
      process.umask(before);
    }
  });

  it('[SITE-8] the lock of a process that is gone is taken over', async () => {
    const other = await startOther();
    lockConsole(dir, ports, other.pid);
    expect(readRunning(dir)?.pid).toBe(other.pid);
    expect(() => lockConsole(dir, ports)).toThrow(expect.objectContaining({ code: 'SITE_IN_USE' }));
    await other.end();
    expect(readRunning(dir)).toBeUndefined();
    const lock = lockConsole(dir, ports);
    expect(readRunning(dir)?.pid).toBe(process.pid);
    lock.release();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('[SITE-8] a later process with the same number does not hold the lock', () => {
    const first = lockConsole(dir, ports);
    const contents = z
      .looseObject({ processStart: z.string().min(1) })
      .parse(JSON.parse(readFileSync(lockFile(), 'utf8')));
    expect(readRunning(dir)).toEqual(contents);
    writeFileSync(lockFile(), JSON.stringify({ ...contents, processStart: '1' }));
    expect(readRunning(dir)).toBeUndefined();
    lockConsole(dir, ports).release();
    first.release();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('[SITE-8] a lock that cannot be read as one is taken over', () => {
    writeFileSync(lockFile(), '{"pid":');
    expect(readRunning(dir)).toBeUndefined();
    lockConsole(dir, ports).release();
    expect(existsSync(lockFile())).toBe(false);
  });

  it('[SITE-6] on a disk that gives a file one name only the site has one console too', async () => {
    let refused = 0;
    const linkSync = (): never => {
      refused += 1;
      throw systemError('EISDIR', 'link');
    };
    const onStick = { ...ports, names: { ...fs, linkSync } };
    const other = await startOther();
    lockConsole(dir, onStick, other.pid);
    expect(() => lockConsole(dir, onStick)).toThrow(expect.objectContaining({ code: 'SITE_IN_USE' }));
    expect(readdirSync(dir)).toEqual(['console.lock']);
    await other.end();
    const lock = lockConsole(dir, onStick);
    lock.publish('http://127.0.0.1:4711');
    expect(readRunning(dir)).toMatchObject({ pid: process.pid, address: 'http://127.0.0.1:4711' });
    lock.release();
    expect([readdirSync(dir), refused > 2]).toEqual([[], true]);
  });

  it('[SITE-9] a lock that another has taken over is neither released nor written', () => {
    const first = lockConsole(dir, ports);
    rmSync(lockFile());
    const other = { pid: process.ppid, processStart: '', address: 'theirs', startedAt: 5 };
    writeFileSync(lockFile(), JSON.stringify(other));
    expect(() => {
      first.publish('mine');
    }).toThrow(expect.objectContaining({ code: 'SITE_IN_USE' }));
    first.release();
    expect(readRunning(dir)).toEqual(other);
  });
});
