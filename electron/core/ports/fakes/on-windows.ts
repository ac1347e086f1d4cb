/**
 * What tests say of the system that they run on. A test that was written for one system gets a form for the other;
 * what cannot be there is left out by one of these functions, which demand a reason that the run prints.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The part of a test's context that leaves the test out. */
export interface TestContext {
  skip(condition: boolean, reason: string): void;
}

export const isWindows = process.platform === 'win32';

/** The Windows ground of the tests is Wine, which is another system in some of its ways. */
export const isWine = isWindows && existsSync(join(process.env['SystemRoot'] ?? '', 'system32', 'wineboot.exe'));

/** The test is one of Linux and macOS: what it does cannot be done on Windows, for this reason. */
export function leaveOutOnWindows(context: TestContext, reason: string): void {
  context.skip(isWindows, reason);
}

/** Reasons that several tests share. */
export const reasons = {
  links: 'links of files and folders take a right that a person on Windows has not, and Wine makes none',
  browser: 'no browser of Windows runs under Wine; the journeys open the console in one of Linux',
  caseOnly: 'Windows has one file where two names differ by case only',
  modes: 'a file of Windows has no mode bits; who may read it is inherited from its folder',
  opener: 'the browser that it opens is a script of Linux; packages.windows.test.ts opens the console on Windows',
  sizeLimit: 'Windows has no limit to the size of a file of one process',
} as const;

/** The mode of a file that is for its user alone: on Windows every file that may be written has the other. */
export const privateMode = isWindows ? 0o666 : 0o600;

/** One word of a command line, for the shell of this system. */
function quote(word: string): string {
  return isWindows ? `"${word}"` : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A command line, for the shell of this system, in which Node does the given: JavaScript without double quotes. */
export function nodeCommand(script: string): string {
  return `${quote(process.execPath)} -e ${quote(script)}`;
}

/** A command line that adds a line to a file of the device's drive C:. `words` may hold variables of the sequence. */
export function traceCommand(words: string, file = 'trace'): string {
  return isWindows
    ? `echo ${words}>>"%WAYSTATION_DRIVE_C%\\${file}"`
    : `echo "${words}" >> "$WAYSTATION_DRIVE_C/${file}"`;
}
