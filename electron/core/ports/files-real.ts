import { systemError } from './system-reason.ts';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { toNamespacedPath } from 'node:path';
import type DatabaseType from 'better-sqlite3';
import { createPosixEntryFacts } from './entry-facts-posix.ts';
import { windowsEntryFacts } from './entry-facts-windows.ts';
import type { Files } from './files.ts';
import { patientRename } from './held-files.ts';

/**
 * `sync -f` of GNU coreutils is `syncfs(2)`: one journal commit for thousands of new files instead of one each, about
 * ten times faster on ext4. Node has no call for it. Another `sync` (BusyBox, macOS) refuses `-f` and gets `false`.
 */
function syncFileSystem(folder: string): boolean {
  if (!hasSyncFileSystem()) return false;
  const pass = spawnSync('sync', ['-f', '--', folder], { encoding: 'utf8' });
  if (pass.error !== undefined) throw pass.error;
  if (pass.status !== 0) throw systemError('EIO', 'sync', folder, { cause: new Error(pass.stderr.trim()) });
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

const require = createRequire(import.meta.url);

/** Loaded when first needed: a wrong Node ends the process while loading, and not everybody opens databases. */
function openDatabase(file: string, options: DatabaseType.Options): DatabaseType.Database {
  const Database = require('better-sqlite3') as typeof DatabaseType;
  // SQLite on Windows takes no more than 260 characters of a plain path; of one with this prefix, 32,767.
  return new Database(toNamespacedPath(file), options);
}

const manner = process.platform === 'win32' ? 'windows' : 'posix';

/** The file system of this computer. */
export const realFiles: Files = {
  ...fs,
  ...(manner === 'windows' ? windowsEntryFacts : createPosixEntryFacts()),
  manner,
  // Elsewhere EPERM and EACCES are matters of rights, which do not pass.
  ...(manner === 'windows' ? { renameSync: patientRename(fs.renameSync) } : {}),
  openDatabase,
  syncFileSystem,
};
