import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isSameProcessAlive, readProcessStart } from './processes-start.ts';

/**
 * Folders of this process in the temporary folder of the system: for their user alone, under names that say whose they
 * are. What a killed process left is removed when the next one starts (PORT-160 …).
 */
type TemporaryKind = 'transfer' | 'script' | 'command' | 'salvage' | 'corpus' | 'address' | 'streams' | 'beside';

const prefix = 'waystation';
/** Kind, computer, process, its start; then the six characters of chance that `mkdtemp` adds. */
const named = /^waystation-[a-z]+-([0-9a-f]{8})-(\d+)-([0-9a-z]*)-[A-Za-z0-9]{6}$/;
/** Names of earlier versions say nothing of their process. */
const unnamed = /^(?:waystation-(?:transfer|script|command|salvage|corpus)|windows-streams)-[A-Za-z0-9]{6}$/;
/** No upload and no step goes on so long after the last change. */
const abandonedAfterMs = 24 * 60 * 60 * 1000;

/** Numbers of processes mean nothing in another container or on another computer that shares the folder. */
function whereOf(): string {
  let space = '';
  try {
    space = fs.readlinkSync('/proc/self/ns/pid');
  } catch {
    // Other systems have one space of numbers.
  }
  return createHash('sha256').update(`${os.hostname()} ${space}`).digest('hex').slice(0, 8);
}

let ownStart: string | undefined;

function startOf(processId: number): string {
  return readProcessStart(processId)
    .replaceAll(/[^0-9a-z]/gi, '')
    .toLowerCase();
}

/** Makes a folder that this user alone may enter. Whoever makes it removes it; `sweepTemporaryFolders` does after a kill. */
export function makeTemporaryFolder(kind: TemporaryKind, below: string = os.tmpdir()): string {
  ownStart ??= startOf(process.pid);
  return fs.mkdtempSync(path.join(below, `${prefix}-${kind}-${whereOf()}-${process.pid}-${ownStart}-`));
}

/**
 * Removes such folders of this user whose process is gone; `before` is called for each, before it goes. What cannot be
 * removed stays for the next time.
 */
export function sweepTemporaryFolders(
  below: string = os.tmpdir(),
  now: number = Date.now(),
  before: (folder: string) => void = () => undefined,
): void {
  let names: string[];
  try {
    names = fs.readdirSync(below).filter((name) => named.test(name) || unnamed.test(name));
  } catch {
    return;
  }
  for (const name of names) {
    const folder = path.join(below, name);
    try {
      if (!isAbandoned(name, fs.lstatSync(folder), now)) continue;
      before(folder);
      fs.rmSync(folder, { recursive: true, force: true });
    } catch {
      // Somebody else's, in use, or gone already.
    }
  }
}

function isAbandoned(name: string, found: fs.Stats, now: number): boolean {
  // A link, or a folder of another user that only has such a name, is none of ours.
  if (!found.isDirectory() || (process.getuid !== undefined && found.uid !== process.getuid())) return false;
  const [, where, processId, start = ''] = named.exec(name) ?? [];
  if (where === undefined) return now - found.mtimeMs > abandonedAfterMs;
  return where === whereOf() && !isAlive(Number(processId), start);
}

function isAlive(processId: number, start: string): boolean {
  // Without a start the number alone decides; the form of a name has only part of what the system tells.
  if (!isSameProcessAlive(processId, '')) return false;
  const now = startOf(processId);
  return start === '' || now === '' || now === start;
}
