import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { makeTemporaryFolder, sweepTemporaryFolders } from './temporary-folder.ts';
import { isPartialName, writeWhole } from './whole-file.ts';

/**
 * What is written beside a file in a folder of a person is noted in a temporary folder of ours, which says whose it is:
 * the next start after a kill knows by it what to take away, in a folder that it would not look into (PORT-187).
 */
const noteName = 'beside.json';
/** What SQLite keeps beside a database that it writes. */
const endings = ['', '-journal', '-wal', '-shm'];

/** Notes the name of a file that is to take the place of another (`nameBeside`); gives what ends the note. */
export function noteBeside(partial: string, below: string = os.tmpdir()): () => void {
  const folder = makeTemporaryFolder('beside', below);
  writeWhole(path.join(folder, noteName), JSON.stringify({ partial }), { overwrite: false, mode: 0o600 });
  return () => fs.rmSync(folder, { recursive: true, force: true });
}

function readNote(folder: string): string | null {
  let note: unknown;
  try {
    note = JSON.parse(fs.readFileSync(path.join(folder, noteName), 'utf8'));
  } catch {
    // Another kind of folder, or a note that a kill cut short: then nothing was written beside yet.
    return null;
  }
  const partial = typeof note === 'object' && note !== null && 'partial' in note ? note.partial : null;
  return typeof partial === 'string' && isPartialName(path.basename(partial)) ? partial : null;
}

/** Removes temporary folders of processes that are gone, and what their notes name: regular files of our names only. */
export function sweepLeftBehind(below: string = os.tmpdir()): void {
  sweepTemporaryFolders(below, Date.now(), (folder) => {
    const partial = readNote(folder);
    if (partial === null) return;
    for (const file of endings.map((ending) => partial + ending)) {
      const found = fs.lstatSync(file, { throwIfNoEntry: false });
      if (found?.isFile() === true) fs.rmSync(file, { force: true });
    }
  });
}
