import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import type { Files } from './files.ts';

/**
 * `sync -f` of GNU coreutils is `syncfs(2)`: one journal commit for thousands of new files instead of one each, about
 * ten times faster on ext4. Node has no call for it. Another `sync` (BusyBox, macOS) refuses `-f` and gets `false`.
 */
function syncFileSystem(folder: string): boolean {
  if (!hasSyncFileSystem()) return false;
  const pass = spawnSync('sync', ['-f', '--', folder], { encoding: 'utf8' });
  if (pass.error !== undefined) throw pass.error;
  if (pass.status !== 0) throw Object.assign(new Error(`sync -f: ${pass.stderr.trim()}`), { code: 'EIO' });
  return true;
}

let knownAnswer: boolean | null = null;

function hasSyncFileSystem(): boolean {
  if (knownAnswer === null) {
    const probe = process.platform === 'linux' ? spawnSync('sync', ['--version'], { encoding: 'utf8' }) : null;
    knownAnswer = probe !== null && probe.error === undefined && probe.stdout.includes('coreutils');
  }
  return knownAnswer;
}

/** The file system of this computer. */
export const realFiles: Files = { ...fs, syncFileSystem };
