import type { BrowserWindow } from 'electron';
import type { Log } from '#core/ports/log';
import type { ElectronMessagePort } from '#host/transports/message-port';

/** The core in a process of its own: fsync and the engine never hold a window. */
export interface CoreProcess {
  /** A port to the core. A core that went away is started again. */
  connect(): ElectronMessagePort;
  /** Lets the core close its database. */
  close(): Promise<void>;
}

/** Passes messages between windows and the core, unread but for the greeting that begins a connection. */
export interface Transport {
  /** A window is gone. */
  forget(windowId: number): void;
  /** The core is gone: every window hears it, and may greet again. */
  coreEnded(): void;
}

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
