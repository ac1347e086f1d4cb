import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeTemporaryFolder, sweepTemporaryFolders } from './temporary-folder.ts';
import { leaveOutOnWindows, reasons } from './fakes/on-windows.ts';

let below: string;
beforeEach(() => {
  below = fs.mkdtempSync(path.join(os.tmpdir(), 'waystation-below-'));
});
afterEach(() => {
  fs.rmSync(below, { recursive: true, force: true });
});

/** A process that makes a folder with something in it and is killed. */
async function leaveBehind(): Promise<string> {
  const script = `const { makeTemporaryFolder } = await import(${JSON.stringify(new URL('./temporary-folder.ts', import.meta.url).href)});
    const made = makeTemporaryFolder('transfer', ${JSON.stringify(below)});
    (await import('node:fs')).writeFileSync(made + '/upload', 'half');
    console.log(made); setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--conditions=source', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  // While it lives nobody takes its folder.
  sweepTemporaryFolders(below);
  expect(fs.existsSync(line.toString().trim())).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return line.toString().trim();
}

it('[PORT-160] what a killed process left is swept, what a living one has stays', { timeout: 30_000 }, async () => {
  const left = await leaveBehind();
  const own = makeTemporaryFolder('transfer', below);
  expect(fs.existsSync(path.join(left, 'upload'))).toBe(true);
  sweepTemporaryFolders(below);
  expect([fs.existsSync(left), fs.existsSync(own)]).toEqual([false, true]);
});

it('[PORT-160] the number of a process that is given again does not keep the folder of the one before', () => {
  const own = makeTemporaryFolder('transfer', below);
  const before = own.replace(/-[0-9a-z]+-[A-Za-z0-9]{6}$/, '-1-abcdef');
  expect(before).not.toBe(own);
  fs.mkdirSync(before);
  sweepTemporaryFolders(below);
  expect([fs.existsSync(before), fs.existsSync(own)]).toEqual([false, true]);
});

it('[PORT-161] folders of earlier versions go after a day; other names, links and other computers stay', (context) => {
  const at = (name: string): string => path.join(below, name);
  const old = ['waystation-transfer-abc123', 'windows-streams-abc123'];
  const kept = ['waystation-other-abc123', 'waystation-transfer-00000000-999999-1-abcdef', 'waystation-transfer-x'];
  for (const name of [...old, ...kept]) fs.mkdirSync(at(name));
  sweepTemporaryFolders(below);
  expect(fs.readdirSync(below).sort()).toEqual([...old, ...kept].sort());
  sweepTemporaryFolders(below, Date.now() + 25 * 60 * 60 * 1000);
  expect(fs.readdirSync(below).sort()).toEqual([...kept].sort());
  leaveOutOnWindows(context, reasons.links);
  fs.mkdirSync(at('precious'));
  fs.symlinkSync(at('precious'), at('waystation-transfer-def456'));
  sweepTemporaryFolders(below, Date.now() + 25 * 60 * 60 * 1000);
  expect(fs.existsSync(at('precious'))).toBe(true);
});

it('[PORT-162] such a folder is for its user alone', (context) => {
  leaveOutOnWindows(context, reasons.modes);
  expect(fs.statSync(makeTemporaryFolder('script', below)).mode & 0o777).toBe(0o700);
});
