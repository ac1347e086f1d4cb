import { execFile } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { realDrives } from '../ports/drives.ts';
import { realFiles } from '../ports/files-real.ts';
import { realProcesses } from '../ports/processes-real.ts';
import { realClock } from '../ports/real.ts';
import { createRegistry } from '../ports/registry-real.ts';
import type { LocalComputer } from './ports.ts';
import { createPosixComputer } from './posix/posix-computer.ts';
import { createPowerShell } from './powershell.ts';
import type { RunProgram } from './windows/hives.ts';
import { createSystemRestart } from './windows/restart.ts';
import { createAccounts, createElevation } from './windows/accounts-and-elevation.ts';
import { createWindowsComputer } from './windows/windows-computer.ts';

/** reg.exe and shutdown.exe answer at once; a hive on a slow disk takes a moment. */
const programMs = 60_000;

/** The computer on which this process runs. Nothing of it is read before it is asked for. */
export function openThisComputer(): LocalComputer {
  const powerShell = createPowerShell(realClock);
  if (process.platform === 'win32') return openWindows(powerShell);
  const platform = process.platform === 'darwin' ? 'macos' : 'linux';
  return createPosixComputer({ platform, files: realFiles, powerShell });
}

function openWindows(powerShell: LocalComputer['powerShell']): LocalComputer {
  const registry = createRegistry();
  const uptimeMs = (): number => os.uptime() * 1000;
  return createWindowsComputer({
    ...{ registry, powerShell, run: runProgram, files: realFiles, processes: realProcesses, drives: realDrives() },
    accounts: createAccounts(),
    elevation: createElevation(),
    restart: createSystemRestart({ registry, run: runProgram, now: () => realClock.now(), uptimeMs }),
    memoryBytes: os.totalmem(),
    macAddress: firstMac(),
    hostName: os.hostname(),
    wait: (milliseconds) => realClock.wait(milliseconds),
    variable: (name) => process.env[name],
  });
}

/** Adapters that are up, as Node lists them; empty without one. */
function firstMac(): string {
  const all = Object.values(os.networkInterfaces()).flatMap((list) => list ?? []);
  return all.find(({ internal, mac }) => !internal && mac !== '00:00:00:00:00:00')?.mac ?? '';
}

/** Where a program of Windows lies. By its name alone Windows takes one from the current folder before its own (PORT-80). */
export function systemProgram(name: string, systemRoot = 'C:\\Windows'): string {
  return path.win32.join(systemRoot, 'System32', name);
}

/** A program of Windows by its name. Its words come in the system's code page and are for a person to read. */
const runProgram: RunProgram = (program, parameters) =>
  new Promise((resolve) => {
    const options = { windowsHide: true, timeout: programMs, encoding: 'utf8' } as const;
    execFile(systemProgram(program, process.env['SystemRoot']), [...parameters], options, (error, output, errors) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, text: `${errors} ${output} ${error !== null && code === -1 ? error.message : ''}`.trim() });
    });
  });
