import { foreignReason } from '../../ports/system-reason.ts';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Registry } from '../../ports/registry.ts';
import type { SystemRestart } from '../ports.ts';
import type { RunProgram } from './hives.ts';
import { quoteArgumentIfNeeded } from '../../ports/quote-argument.ts';

/** Windows runs what is here once at the next sign-in of this person, and deletes it before that. */
const runOnce = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\RunOnce';
/** Windows ignores longer commands there. */
const longestCommand = 260;
/** The countdown is ours: Windows gets just what programs need to save. */
const secondsOfWindows = 5;
/** ERROR_SHUTDOWN_IN_PROGRESS: Windows is going down at this moment, which is what was wanted. */
const goingDown = 1115;
/** ERROR_SHUTDOWN_IS_SCHEDULED: somebody else's countdown runs, which may be one of hours. */
const scheduledAlready = 1190;
/** ERROR_ACCESS_DENIED and ERROR_PRIVILEGE_NOT_HELD. */
const notAllowed: readonly number[] = [5, 1314];
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
    async restart(spoken) {
      const comment = spoken.replaceAll(/\s+/g, ' ').trim().slice(0, longestComment);
      const said = comment === '' ? [] : ['/c', comment];
      // 4:1 is "application: maintenance", planned: what Windows writes to its event log.
      const { code, text } = await run('shutdown.exe', ['/r', '/t', String(secondsOfWindows), ...said, '/d', 'p:4:1']);
      if (code !== 0 && code !== goingDown) {
        // Where the code is that of the program alone, its words end with that of Windows: `Access is denied.(5)`.
        const reasons = [code, Number(/\((\d{1,5})\)\s*$/.exec(text.trim())?.[1])];
        if (reasons.includes(goingDown)) return;
        if (reasons.includes(scheduledAlready)) throw new AppError('RESTART_SCHEDULED_ALREADY');
        if (reasons.some((one) => notAllowed.includes(one))) throw new AppError('RESTART_NOT_ALLOWED');
        throw new AppError('RESTART_FAILED', {
          reason: text.trim() === '' ? reason('exit-code', { code }) : foreignReason(text),
        });
      }
    },
    registerRunOnce(name, command) {
      const line = command.map(quoteArgumentIfNeeded).join(' ');
      if (line.length > longestCommand) return false;
      registry.setText(runOnce, name, { kind: 'text', text: line });
      return true;
    },
    removeRunOnce: (name) => registry.deleteValue(runOnce, name),
  };
}
