import { z } from 'zod';
import type { Log } from '#core/ports/log';
import type { Processes } from '#core/ports/processes';
import type { Restarts } from '#core/running/restarts';
import type { Database } from '#core/store/connection';
import { changeSetting, getSetting } from '#core/store/tables/setting';
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

  function parse(stored: unknown): SharedRestart | null {
    const parsed = SharedRestart.safeParse(stored);
    return parsed.success && processes.isAlive(parsed.data.processId, parsed.data.processStart) ? parsed.data : null;
  }
  const read = async (): Promise<SharedRestart | null> => parse(await getSetting(database.read, key));
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
      const own = restart === null ? undefined : { restart, processId, processStart, asked: null };
      // What is taken back is this process's own, never what another one counts down.
      const value = (stored: unknown): unknown => own ?? (parse(stored)?.processId === processId ? undefined : stored);
      written = written
        .then(() => database.write((transaction) => changeSetting(transaction, key, value)))
        .catch((error: unknown) => log.error('The restart could not be told to other programs', error));
    },
    pending,
    async ask(runId, what) {
      const value = (stored: unknown): SharedRestart => asked(parse(stored), processId, runId, what);
      await database.write((transaction) => changeSetting(transaction, key, value));
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

/** Throws `RESTART_NOT_PENDING` when another process counts down nothing for this run. */
function asked(found: SharedRestart | null, own: number, runId: RunId, what: 'stop' | 'now'): SharedRestart {
  const isOfOther = found !== null && found.processId !== own;
  if (isOfOther && found.restart.runId === runId && found.restart.state === 'counting')
    return { ...found, asked: what };
  throw new AppError('RESTART_NOT_PENDING', { run: runId });
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
