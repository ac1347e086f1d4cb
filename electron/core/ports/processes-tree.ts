import { spawnSync, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { readOfProcess } from './processes-start.ts';
import { holdsMark, windowsProcesses, type WindowsProcesses } from './processes-windows.ts';

/** Marks everything that a command starts, so that it is found again when it has lost its parent. */
export const TOKEN_NAME = 'WAYSTATION_COMMAND';
/** Marks the same for whoever takes a run over from a process that is gone. */
export const MARK_NAME = 'WAYSTATION_MARK';
/** Time between asking a tree to end and ending it, and between ending it and saying that it goes on. */
export const GRACE_MS = 2000;
const LOOK_MS = 20;

/**
 * Ends a command with all that it has started, also what has lost its parent or left its group. Returns the numbers of
 * the processes that go on, because this user may not end them.
 */
export async function endTree(child: ChildProcess, root: Started, token: string): Promise<number[]> {
  if (process.platform !== 'win32') return endPosixTree(root.id, { name: TOKEN_NAME, value: token });
  // Our own handle may end the command itself, whatever rights it has taken since.
  child.kill('SIGKILL');
  return endWindowsTree(root, token, windowsProcesses());
}

/**
 * Ends everything that was started with this mark; one that ends in a dot stands for all that begin so. Returns the
 * numbers of the processes that go on.
 */
export async function endMarked(mark: string): Promise<number[]> {
  if (process.platform !== 'win32') return endPosixTree(null, { name: MARK_NAME, value: mark });
  return endWindowsTree({ id: 0, start: '' }, mark, windowsProcesses(), MARK_NAME);
}

/** A variable in the environment of a process. */
interface Mark {
  readonly name: string;
  readonly value: string;
}

/** A process, told from earlier and later ones of its number. */
export interface Started {
  readonly id: number;
  /** Empty when it had ended before it could be asked. */
  readonly start: string;
}

/** Nobody is asked on Windows: a program without a window hears no request. What was ended may have started more. */
export async function endWindowsTree(
  root: Started,
  token: string,
  system: WindowsProcesses,
  name = TOKEN_NAME,
): Promise<number[]> {
  const members = new Map(root.start === '' ? [] : [[root.id, root.start]]);
  const deadline = performance.now() + GRACE_MS;
  for (;;) {
    const left = findMembers(system, members, root, { name, value: token });
    if (left.length === 0 || performance.now() >= deadline) return left;
    for (const id of left) system.terminate(id, members.get(id) ?? '');
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/**
 * Adds to `members` what came to the tree and returns those of it that run. A child names its parent by number, and
 * numbers are given anew: it belongs to the tree when it is younger than the member of that number, and nothing that
 * is older than the command does.
 */
function findMembers(system: WindowsProcesses, members: Map<number, string>, root: Started, mark: Mark): number[] {
  const entries = system.list().map((entry) => ({ ...entry, start: system.startOf(entry.id) }));
  const young = entries.filter(({ id, start }) => start !== '' && !isOlder(start, root.start) && id !== process.pid);
  for (const { id, start } of young) if (system.hasVariable(id, mark.name, mark.value)) members.set(id, start);
  for (let before = -1; before !== members.size;) {
    before = members.size;
    for (const { id, parent, start } of young) {
      const parentStart = members.get(parent);
      if (parentStart !== undefined && !members.has(id) && !isOlder(start, parentStart)) members.set(id, start);
    }
  }
  return young.filter(({ id, start }) => members.get(id) === start).map(({ id }) => id);
}

/** Starts are numbers of any length; one that is not known makes nothing older. */
function isOlder(start: string, than: string): boolean {
  return than !== '' && BigInt(start) < BigInt(than);
}

/** Without a root there is no group to ask: only what carries the mark, and what came from it. */
async function endPosixTree(root: number | null, mark: Mark): Promise<number[]> {
  const group = root === null ? [] : [-root];
  const members = new Set([...(root === null ? [] : [root]), ...findTree(root, mark)]);
  if (root === null && members.size === 0) return [];
  for (const member of [...group, ...members]) signalOne(member, 'SIGTERM');
  await untilGone(root, mark);
  for (const member of [...group, ...findTree(root, mark)]) signalOne(member, 'SIGKILL');
  return untilGone(root, mark);
}

/** Waits a moment for the end of a tree; what is left then is returned. */
async function untilGone(root: number | null, mark: Mark): Promise<number[]> {
  const deadline = performance.now() + GRACE_MS;
  let left = findTree(root, mark);
  for (; performance.now() < deadline && left.length > 0; left = findTree(root, mark)) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return left;
}

interface ProcessEntry {
  readonly id: number;
  readonly parent: number;
  readonly isZombie: boolean;
}

/** Running processes below `root`, and on Linux also those that carry the mark but have lost their parent. */
function findTree(root: number | null, mark: Mark): number[] {
  const entries = process.platform === 'linux' ? listProc() : listByPs();
  const marked = entries.filter(({ id }) => id !== process.pid && carries(id, mark)).map(({ id }) => id);
  const found = new Set(entries.some(({ id }) => id === root) ? [...marked, root ?? 0] : marked);
  const pending = [...found, ...(root === null ? [] : [root])];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    for (const entry of entries) {
      if (entry.parent !== id || found.has(entry.id)) continue;
      found.add(entry.id);
      pending.push(entry.id);
    }
  }
  const running = new Set(entries.filter((entry) => !entry.isZombie).map((entry) => entry.id));
  return [...found].filter((id) => running.has(id));
}

function listProc(): ProcessEntry[] {
  const ids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.flatMap((id) => {
    const stat = readOfProcess(`/proc/${id}/stat`);
    // `id (name) state parent …`; the name may hold blanks and brackets.
    const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return stat === '' ? [] : [{ id: Number(id), parent: Number(parent), isZombie: state === 'Z' || state === 'X' }];
  });
}

function listByPs(): ProcessEntry[] {
  const result = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' });
  if (result.error !== undefined) throw result.error;
  return result.stdout.split('\n').flatMap((line) => {
    const [id, parent, state] = line.trim().split(/\s+/);
    if (id === undefined || parent === undefined || state === undefined) return [];
    return [{ id: Number(id), parent: Number(parent), isZombie: state.startsWith('Z') }];
  });
}

function carries(id: number, { name, value }: Mark): boolean {
  if (process.platform !== 'linux') return false;
  return holdsMark(readOfProcess(`/proc/${id}/environ`).split('\0'), name, value);
}

function signalOne(id: number, name: NodeJS.Signals): void {
  try {
    process.kill(id, name);
  } catch (error) {
    // It has ended meanwhile, which is what is wanted; or it belongs to someone else and cannot be ended by us.
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
