import type { BrowserWindow } from 'electron';
import type { Log } from '#core/ports/log';
import type { CoreProcess } from './core.ts';
import type { Transport } from './transport.ts';

/** What the modules of the main process share. */
export interface Context {
  readonly site: string;
  /** What starts this program on the site again. */
  readonly relaunch: readonly string[];
  readonly paths: { readonly pageRoot: string; readonly preload: string; readonly coreProcess: string };
  readonly log: Log;
  /** Open windows by the id of their web contents. */
  readonly windows: Map<number, BrowserWindow>;
  core?: CoreProcess;
  transport?: Transport;
}
