import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import type { ProcessRequest, ProcessResult, Processes } from './processes.ts';

/** What a command gets of this program's own environment: enough to find programs and a temporary folder. */
const passedOn = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'],
  ...['Path', 'PATHEXT', 'SystemRoot', 'SystemDrive', 'windir', 'ComSpec', 'TEMP', 'TMP', 'USERPROFILE'],
  ...['APPDATA', 'LOCALAPPDATA', 'ProgramData', 'ProgramFiles', 'ProgramFiles(x86)', 'NUMBER_OF_PROCESSORS'],
];
/** Time between asking a tree to end and ending it. */
const GRACE_MS = 2000;

/** Marks everything that a command starts, so that it is found again when it has lost its parent. */
const TOKEN_NAME = 'WAYSTATION_COMMAND';
let commandCount = 0;

const isWindows = process.platform === 'win32';

/** Commands of this computer, started in a process group of their own. */
export const realProcesses: Processes = {
  shell: isWindows ? 'cmd' : 'sh',
  run: runCommand,
  ownId: () => process.pid,
  isAlive(processId) {
    try {
      process.kill(processId, 0);
      return true;
    } catch (error) {
      // Someone else's process is alive, and may not be signalled.
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  },
};

function runCommand(request: ProcessRequest, signal?: AbortSignal): Promise<ProcessResult> {
  if (signal?.aborted === true) return Promise.resolve({ kind: 'cancelled' });
  if (!fs.existsSync(request.workingFolder)) {
    return Promise.resolve({ kind: 'not-started', reason: `the folder ${request.workingFolder} does not exist` });
  }
  commandCount += 1;
  const token = `${process.pid}-${commandCount}`;
  const [shell, parameters] = isWindows
    ? [process.env['ComSpec'] ?? 'cmd.exe', ['/d', '/s', '/c', `"${request.command}"`]]
    : ['/bin/sh', ['-c', request.command]];
  const child = spawn(shell, parameters, {
    cwd: request.workingFolder,
    env: { ...request.environment, ...ownVariables(), [TOKEN_NAME]: token },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !isWindows,
    windowsHide: true,
    windowsVerbatimArguments: isWindows,
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => request.onOutput?.('output', text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => request.onOutput?.('error', text));
  return follow(child, token, request.timeoutMs, signal);
}

function follow(
  child: ChildProcess,
  token: string,
  timeoutMs: number | null,
  signal: AbortSignal | undefined,
): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    let stoppedAs: 'timed-out' | 'cancelled' | null = null;
    let ending: Promise<void> = Promise.resolve();
    const stop = (as: 'timed-out' | 'cancelled'): void => {
      if (stoppedAs !== null) return;
      stoppedAs = as;
      ending = endTree(child, token);
    };
    const onAbort = (): void => stop('cancelled');
    const timer = timeoutMs === null ? null : setTimeout(() => stop('timed-out'), timeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    const settle = (result: ProcessResult): void => {
      if (timer !== null) clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      const last: ProcessResult = stoppedAs === null ? result : { kind: stoppedAs };
      Promise.all([ending, result.kind === 'not-started' ? undefined : drain(child)]).then(() => resolve(last), reject);
    };
    child.once('error', (error) => settle({ kind: 'not-started', reason: error.message }));
    // What the command left running in the background may hold the pipes: its own end is what counts.
    child.once('exit', (code, signalName) => {
      settle(
        code === null
          ? { kind: 'signalled', signalName: signalName ?? 'unknown' }
          : { kind: 'exited', exitCode: isWindows ? code | 0 : code },
      );
    });
  });
}

/** Waits for the end of the output, but not for a background process that keeps the pipe open. */
function drain(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, GRACE_MS);
    function done(): void {
      clearTimeout(timer);
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve();
    }
    child.once('close', done);
  });
}

function ownVariables(): Record<string, string> {
  const entries = passedOn.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}

/** Asks the whole tree to end, waits, then ends what is left, also what has left the process group. */
async function endTree(child: ChildProcess, token: string): Promise<void> {
  const root = child.pid;
  if (root === undefined) return;
  if (isWindows) {
    spawnSync('taskkill', ['/pid', String(root), '/t', '/f'], { windowsHide: true });
    return;
  }
  const members = new Set([root, ...findTree(root, token)]);
  signalOne(-root, 'SIGTERM');
  for (const member of members) signalOne(member, 'SIGTERM');
  const deadline = performance.now() + GRACE_MS;
  for (let left = findTree(root, token); performance.now() < deadline && left.length > 0;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    left = findTree(root, token);
  }
  signalOne(-root, 'SIGKILL');
  for (const member of findTree(root, token)) signalOne(member, 'SIGKILL');
}

interface ProcessEntry {
  readonly id: number;
  readonly parent: number;
  readonly isZombie: boolean;
}

/** Running processes below `root`, and on Linux also those that carry the token but have lost their parent. */
function findTree(root: number, token: string): number[] {
  const entries = process.platform === 'linux' ? listProc() : listByPs();
  const found = new Set<number>();
  const pending = [root];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    for (const entry of entries) {
      if (entry.parent !== id || found.has(entry.id)) continue;
      found.add(entry.id);
      pending.push(entry.id);
    }
  }
  for (const entry of entries) if (entry.id === root || carriesToken(entry.id, token)) found.add(entry.id);
  const running = new Set(entries.filter((entry) => !entry.isZombie).map((entry) => entry.id));
  return [...found].filter((id) => running.has(id));
}

function listProc(): ProcessEntry[] {
  const ids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.flatMap((id) => {
    const stat = readGone(`/proc/${id}/stat`);
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

function carriesToken(id: number, token: string): boolean {
  if (process.platform !== 'linux') return false;
  return readGone(`/proc/${id}/environ`).split('\0').includes(`${TOKEN_NAME}=${token}`);
}

/** Text of a file of a process that may have ended meanwhile or belong to someone else: then it is none of ours. */
function readGone(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(code)) return '';
    throw error;
  }
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
