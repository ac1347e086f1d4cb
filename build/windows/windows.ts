import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tree } from './places.ts';
import { projectRoot } from './places.ts';

export interface Ended {
  /** Null when it was ended because its time was over. */
  readonly exitCode: number | null;
  readonly output: string;
}

export interface RunOptions {
  readonly timeoutMs: number;
  /** Shows what it prints as it comes. */
  readonly show?: boolean;
  /** Is asked with everything printed so far; what it answers is sent, once. */
  readonly answer?: (output: string) => NodeJS.Signals | undefined;
}

/** A Windows with the project in it: the one that this process runs on, or one under Wine. */
export interface Windows {
  /** The project's folder as this process opens it. */
  readonly project: string;
  /** Under Wine, the program that the journeys begin instead of Node. */
  readonly launcher: string | undefined;
  /** Under Wine, the folder with one name here and there. */
  readonly shared: string | undefined;
  /** Runs Node with these words in the project's folder. */
  run(words: readonly string[], options: RunOptions): Promise<Ended>;
  /** Ends what still runs there. */
  close(): void;
}

/** Reads what has been added to a file since the last time. */
function tail(path: string): () => string {
  let at = 0;
  const decoder = new TextDecoder();
  return () => {
    const handle = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(256 * 1024);
      let text = '';
      for (let count = readSync(handle, buffer, 0, buffer.length, at); count > 0;) {
        text += decoder.decode(buffer.subarray(0, count), { stream: true });
        at += count;
        count = readSync(handle, buffer, 0, buffer.length, at);
      }
      return text;
    } finally {
      closeSync(handle);
    }
  };
}

/** Follows a program whose streams are a file, which is what Wine needs and what Windows does not mind. */
async function follow(child: ChildProcess, log: string, options: RunOptions): Promise<Ended> {
  const read = tail(log);
  let output = '';
  let isAnswered = false;
  const look = (): void => {
    const text = read();
    output += text;
    if (options.show === true) process.stdout.write(text);
    const signal = isAnswered ? undefined : options.answer?.(output);
    if (signal === undefined) return;
    isAnswered = true;
    child.kill(signal);
  };
  const looking = setInterval(look, 300);
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs);
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('exit', (code) => resolve(code));
      child.once('error', reject);
    });
    look();
    return { exitCode, output };
  } finally {
    clearInterval(looking);
    clearTimeout(timer);
  }
}

/** The Windows that this process runs on. */
export function thisWindows(): Windows {
  const folder = mkdtempSync(join(tmpdir(), 'waystation-windows-'));
  return {
    project: projectRoot,
    launcher: undefined,
    shared: undefined,
    run: (words, options) => {
      const log = join(folder, 'log');
      const handle = openSync(log, 'w');
      const child = spawn(process.execPath, words, { cwd: projectRoot, stdio: ['ignore', handle, handle] });
      closeSync(handle);
      return follow(child, log, options);
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The Windows of a tree on the ground. */
export function windowsOf(tree: Tree): Windows {
  const log = join(tree.folder, 'log');
  return {
    project: tree.project,
    launcher: tree.launcher,
    shared: tree.shared,
    run: (words, options) => {
      writeFileSync(log, '');
      return follow(spawn(tree.launcher, [log, log, ...words], { stdio: 'ignore' }), log, options);
    },
    close: () => void spawnSync(tree.server, ['-k']),
  };
}
