import { realFiles } from '../ports/files-real.ts';
import { realClock } from '../ports/real.ts';
import type { LocalComputer } from './ports.ts';
import { createPosixComputer } from './posix/posix-computer.ts';
import { createPowerShell } from './powershell.ts';

/** The computer on which this process runs. Nothing of it is read before it is asked for. */
export function openThisComputer(): LocalComputer {
  const powerShell = createPowerShell(realClock);
  const platform = process.platform === 'darwin' ? 'macos' : 'linux';
  return createPosixComputer({ platform, files: realFiles, powerShell });
}
