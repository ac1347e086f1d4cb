import { startChild } from './start-child.ts';
import { systemReason, systemRefusal } from './system-reason.ts';
import { reason } from '#shared/contract/message';
import { randomUUID } from 'node:crypto';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import fs from 'node:fs';
import type { Readable } from 'node:stream';
import { givenMask } from './private-place.ts';
import { createOutputDecoder } from './processes-output.ts';
import { isSameProcessAlive, readProcessLife, readProcessStart } from './processes-start.ts';
import { endMarked, endTree, GRACE_MS, MARK_NAME, TOKEN_NAME, type Started } from './processes-tree.ts';
import { commandVariables } from './processes-variables.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';
import { windowsProcesses } from './processes-windows.ts';
import type { ProcessRequest, ProcessResult, Processes } from './processes.ts';

/** A timer of Node takes no more; a longer time is waited for in pieces. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const isWindows = process.platform === 'win32';
const findsMarks = isWindows || process.platform === 'linux';

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Commands of this computer, started in a process group of their own where there are groups. */
export const realProcesses: Processes = {
  shell: isWindows ? 'cmd' : 'sh',
  run: runCommand,
  findsMarks,
  endMarked,
  ownId: () => process.pid,
  startOf: readProcessStart,
  lifeOf: readProcessLife,
  isAlive: isSameProcessAlive,
};

async function runCommand(request: ProcessRequest, signal?: AbortSignal): Promise<ProcessResult> {
  if (signal?.aborted === true) return { kind: 'cancelled', left: [] };
  const { workingFolder } = request;
  if (workingFolder !== null) return runIn(workingFolder, request, signal);
  const empty = makeTemporaryFolder('command');
  try {
    return await runIn(empty, request, signal);
  } finally {
    removeQuietly(empty);
  }
}

/**
 * What the command left running may stand in it, or it closed a folder to its owner: that says nothing of how it ended,
 * and the next start sweeps what is left (PORT-160).
 */
function removeQuietly(folder: string): void {
  try {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    if (systemRefusal(error) === null) throw error;
  }
}

async function runIn(folder: string, request: ProcessRequest, signal?: AbortSignal): Promise<ProcessResult> {
  if (!fs.existsSync(folder)) return { kind: 'not-started', reason: reason('folder-not-there', { folder }) };
  // Not the number of this process: another one has it later, and what this one left may live on then (ENG-196).
  const token = randomUUID();
  const started = await startChild(() => startShell(folder, request, token));
  if ('refused' in started) return { kind: 'not-started', reason: started.refused };
  const { child } = started;
  const root = child.pid === undefined ? null : { id: child.pid, start: findsMarks ? readProcessStart(child.pid) : '' };
  const endOutput = readOutput(child, request);
  const result = await follow(child, root, token, request.timeoutMs, signal);
  endOutput();
  return result;
}

function startShell(folder: string, request: ProcessRequest, token: string): Child {
  const [shell, parameters] = isWindows
    ? [process.env['ComSpec'] ?? 'cmd.exe', ['/d', '/s', '/c', `"${request.command}"`]]
    : posixShell(request.command);
  return spawn(shell, parameters, {
    cwd: folder,
    env: {
      ...commandVariables(request.environment, { isWindows, own: process.env }),
      [TOKEN_NAME]: token,
      ...(request.mark === undefined ? {} : { [MARK_NAME]: request.mark }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !isWindows,
    windowsHide: true,
    windowsVerbatimArguments: isWindows,
  });
}

/**
 * Files that a command makes are the person's own matter: it gets the mask with which this program was started. By the
 * shell, since the mask of a process is one for all its threads, which write files of ours meanwhile.
 */
function posixShell(command: string): [string, string[]] {
  const mask = givenMask();
  if (mask === null) return ['/bin/sh', ['-c', command]];
  return ['/bin/sh', ['-c', `umask ${mask.toString(8)}; exec /bin/sh -c "$1"`, 'sh', command]];
}

/** Decodes both streams, each by itself. Returns what hands over the ends without a line break. */
function readOutput(child: Child, { onOutput }: ProcessRequest): () => void {
  const decodeOther = isWindows
    ? windowsProcesses().decodeConsoleText
    : (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
  const decoders = (['output', 'error'] as const).map((stream) => {
    const decoder = createOutputDecoder(decodeOther, (text) => onOutput?.(stream, text));
    (stream === 'output' ? child.stdout : child.stderr).on('data', (bytes: Buffer) => decoder.take(bytes));
    return decoder;
  });
  return () => decoders.forEach((decoder) => decoder.end());
}

async function follow(
  child: Child,
  root: Started | null,
  token: string,
  timeoutMs: number | null,
  signal: AbortSignal | undefined,
): Promise<ProcessResult> {
  const stopped = Promise.withResolvers<'timed-out' | 'cancelled'>();
  const onAbort = (): void => stopped.resolve('cancelled');
  signal?.addEventListener('abort', onAbort, { once: true });
  const stopTimer = timeoutMs === null ? null : startTimer(timeoutMs, () => stopped.resolve('timed-out'));
  const ended = endOf(child);
  // Asked for now: it may come in the same turn as the end.
  const closed = new Promise((resolve) => child.once('close', resolve));
  const first = await Promise.race([ended, stopped.promise]);
  stopTimer?.();
  signal?.removeEventListener('abort', onAbort);
  if (typeof first !== 'string') {
    if (first.kind !== 'not-started') await drain(child, closed);
    return first;
  }
  const left = root === null ? [] : await endTree(child, root, token);
  await drain(child, closed);
  // A command that goes on must not keep this program from ending.
  if (left.length > 0) child.unref();
  return { kind: first, left };
}

function startTimer(milliseconds: number, onTime: () => void): () => void {
  let left = milliseconds;
  let timer: NodeJS.Timeout;
  const arm = (): void => {
    const part = Math.min(left, LONGEST_TIMER_MS);
    left -= part;
    timer = setTimeout(left > 0 ? arm : onTime, part);
  };
  arm();
  return () => clearTimeout(timer);
}

/** What the command left running in the background may hold the pipes: its own end is what counts. */
function endOf(child: Child): Promise<ProcessResult> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ kind: 'not-started', reason: systemReason(error) }));
    child.once('exit', (code, signalName) => {
      resolve(
        code === null
          ? { kind: 'signalled', signalName: signalName ?? 'unknown' }
          : { kind: 'exited', exitCode: isWindows ? code | 0 : code },
      );
    });
  });
}

/** Waits for the end of the output, but not for a background process that keeps the pipe open. */
async function drain(child: Child, closed: Promise<unknown>): Promise<void> {
  const { promise: waited, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, GRACE_MS, undefined);
  await Promise.race([closed, waited]);
  clearTimeout(timer);
  child.stdout.destroy();
  child.stderr.destroy();
}
