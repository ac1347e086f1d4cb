import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { fileErrorCode } from './file-errors.ts';
import { readOfProcess } from './processes-start.ts';

/** A process of Linux or macOS as the system lists it. */
export interface ProcessEntry {
  readonly id: number;
  readonly parent: number;
  /** Number of its session; 0 when it is not told. */
  readonly session: number;
  /** Its start as `readProcessStart` gives it; empty on macOS, where a list does not tell it. */
  readonly start: string;
  readonly isZombie: boolean;
}

/** The processes of this Linux. */
export function listProc(): ProcessEntry[] {
  const ids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.flatMap((id) => {
    const stat = readOfProcess(`/proc/${id}/stat`);
    if (stat === '') return [];
    // `id (name) state parent group session …`; the name may hold blanks and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state = '', parent = '', , session = ''] = fields;
    const isZombie = state === 'Z' || state === 'X';
    return [{ id: Number(id), parent: Number(parent), session: Number(session), start: fields[19] ?? '', isZombie }];
  });
}

/** The processes of a system without `/proc`. */
export function listByPs(): ProcessEntry[] {
  const result = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' });
  if (result.error !== undefined) throw result.error;
  return result.stdout.split('\n').flatMap((line) => {
    const [id, parent, state] = line.trim().split(/\s+/);
    if (id === undefined || parent === undefined || state === undefined) return [];
    const entry = { id: Number(id), parent: Number(parent), session: 0, start: '' };
    return [{ ...entry, isZombie: state.startsWith('Z') }];
  });
}

/** The variables with which a process of Linux was started; null when this user may not read them. */
export function readEnvironmentOf(id: number): string[] | null {
  try {
    return fs.readFileSync(`/proc/${String(id)}/environ`, 'utf8').split('\0');
  } catch (error) {
    const code = fileErrorCode(error);
    if (code === 'ENOENT' || code === 'ESRCH') return [];
    if (code === 'EACCES' || code === 'EPERM') return null;
    throw error;
  }
}

/** Starts are counted in hundredths of a second since the start of the system, which is told in whole seconds. */
const TICK_MS = 10;
const START_ERROR_MS = 2000;

/** What a process of Linux that began at this time, or later, has at least as its start. */
export function earliestStart(since: number): number {
  const systemStart = Number(/^btime (\d+)$/m.exec(readOfProcess('/proc/stat'))?.[1] ?? 0) * 1000;
  return (since - START_ERROR_MS - systemStart) / TICK_MS;
}

/**
 * Processes of Linux that have begun since and that this user may not look into, of the same login or, where nobody has
 * logged in, of the same control group: what a command started under another user stays in both.
 */
export function listUnreadable(since: number): number[] {
  if (process.platform !== 'linux') return [];
  const earliest = earliestStart(since);
  const own = originOf(process.pid);
  return listProc()
    .filter(({ id, start, isZombie }) => {
      if (isZombie || Number(start) < earliest) return false;
      return readEnvironmentOf(id) === null && originOf(id) === own;
    })
    .map(({ id }) => id);
}

/** What the kernel writes where nobody has logged in. */
const NO_LOGIN = '4294967295';

function originOf(id: number): string {
  const login = readOfProcess(`/proc/${String(id)}/loginuid`).trim();
  return login === '' || login === NO_LOGIN ? readOfProcess(`/proc/${String(id)}/cgroup`) : login;
}
