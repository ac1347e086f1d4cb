import { z } from 'zod';
import type { Log } from '#core/ports/log';
import type { Processes } from '#core/ports/processes';
import type { Restarts } from '#core/running/restarts';
import type { Database } from '#core/store/connection';
import { getSetting, putSetting } from '#core/store/tables/setting';
import { AppError, isAppError } from '#shared/contract/errors';
import type { RunId } from '#shared/model/ids';
import { PendingRestart } from '#shared/model/local-computer';

const key = 'pending-restart';

/** What the process that counts down says to every other one on the site, and what one of those asked it. */
const SharedRestart = z.strictObject({
  restart: PendingRestart,
  processId: z.int(),
  processStart: z.string(),
  asked: z.enum(['stop', 'now']).nullable(),
});
type SharedRestart = z.infer<typeof SharedRestart>;

/** So often a restart of another process is looked at: one that was killed takes its countdown with it. */
const lookEveryMs = 1000;

export interface SharedRestarts {
  /** This process announces, or takes back. */
  tell(restart: PendingRestart | null): void;
  /** The restart of another process of this site that lives. */
  pending(): Promise<PendingRestart | null>;
  /** Asks the process that counts down. Throws `RESTART_NOT_PENDING`. */
  ask(runId: RunId, what: 'stop' | 'now'): Promise<void>;
  /** Another process wrote to the site: it may have announced a restart, or asked for something. */
  heed(own: Pick<Restarts, 'stop' | 'hasten'>): Promise<void>;
  /** What was told is written. */
  close(): Promise<void>;
}

/** Announced restarts by way of the site, so that a console shows and stops that of a command line (HOST-121). */
export function createSharedRestarts(parts: {
  readonly database: Database;
  readonly processes: Pick<Processes, 'ownId' | 'startOf' | 'isAlive'>;
  readonly log: Log;
  /** Told of restarts of this process and of every other. */
  onChange(restart: PendingRestart | null): void;
}): SharedRestarts {
  const { database, processes, log } = parts;
  const processId = processes.ownId();
  let written: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  let [shown, timer]: [string, NodeJS.Timeout | undefined] = ['null', undefined];

  async function read(): Promise<SharedRestart | null> {
    const parsed = SharedRestart.safeParse(await getSetting(database.read, key));
    return parsed.success && processes.isAlive(parsed.data.processId, parsed.data.processStart) ? parsed.data : null;
  }
  async function pending(): Promise<PendingRestart | null> {
    const found = await read();
    return found === null || found.processId === processId ? null : found.restart;
  }
  async function show(): Promise<void> {
    const restart = await pending();
    clearTimeout(timer);
    if (restart !== null && !isClosed) timer = setTimeout(look, lookEveryMs).unref();
    if (JSON.stringify(restart) === shown) return;
    shown = JSON.stringify(restart);
    parts.onChange(restart);
  }
  function look(): void {
    show().catch((error: unknown) => log.error('The restart of another process could not be read', error));
  }

  return {
    tell(restart) {
      parts.onChange(restart);
      const processStart = processes.startOf(processId);
      const value = restart === null ? undefined : { restart, processId, processStart, asked: null };
      written = written
        .then(() => database.write((transaction) => putSetting(transaction, key, value)))
        .catch((error: unknown) => log.error('The restart could not be told to other programs', error));
    },
    pending,
    async ask(runId, what) {
      const found = await read();
      if (found?.restart.runId !== runId || found.restart.state !== 'counting' || found.processId === processId) {
        throw new AppError('RESTART_NOT_PENDING', { run: runId });
      }
      await database.write((transaction) => putSetting(transaction, key, { ...found, asked: what }));
    },
    async heed(own) {
      const found = await read();
      if (found?.processId !== processId) return show();
      obey(own, found);
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await written;
    },
  };
}

function obey(own: Pick<Restarts, 'stop' | 'hasten'>, { asked, restart }: SharedRestart): void {
  try {
    if (asked === 'stop') own.stop(restart.runId);
    if (asked === 'now') own.hasten(restart.runId);
  } catch (error) {
    // The countdown came to its end meanwhile.
    if (!isAppError(error, 'RESTART_NOT_PENDING')) throw error;
  }
}
