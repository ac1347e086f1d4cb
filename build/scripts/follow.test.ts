import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { follow, tellByChannel, tellBySignal } from './follow.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waystation-follow-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, maxRetries: 10 });
});

async function start(lines: string) {
  const file = join(folder, 'child.cjs');
  writeFileSync(file, `${lines}\nprocess.send('up'); setTimeout(() => {}, 600_000);`);
  const child = fork(file, { stdio: 'ignore', execArgv: [] });
  await once(child, 'message');
  return child;
}

it('[HOST-93] a first Ctrl+C asks the child over its channel, and its exit code is the answer', async () => {
  const child = await start("process.on('disconnect', () => process.exit(5));");
  const ended = follow(child, tellByChannel);
  process.emit('SIGINT');
  expect(await ended).toBe(5);
});

it('[HOST-93] a child without a channel is asked by a signal, and that is a good end', async () => {
  const child = await start('');
  const ended = follow(child, tellBySignal);
  process.emit('SIGHUP');
  expect(await ended).toBe(0);
  expect(process.listenerCount('SIGHUP')).toBe(0);
});
