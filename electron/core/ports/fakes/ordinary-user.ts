import { spawnSync } from 'node:child_process';
import type { TestContext } from './on-windows.ts';

/**
 * Root may read and write everything, and so would a test that looks for what a person may not. Without these two rights
 * root is held to the bits of its own files like anybody, and still reaches a checkout in a folder that only it may
 * enter, which another user does not.
 */
const withoutPrivilege = ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--'] as const;

/** Whether a process can be held to the bits of files here: one that is not root is, root needs `setpriv` (util-linux). */
const hasOrdinaryUser: boolean =
  process.platform !== 'win32' &&
  (process.getuid?.() !== 0 || spawnSync('setpriv', [...withoutPrivilege.slice(1), 'true']).status === 0);

/** The test acts as somebody who is held to the bits of files. */
export function leaveOutUnlessOrdinary(context: TestContext): void {
  context.skip(
    !hasOrdinaryUser,
    'only Linux and macOS hold a process to the mode bits of files, root by setpriv alone',
  );
}

/** A command line that is held to the bits of files, whoever runs the tests. */
export function asOrdinaryUser(command: readonly string[]): { readonly program: string; readonly words: string[] } {
  const [program = '', ...words] = process.getuid?.() === 0 ? [...withoutPrivilege, ...command] : command;
  return { program, words };
}
