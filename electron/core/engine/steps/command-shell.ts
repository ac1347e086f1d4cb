import { Buffer } from 'node:buffer';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { Processes } from '../../ports/processes.ts';

type Shell = Processes['shell'];

/** What cmd.exe takes as its whole command line, `cmd.exe /d /s /c "…"` included. Source: "Command prompt line string limitation". */
const CMD_CHARACTERS = 8191;
/** Path of the shell, its switches and the quotes. */
const CMD_OWN_CHARACTERS = 'C:\\Windows\\system32\\cmd.exe /d /s /c ""'.length;
/** One argument of a program on Linux, with its end (MAX_ARG_STRLEN). */
const SH_BYTES = 131_071;
/** MAX_PATH without the backslash and the end that Windows adds to the folder of a new process. */
const LONGEST_FOLDER = 258;

/**
 * Refuses what the shell would cut or not take, before anything starts: `COMMAND_TOO_LONG` (`{length}`, `{limit}`),
 * both in characters, in bytes for sh.
 */
export function checkCommandLength(shell: Shell, command: string): void {
  const [length, limit] =
    shell === 'cmd'
      ? [command.length, CMD_CHARACTERS - CMD_OWN_CHARACTERS]
      : [Buffer.byteLength(command, 'utf8'), SH_BYTES];
  if (length > limit) throw new AppError('COMMAND_TOO_LONG', { length, limit });
}

/**
 * Why a command of that shell cannot start in a folder, or null when it can. cmd.exe would start it in Windows' own
 * folder instead, where `del *.*` means something else; a folder that is too long starts nothing at all.
 */
export function findFolderProblem(shell: Shell, folder: string): Message | null {
  if (shell !== 'cmd') return null;
  if (/^(\\\\\?\\UNC\\|\\\\[^?.])/i.test(folder)) return reason('no-share-for-cmd');
  const length = folder.replace(/^\\\\\?\\/, '').length;
  if (length > LONGEST_FOLDER) {
    return reason('folder-too-long', { length, limit: LONGEST_FOLDER });
  }
  return null;
}
