import type { ChildProcess } from 'node:child_process';
import {
  earliestStart,
  listByPs,
  listProc,
  listUnreadable,
  type ProcessEntry,
  readEnvironmentOf,
} from './processes-list.ts';
import { windowsProcesses, type WindowsProcesses } from './processes-windows.ts';
import { fileTimeOf } from './windows-calls.ts';
import type { MarkedEnd } from './processes.ts';

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
  const mark = { name: TOKEN_NAME, values: [token] };
  if (process.platform !== 'win32') return endPosixTree(root.id, mark, Number(root.start || Infinity));
  // Our own handle may end the command itself, whatever rights it has taken since.
  child.kill('SIGKILL');
  return endWindowsTree(root, mark, windowsProcesses());
}

/**
 * Ends everything that was started with one of these marks; one that ends in a dot stands for all that begin so. `since`
 * is when the first of it can have begun; see `MarkedEnd` for what is given.
 */
export async function endMarked(marks: readonly string[], since: number): Promise<MarkedEnd> {
  const mark = { name: MARK_NAME, values: marks };
  if (process.platform !== 'win32') {
    const left = await endPosixTree(null, mark, earliestStart(since));
    return { left, unread: listUnreadable(since).filter((id) => !left.includes(id)) };
  }
  const left = await endWindowsTree({ id: 0, start: '' }, mark, windowsProcesses());
  return { left, unread: listUnreadableOfWindows(windowsProcesses(), since).filter((id) => !left.includes(id)) };
}

/** A variable in the environment of a process, and what it may say. */
interface Mark {
  readonly name: string;
  readonly values: readonly string[];
}

/** Whether a variable says one of the marks; a mark that ends in a dot stands for all that begin so. */
export function isMarked(variable: string | null, marks: readonly string[]): boolean {
  if (variable === null) return false;
  return marks.some((mark) => (mark.endsWith('.') ? variable.startsWith(mark) : variable === mark));
}

/** A process, told from earlier and later ones of its number. */
export interface Started {
  readonly id: number;
  /** Empty when it had ended before it could be asked. */
  readonly start: string;
}

/** Nobody is asked on Windows: a program without a window hears no request. What was ended may have started more. */
export async function endWindowsTree(root: Started, mark: Mark, system: WindowsProcesses): Promise<number[]> {
  const members = new Map(root.start === '' ? [] : [[root.id, root.start]]);
  const deadline = performance.now() + GRACE_MS;
  for (;;) {
    const left = findMembers(system, members, root, mark);
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
  for (const { id, start } of young)
    if (isMarked(system.variableOf(id, mark.name), mark.values)) members.set(id, start);
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

/**
 * Processes of the same session of Windows that have begun since and may not be looked into, such as elevated ones.
 * Services and what other people started have sessions of their own.
 */
export function listUnreadableOfWindows(system: WindowsProcesses, since: number): number[] {
  const oldest = String(fileTimeOf(since * 1000));
  const session = system.sessionOf(process.pid);
  return system
    .list()
    .filter(({ id }) => {
      const start = system.startOf(id);
      if (id === process.pid || start === '' || isOlder(start, oldest) || system.sessionOf(id) !== session)
        return false;
      return system.variableOf(id, MARK_NAME) === null && system.startOf(id) === start;
    })
    .map(({ id }) => id);
}

/**
 * Without a root there is no group to ask: only what carries the mark, and what belongs to it. `earliest` is the start of
 * the first of it.
 */
async function endPosixTree(root: number | null, mark: Mark, earliest: number): Promise<number[]> {
  const group = root === null ? [] : [-root];
  const members: Members = new Map();
  const find = (): number[] => findTree(root, { ...mark, earliest }, members);
  const found = find();
  if (root === null && found.length === 0) return [];
  for (const member of new Set([...group, ...(root === null ? [] : [root]), ...found])) signalOne(member, 'SIGTERM');
  await untilGone(find);
  for (const member of [...group, ...find()]) signalOne(member, 'SIGKILL');
  return untilGone(find);
}

/** Waits a moment for the end of a tree; what is left then is returned. */
async function untilGone(find: () => number[]): Promise<number[]> {
  const deadline = performance.now() + GRACE_MS;
  let left = find();
  for (; performance.now() < deadline && left.length > 0; left = find()) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return left;
}

/** Number to start of what a tree had at any look: whoever ended its parent first is found again. */
type Members = Map<number, string>;

/** A mark, and the start of the first process that can have it. */
interface MarkSince extends Mark {
  readonly earliest: number;
}

/**
 * Sessions that began with what is marked: a command begins one of its own, which nobody enters but by being started in
 * it, whatever its environment. A mark in another session has come there with a copied environment (a person's shell, a
 * program that runs jobs for others), so a session counts by its leader, or, without one, when nothing in it is older
 * than the first of the marked (ENG-195).
 */
function sessionsOf(marked: readonly ProcessEntry[], entries: readonly ProcessEntry[], earliest: number): Set<number> {
  const ids = new Set(marked.map(({ id }) => id));
  const found = new Set(marked.map(({ session }) => session));
  const running = entries.filter(({ session, isZombie }) => found.has(session) && !isZombie);
  const led = new Set(running.filter(({ id, session }) => id === session).map(({ id }) => id));
  for (const { id, session, start } of running) {
    const isForeign = led.has(session) ? id === session && !ids.has(id) : Number(start) < earliest;
    if (isForeign) found.delete(session);
  }
  return found;
}

/** Running processes below `root`; on Linux also those that carry the mark but have lost their parent, with sessions. */
function findTree(root: number | null, mark: MarkSince, members: Members): number[] {
  const entries = process.platform === 'linux' ? listProc() : listByPs();
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const marked = entries.filter(({ id }) => id !== process.pid && carries(id, mark));
  const sessions = sessionsOf(marked, entries, mark.earliest);
  if (root !== null && byId.has(root)) sessions.add(root);
  for (const session of [0, byId.get(process.pid)?.session ?? 0]) sessions.delete(session);
  const known = entries.filter(
    ({ id, session, start }) => sessions.has(session) || (start !== '' && members.get(id) === start),
  );
  const found = new Set([...marked, ...known].map(({ id }) => id));
  if (root !== null && byId.has(root)) found.add(root);
  const pending = [...found, ...(root === null ? [] : [root])];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    for (const entry of entries) {
      if (entry.parent !== id || found.has(entry.id) || entry.id === process.pid) continue;
      found.add(entry.id);
      pending.push(entry.id);
    }
  }
  found.delete(process.pid);
  for (const id of found) members.set(id, byId.get(id)?.start ?? '');
  return [...found].filter((id) => byId.get(id)?.isZombie === false);
}

function carries(id: number, { name, values }: Mark): boolean {
  if (process.platform !== 'linux') return false;
  const prefix = `${name}=`;
  const one = readEnvironmentOf(id)?.find((variable) => variable.startsWith(prefix));
  return one !== undefined && isMarked(one.slice(prefix.length), values);
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
