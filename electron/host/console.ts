import { existsSync } from 'node:fs';
import type { Log } from '#core/ports/log';
import { makePrivateFolder } from '#core/ports/private-place';
import { realClock, realIds } from '#core/ports/real';
import type { Sealer } from '#core/ports/secrets';
import type { ConsoleLock } from '#core/site/console-lock';
import { lockConsole } from '#core/site/console-lock';
import { createSite, getSitePaths } from '#core/site/site';
import { AppError } from '#shared/contract/errors';
import type { SiteInfo } from '#shared/model/site';
import { composeHost, readVersion } from './compose.ts';
import type { Handlers, HostEvents, Server } from './serve.ts';
import { createServer } from './serve.ts';
import { unavailableCore } from './unavailable.ts';

export interface ConsoleOptions {
  /** Made with the sample in it when there is no site yet. */
  readonly siteDirectory: string;
  readonly host: SiteInfo['host'];
  readonly log: Log;
  readonly sealer?: Sealer;
  /** What starts this program on this site again, and the process that such a start waits for (this one without it). */
  readonly relaunch?: readonly string[];
  readonly processId?: number;
  /** Ends this program, so that one that was started elevated can open the site. */
  readonly end?: () => void;
}

/** The one console of a site, ready to serve windows. */
export interface Console {
  readonly server: Server;
  /** Why the site could not be opened: then every call answers with this. */
  readonly problem?: AppError;
  /** Tells a second start where this one answers. */
  publish(address: string): void;
  /** Ends connections, runs and the database, then gives the site free. */
  close(): Promise<void>;
}

/** What the folder of the first start is called; both can be changed in the console. */
const firstSite = { code: 'WAY', name: 'Waystation' };

interface OpenCore {
  readonly handlers: Handlers;
  readonly events: HostEvents;
  readonly problem?: AppError;
  close(): Promise<void>;
}

/**
 * Opens a site for windows. A site that cannot be opened (damaged, newer, read-only, full, locked, in use) is no
 * error here: the console serves that answer, so that its screen can say what to do.
 */
export async function openConsole(options: ConsoleOptions): Promise<Console> {
  let lock: ConsoleLock | undefined;
  let core: OpenCore;
  try {
    lock = takeLock(options.siteDirectory);
    core = await openCore(options);
  } catch (error) {
    if (!(error instanceof AppError)) {
      lock?.release();
      throw error;
    }
    options.log.error(`The site ${options.siteDirectory} could not be opened`, error);
    core = { ...unavailableCore(error), problem: error, close: () => Promise.resolve() };
  }
  const { handlers, events, problem } = core;
  const server = createServer({ handlers, events, build: readVersion(), log: options.log });
  return {
    server,
    ...(problem === undefined ? {} : { problem }),
    publish: (address) => lock?.publish(address),
    close: async () => {
      server.close();
      try {
        await core.close();
      } finally {
        lock?.release();
      }
    },
  };
}

function takeLock(siteDirectory: string): ConsoleLock {
  try {
    makePrivateFolder(siteDirectory);
    return lockConsole(siteDirectory, { clock: realClock, ids: realIds });
  } catch (error) {
    const code = error instanceof Error && 'code' in error && !(error instanceof AppError) ? error.code : undefined;
    const file = getSitePaths(siteDirectory).database;
    if (code === 'ENOSPC') throw new AppError('STORE_FULL', { file }, { cause: error });
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
      throw new AppError('STORE_READ_ONLY', { file }, { cause: error });
    }
    throw error;
  }
}

async function openCore(options: ConsoleOptions): Promise<OpenCore> {
  const isFirstStart = !existsSync(getSitePaths(options.siteDirectory).database);
  if (isFirstStart) {
    const site = await createSite(options.siteDirectory, firstSite, { clock: realClock, ids: realIds });
    await site.close();
  }
  const composed = await composeHost(options);
  if (isFirstStart) composed.core.startSample();
  return composed;
}
