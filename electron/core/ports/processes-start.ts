import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { windowsProcesses } from './processes-windows.ts';
import type { ProcessLife } from './processes.ts';

/**
 * When the process with a number started, in the system's own unit; empty when there is none, or when it is not told.
 * Numbers are given anew, on Windows within seconds: only number and start together name a process.
 */
export function readProcessStart(processId: number): string {
  switch (process.platform) {
    case 'linux':
      return readStat(processId);
    case 'win32':
      return windowsProcesses().startOf(processId);
    default:
      // Where `ps` could not be started there is no output at all.
      return (
        (
          spawnSync('ps', ['-o', 'lstart=', '-p', String(processId)], {
            encoding: 'utf8',
            env: { ...process.env, LC_ALL: 'C' },
          }) as { readonly stdout: string | null }
        ).stdout?.trim() ?? ''
      );
  }
}

/** Whether the process with this number and start is there; `unknown` when the number is taken and nobody tells by whom. */
export function readProcessLife(processId: number, start: string): ProcessLife {
  if (!isNumberTaken(processId) || hasEnded(processId)) return 'gone';
  const now = start === '' ? '' : readProcessStart(processId);
  if (now === '') return 'unknown';
  return now === start ? 'alive' : 'gone';
}

/** False when the process with this number and start is gone; an empty start leaves the number alone to decide. */
export function isSameProcessAlive(processId: number, start: string): boolean {
  return readProcessLife(processId, start) !== 'gone';
}

/** Clock ticks between the start of the system and that of the process. */
function readStat(processId: number): string {
  return readFields(processId)[19] ?? '';
}

/** Fields of a process of Linux from the third on: the second is a name in brackets that may hold anything. */
function readFields(processId: number): string[] {
  const text = readOfProcess(`/proc/${String(processId)}/stat`);
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Linux keeps the number of a process that has ended until its parent has asked how; it does nothing any more. */
function hasEnded(processId: number): boolean {
  return process.platform === 'linux' && ['Z', 'X', 'x'].includes(readFields(processId)[0] ?? '');
}

/** Text of a file of a process that may have ended meanwhile or belong to someone else: then it is none of ours. */
export function readOfProcess(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}

function isNumberTaken(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
