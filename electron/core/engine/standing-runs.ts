import { isAppError } from '#shared/contract/errors';
import type { RunId } from '#shared/model/ids';
import type { RunRow } from '#shared/model/run';
import type { Log } from '../ports/log.ts';
import type { Hold, RunChange, RunStore } from './ports.ts';

interface Standing {
  readonly hold: Hold;
  readonly change: RunChange;
}

/**
 * The runs that nobody carries out any more although the store could not take that yet: a full disk has stopped them, or
 * has kept their end from being written. In memory, because there is nowhere else to write it (STO-233).
 */
export interface StandingRuns {
  /**
   * Writes how a run stands and gives its device back: `stored`, or `lost` to another process, or `kept` here, and logged,
   * when the store cannot take it. Throws what is no refusal of the store.
   */
  end(runId: RunId, hold: Hold, change: RunChange): Promise<'stored' | 'kept' | 'lost'>;
  has(runId: RunId): boolean;
  /** A row as its run stands: one that the store still calls running, and that is kept here, as what it is. */
  show(row: RunRow): RunRow;
  /** Writes what is kept of the run, if anything is. Throws what the store throws when it cannot take it yet. */
  settle(runId: RunId): Promise<void>;
  /** Tries all that is kept; gives what the store has taken. What it cannot take yet stays. */
  settleAll(): Promise<readonly RunId[]>;
}

/** None at first. */
export function createStandingRuns({ runs, log }: { readonly runs: RunStore; readonly log: Log }): StandingRuns {
  const kept = new Map<RunId, Standing>();
  const settle = async (runId: RunId): Promise<void> => {
    const standing = kept.get(runId);
    if (standing === undefined) return;
    // False: another process has taken the run, or has ended it; then its word counts.
    await runs.end(runId, standing.hold, standing.change);
    kept.delete(runId);
  };
  return {
    async end(runId, hold, change) {
      try {
        return (await runs.end(runId, hold, change)) ? 'stored' : 'lost';
      } catch (error) {
        if (!isAppError(error) || error.code === 'RUN_CLAIM_LOST') throw error;
        log.error(`How run ${String(runId)} stands could not be stored yet`, error);
        kept.set(runId, { hold, change });
        return 'kept';
      }
    },
    has: (runId) => kept.has(runId),
    show(row) {
      const standing = row.state === 'running' ? kept.get(row.id) : undefined;
      return standing === undefined ? row : { ...row, ...shownOf(standing.change), isCancelling: false };
    },
    settle,
    async settleAll() {
      const settled: RunId[] = [];
      for (const runId of [...kept.keys()]) {
        try {
          await settle(runId);
          settled.push(runId);
        } catch (error) {
          if (!isAppError(error)) throw error;
        }
      }
      return settled;
    },
  };
}

/** What a row shows of a change; what a killed process has left is no part of it. */
function shownOf({ leftBehind: _, ...shown }: RunChange): Partial<RunRow> {
  return shown;
}
