import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { closeBrowser } from './browser.ts';
import { state } from './state.ts';
import { DoubleWindow } from './window.ts';

/** `app`, as far as it is used. */
export class DoubleApp extends EventEmitter {
  readonly #paths = new Map<string, string>([
    ['appData', process.env['WAYSTATION_DOUBLE_DATA'] ?? join(homedir(), '.config')],
  ]);
  #isQuitting = false;

  enableSandbox(): void {
    // Every page of Playwright's Chromium is without Node already.
  }

  whenReady(): Promise<void> {
    return Promise.resolve();
  }

  /** A test says that it is a package. */
  readonly isPackaged = process.env['WAYSTATION_DOUBLE_PACKAGED'] !== undefined;

  /** Chromium's reading of the command line: with one dash or two, and in any case on Windows. */
  readonly commandLine = {
    hasSwitch: (name: string): boolean =>
      process.argv.some((word) => word.replace(/^--?/, '').split('=', 1)[0] === name && word.startsWith('-')),
  };

  /** The folder of the built program's package file, as for Electron's program with a folder as its parameter. */
  getAppPath(): string {
    return dirname(dirname(dirname(process.argv[1] ?? '')));
  }

  getPath(name: string): string {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Error(`The double knows no path “${name}”`);
    return path;
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  /** A file with the process number; a second start leaves a note beside it, which the first one watches for. */
  requestSingleInstanceLock(): boolean {
    const folder = this.getPath('userData');
    mkdirSync(folder, { recursive: true });
    const lock = join(folder, 'instance.lock');
    if (isHeld(lock)) {
      writeFileSync(join(folder, `second-instance-${String(process.pid)}`), '');
      return false;
    }
    writeFileSync(lock, String(process.pid));
    const watcher = watch(folder, (_event, name) => {
      if (name?.startsWith('second-instance-') !== true) return;
      rmSync(join(folder, name), { force: true });
      this.emit('second-instance', {}, [], '');
    });
    watcher.unref();
    process.on('exit', () => {
      rmSync(lock, { force: true });
    });
    return true;
  }

  /** Closes the windows, asks `will-quit`, ends. A listener may hold it back once and call `quit` again. */
  quit(): void {
    if (!this.#isQuitting) {
      this.#isQuitting = true;
      this.emit('before-quit', { preventDefault: () => undefined });
      for (const window of [...state.windows]) window.close();
    }
    const verdict = { isHeldBack: false };
    this.emit('will-quit', {
      preventDefault: () => {
        verdict.isHeldBack = true;
      },
    });
    if (!verdict.isHeldBack) this.exit(0);
  }

  exit(code = 0): void {
    void closeBrowser().finally(() => process.exit(code));
  }

  allWindowsClosed(): void {
    if (!this.#isQuitting) this.emit('window-all-closed');
  }
}

function isHeld(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ESRCH') return false;
    throw error;
  }
}

export const app = new DoubleApp();
// A test says what Windows would tell every window.
process.on('message', (message: unknown) => {
  if (message !== 'session-end') return;
  for (const window of [...state.windows]) window.emit('session-end', { reasons: ['shutdown'] });
});
DoubleWindow.onCreated = (contents) => {
  app.emit('web-contents-created', {}, contents);
};
DoubleWindow.onAllClosed = () => {
  app.allWindowsClosed();
};
