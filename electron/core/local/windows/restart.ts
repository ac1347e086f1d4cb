import { AppError } from '#shared/contract/errors';
import type { Registry, SystemRestart } from '../ports.ts';
import type { RunProgram } from './hives.ts';
import { quoteParameter } from './win32.ts';

/** Windows runs what is here once at the next sign-in of this person, and deletes it before that. */
const runOnce = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\RunOnce';
/** Windows ignores longer commands there. */
const longestCommand = 260;
/** The countdown is ours: Windows gets just what programs need to save. */
const secondsOfWindows = 5;
/** Longest comment that shutdown.exe takes. */
const longestComment = 512;

/** Restarts by shutdown.exe, and the entry that opens Waystation after it (PORT-59, PORT-66). */
export function createSystemRestart(parts: {
  readonly registry: Registry;
  readonly run: RunProgram;
  /** Milliseconds since 1970, and since the system was started. */
  now(): number;
  uptimeMs(): number;
}): SystemRestart {
  const { registry, run } = parts;
  return {
    startedAt: () => Math.trunc(parts.now() - parts.uptimeMs()),
    async restart(reason) {
      const comment = reason.replaceAll(/\s+/g, ' ').trim().slice(0, longestComment);
      const said = comment === '' ? [] : ['/c', comment];
      // 4:1 is "application: maintenance", planned: what Windows writes to its event log.
      const { code, text } = await run('shutdown.exe', ['/r', '/t', String(secondsOfWindows), ...said, '/d', 'p:4:1']);
      if (code !== 0) {
        throw new AppError('RESTART_FAILED', {
          reason: text.replaceAll(/\s+/g, ' ').trim().slice(0, 500) || `code ${code}`,
        });
      }
    },
    registerRunOnce(name, command) {
      const line = command.map(quoteParameter).join(' ');
      if (line.length > longestCommand) return false;
      registry.setText(runOnce, name, line);
      return true;
    },
    removeRunOnce: (name) => registry.deleteValue(runOnce, name),
  };
}
