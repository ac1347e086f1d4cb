import { AppError, isAppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { RunId } from '#shared/model/ids';
import type { PendingRestart } from '#shared/model/local-computer';
import type { LocalRestart, RestartRequest } from '../engine/ports.ts';
import type { SystemRestart } from '../local/ports.ts';
import type { Clock } from '../ports/clock.ts';

/** A longer countdown than a day is a mistake of the document. */
const longestSeconds = 24 * 60 * 60;

export interface Restarts extends LocalRestart {
  pending(): PendingRestart | null;
  /** Holds the restart before the system was asked. Throws `RESTART_NOT_PENDING`. */
  stop(runId: RunId): void;
  /** Ends the countdown at once. Throws `RESTART_NOT_PENDING`. */
  hasten(runId: RunId): void;
}

export interface RestartParts {
  readonly clock: Clock;
  /** Null where this computer cannot be restarted by a step. */
  readonly system: SystemRestart | null;
  /** What opens Waystation on this site; null when the program does not know. */
  readonly relaunch: readonly string[] | null;
  /** Tells the site's entry from that of another site. */
  readonly siteName: string;
  onChange(restart: PendingRestart | null): void;
}

interface Countdown {
  restart: PendingRestart;
  readonly end: AbortController;
  outcome: 'elapsed' | 'stopped';
}

/** Restarts of this computer that runs of this process ask for, one at a time (RNG-10 to RNG-13). */
export function createRestarts(parts: RestartParts): Restarts {
  const { clock, system } = parts;
  const entryName = `Waystation ${parts.siteName}`;
  let current: Countdown | null = null;
  const tell = (countdown: Countdown | null): void => {
    current = countdown;
    parts.onChange(countdown?.restart ?? null);
  };
  const find = (runId: RunId): Countdown => {
    if (current?.restart.runId === runId && current.restart.state === 'counting') return current;
    throw new AppError('RESTART_NOT_PENDING', { run: runId });
  };
  const endAs = (runId: RunId, outcome: Countdown['outcome']): void => {
    const countdown = find(runId);
    // Of two windows the first one has decided.
    if (countdown.end.signal.aborted) throw new AppError('RESTART_NOT_PENDING', { run: runId });
    countdown.outcome = outcome;
    countdown.end.abort();
  };

  /** False also when the registry refuses: then the restart happens, and a person opens Waystation after it. */
  const writeEntry = (restart: SystemRestart): boolean => {
    if (parts.relaunch === null) return false;
    return orRefused(() => restart.registerRunOnce(entryName, parts.relaunch ?? []), false);
  };
  /** Windows takes it away by itself when it has run: what is left here opens a console, once. */
  const removeEntry = (restart: SystemRestart): void => orRefused(() => restart.removeRunOnce(entryName), undefined);

  async function announce(request: RestartRequest, signal: AbortSignal): Promise<'asked' | 'stopped'> {
    if (system === null) throw new AppError('RESTART_FAILED', { reason: reason('no-restart-here') });
    const countdown = begin(clock, request);
    tell(countdown);
    try {
      await countDown(clock, countdown, signal);
      if (countdown.outcome === 'stopped') return 'stopped';
      request.onEntry(writeEntry(system));
      countdown.restart = { ...countdown.restart, state: 'restarting' };
      tell(countdown);
      await system.restart(request.message);
      return 'asked';
    } catch (error) {
      tell(null);
      removeEntry(system);
      throw error;
    } finally {
      if (countdown.outcome === 'stopped') tell(null);
    }
  }

  return {
    pending: () => current?.restart ?? null,
    stop: (runId) => endAs(runId, 'stopped'),
    hasten: (runId) => endAs(runId, 'elapsed'),
    canRestart: system !== null,
    happenedSince: (at) => system !== null && system.startedAt() > at,
    announce,
    over() {
      if (current !== null) tell(null);
      if (system !== null) removeEntry(system);
    },
  };
}

/** What the work gives, or the other where the registry refuses it. */
function orRefused<Result>(work: () => Result, otherwise: Result): Result {
  try {
    return work();
  } catch (error) {
    if (!isAppError(error, 'REGISTRY_UNREADABLE')) throw error;
    return otherwise;
  }
}

function begin(clock: Clock, { runId, sequenceName, message, seconds }: RestartRequest): Countdown {
  const announcedAt = clock.now();
  const restartsAt = announcedAt + Math.min(Math.max(seconds, 0), longestSeconds) * 1000;
  return {
    restart: { runId, sequenceName, message: message.slice(0, 4000), announcedAt, restartsAt, state: 'counting' },
    end: new AbortController(),
    outcome: 'elapsed',
  };
}

/** Waits for the end of the countdown, or for who ends it early. Throws `CANCELLED` when the run is cancelled. */
async function countDown(clock: Clock, { restart, end }: Countdown, signal: AbortSignal): Promise<void> {
  try {
    await clock.wait(restart.restartsAt - restart.announcedAt, AbortSignal.any([signal, end.signal]));
  } catch (error) {
    if (!isAppError(error, 'CANCELLED') || signal.aborted) throw error;
  }
}
