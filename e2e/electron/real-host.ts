import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron as electron, type ElectronApplication, type Page } from '@playwright/test';
import type { ElectronHost, Ended } from './electron-host.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Electron's own program, when it was fetched; `build/scripts/e2e.ts` looks for it. */
export const electronProgram = process.env['WAYSTATION_ELECTRON'];

/** Why the tests with the real program are not run, in the words that the run prints. */
export const noElectron = 'Electron’s program is not here; “npx install-electron” fetches it';

/** The bundled shell in Electron's own program. */
export class RealHost implements ElectronHost {
  readonly site: string;
  readonly ownsWindow = true;
  readonly #arguments: string[];
  readonly #environment: Record<string, string>;
  #application: ElectronApplication | undefined;

  constructor(site: string) {
    this.site = site;
    // Chromium refuses to run as root with its sandbox; such machines are for tests and development.
    const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    this.#arguments = [root, ...flags, '--site', site];
    const inherited = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
    this.#environment = { ...Object.fromEntries(inherited), XDG_CONFIG_HOME: join(site, '..', 'electron-data') };
  }

  async start(): Promise<void> {
    this.#application = await electron.launch({
      executablePath: this.#program,
      args: this.#arguments,
      env: this.#environment,
      acceptDownloads: true,
    });
  }

  async open(): Promise<Page> {
    const page = await this.#running.firstWindow();
    await page.waitForURL('app://console/**');
    return page;
  }

  async kill(): Promise<void> {
    const child = this.#process;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    this.#application = undefined;
  }

  async stop(): Promise<void> {
    await this.#application?.close();
    this.#application = undefined;
  }

  async ended(): Promise<number | null> {
    const child = this.#process;
    if (child.exitCode === null) await once(child, 'exit');
    this.#application = undefined;
    return child.exitCode;
  }

  async startAgain(): Promise<Ended> {
    const child = spawn(this.#program, this.#arguments, {
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    const [exitCode] = (await once(child, 'close')) as [number | null];
    return { exitCode, output };
  }

  get #program(): string {
    if (electronProgram === undefined) throw new Error(noElectron);
    return electronProgram;
  }

  get #running(): ElectronApplication {
    if (this.#application === undefined) throw new Error('The program is not running.');
    return this.#application;
  }

  get #process(): ChildProcess {
    return this.#running.process();
  }
}
