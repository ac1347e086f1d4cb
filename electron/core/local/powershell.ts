import { type PipedChild, startChild } from '../ports/start-child.ts';
import { systemReason } from '../ports/system-reason.ts';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { isAppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Clock } from '../ports/clock.ts';
import type { PowerShell, PowerShellResult } from './ports.ts';

/** Windows PowerShell is part of Windows; PowerShell 7 (`pwsh`) is installed by a person. */
const names = { windows: ['powershell.exe', 'pwsh.exe'], other: ['pwsh'] } as const;

/** More than this is no answer to a question of ours. */
const largestOutputCharacters = 16 * 1024 * 1024;

/** The first PowerShell of the PATH, Windows PowerShell before `pwsh`; null when there is none. */
export function findPowerShell(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  isWindows: boolean = process.platform === 'win32',
): string | null {
  const list = environment['Path'] ?? environment['PATH'] ?? '';
  const root = environment['SystemRoot'];
  const own = isWindows && root !== undefined ? [path.win32.join(root, 'System32/WindowsPowerShell/v1.0')] : [];
  const folders = [...own, ...list.split(isWindows ? ';' : ':')].filter((folder) => folder !== '');
  for (const name of isWindows ? names.windows : names.other) {
    const found = folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
    if (found !== undefined) return found;
  }
  return null;
}

/**
 * Parameters for a script that is passed encoded: nothing has to be quoted, no file is written and the execution
 * policy, which speaks of files, stays as it is.
 */
export function encodedParameters(script: string): string[] {
  const encoded = Buffer.from(script, 'utf16le').toString('base64');
  return ['-NoLogo', '-NoProfile', '-NonInteractive', '-EncodedCommand', encoded];
}

/**
 * First line of a script whose answer is to be UTF-8 whatever the code page. Where a policy restricts PowerShell's language
 * it may not set properties of .NET: the rest works there, and so does an answer in ASCII.
 */
export const answerInUtf8 = 'try { [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false } catch { }';

/** The PowerShell of this computer. A command line has at most 32,767 characters, so a script about 12,000. */
export function createPowerShell(clock: Clock, program: string | null = findPowerShell()): PowerShell {
  return {
    program,
    run(script, { timeoutMs, signal }) {
      if (program === null) return Promise.resolve({ kind: 'not-started', reason: reason('no-power-shell') });
      if (signal?.aborted === true) return Promise.resolve({ kind: 'cancelled' });
      return start(clock, program, encodedParameters(script), timeoutMs, signal);
    },
  };
}

/** `_x000D_` and its like in what PowerShell writes as XML: a character by its number. */
const characterByNumber = /_x([0-9A-F]{4})_/gi;

/**
 * The words of what PowerShell wrote to its stream of errors. To a pipe it writes an encoded command's errors as XML
 * (CLIXML), progress among them, whatever output format was asked for; that of another program is left as it is.
 */
export function plainErrors(text: string): string {
  const mark = '#< CLIXML';
  const at = text.indexOf(mark);
  if (at < 0) return text;
  const written = [...text.slice(at).matchAll(/<S S="Error">([^<]*)<\/S>/g)].map(([, words = '']) => words);
  const names: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  const words = written
    .join('')
    .replaceAll(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => names[name] ?? whole)
    .replaceAll(characterByNumber, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return `${text.slice(0, at)}${words}`;
}

async function start(
  clock: Clock,
  program: string,
  parameters: readonly string[],
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<PowerShellResult> {
  const started = await startChild(() =>
    spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true }),
  );
  if ('refused' in started) return { kind: 'not-started', reason: started.refused };
  return follow(clock, started.child, timeoutMs, signal);
}

function follow(
  clock: Clock,
  child: PipedChild,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<PowerShellResult> {
  return new Promise((resolve) => {
    let stoppedAs: 'timed-out' | 'cancelled' | null = null;
    let [output, errors] = ['', ''];
    const stop = (as: 'timed-out' | 'cancelled'): void => {
      stoppedAs ??= as;
      child.kill('SIGKILL');
      // What it left running may hold the pipes for ever: its own end is what counts.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const ended = new AbortController();
    clock.wait(timeoutMs, ended.signal).then(
      () => stop('timed-out'),
      (error: unknown) => {
        if (!isAppError(error, 'CANCELLED')) stop('timed-out');
      },
    );
    const onAbort = (): void => stop('cancelled');
    signal?.addEventListener('abort', onAbort, { once: true });
    const settle = (result: PowerShellResult): void => {
      ended.abort();
      signal?.removeEventListener('abort', onAbort);
      resolve(stoppedAs === null ? result : { kind: stoppedAs });
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < largestOutputCharacters) output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (errors.length < largestOutputCharacters) errors += text;
    });
    child.once('error', (error) => settle({ kind: 'not-started', reason: systemReason(error) }));
    child.once('close', (code) => {
      settle({ kind: 'ended', exitCode: code ?? -1, output, errors: plainErrors(errors) });
    });
  });
}
