import { systemError } from './system-reason.ts';
import { constants } from 'node:fs';
import type { Files } from './files.ts';

const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as { O_NOFOLLOW?: number; O_NONBLOCK?: number };
const appendFlags = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | O_NOFOLLOW | O_NONBLOCK;

type AppendCalls = Pick<Files, 'openSync' | 'fstatSync' | 'lstatSync' | 'closeSync'>;

/**
 * Opens a log to add to it, made when it is not there. No link is followed, nobody's pipe or device is written to
 * (PORT-158); Windows has no flag for links, so what was opened is compared with what lies there. Throws the system's
 * error, `ELOOP` and `EINVAL` for those.
 */
export function openToAppend(calls: AppendCalls, file: string, mode?: number): number {
  const handle = calls.openSync(file, appendFlags, mode);
  try {
    const opened = calls.fstatSync(handle, { bigint: true });
    if (!opened.isFile()) throw systemError('EINVAL', 'open', file);
    if (O_NOFOLLOW === 0) {
      const there = calls.lstatSync(file, { bigint: true });
      if (there.ino !== opened.ino) throw systemError('ELOOP', 'open', file);
    }
    return handle;
  } catch (error) {
    calls.closeSync(handle);
    throw error;
  }
}
