import { once } from 'node:events';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type DoubleRun, launchUnderDouble, spawnUnderDouble } from '../../electron/main/fakes/launch.ts';
import type { ElectronHost, Ended } from './electron-host.ts';

/** Electron's shell, bundled as for a package, under the double of Electron. */
export class DoubleHost implements ElectronHost {
  readonly site: string;
  readonly ownsWindow = true;
  readonly #dataFolder: string;
  #run: DoubleRun | undefined;

  constructor(site: string) {
    this.site = site;
    this.#dataFolder = join(site, '..', 'electron-data');
  }

  async start(): Promise<void> {
    this.#run = await launchUnderDouble({ site: this.site, dataFolder: this.#dataFolder });
  }

  open(): Promise<Page> {
    if (this.#run === undefined) throw new Error('The program is not running.');
    return Promise.resolve(this.#run.page);
  }

  async kill(): Promise<void> {
    await this.#run?.kill();
    this.#run = undefined;
  }

  async stop(): Promise<void> {
    await this.#run?.close();
    this.#run = undefined;
  }

  async ended(): Promise<number | null> {
    const child = this.#run?.process;
    this.#run = undefined;
    if (child === undefined) throw new Error('The program is not running.');
    if (child.exitCode === null) await once(child, 'exit');
    return child.exitCode;
  }

  async startAgain(): Promise<Ended> {
    const child = spawnUnderDouble({ site: this.site, dataFolder: this.#dataFolder });
    let output = '';
    child.stdout?.on('data', (data: Buffer) => (output += data.toString()));
    const [exitCode] = (await once(child, 'close')) as [number | null];
    return { exitCode, output };
  }
}
