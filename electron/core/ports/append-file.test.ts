import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openToAppend } from './append-file.ts';
import { leaveOutOnWindows, reasons } from './fakes/on-windows.ts';
import { realFiles } from './files-real.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waystation-append-'));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

function add(file: string, text: string): void {
  const handle = openToAppend(realFiles, file);
  fs.writeSync(handle, text);
  fs.closeSync(handle);
}

it('[PORT-158] a log is added to, and made when it is not there', () => {
  const file = path.join(folder, 'a.log');
  add(file, 'one');
  add(file, 'two');
  expect(fs.readFileSync(file, 'utf8')).toBe('onetwo');
});

it('[PORT-158] no link is followed, and no pipe or device is written to or waited for', (context) => {
  leaveOutOnWindows(context, reasons.links);
  const victim = path.join(folder, 'victim');
  fs.writeFileSync(victim, 'precious');
  const at = (name: string): string => path.join(folder, name);
  fs.symlinkSync(victim, at('link'));
  fs.symlinkSync(at('nowhere'), at('dangling'));
  spawnSync('mkfifo', [at('pipe')]);
  for (const file of [at('link'), at('dangling'), at('pipe'), '/dev/null', folder]) {
    expect(() => {
      add(file, 'x');
    }).toThrow(/ELOOP|EINVAL|ENXIO|EISDIR/);
  }
  expect([fs.readFileSync(victim, 'utf8'), fs.existsSync(at('nowhere'))]).toEqual(['precious', false]);
});
