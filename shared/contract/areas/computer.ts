import { z } from 'zod';
import { RunId } from '../../model/ids.ts';
import { PendingRestart } from '../../model/local-computer.ts';
import { command, event, query } from '../define.ts';

const nothing = z.strictObject({});
const byRun = z.strictObject({ runId: RunId });

/** The computer on which Waystation runs: its restart, and this program with other rights. */
export const computerContract = {
  'restart.pending': query(
    () => nothing,
    () => z.strictObject({ restart: PendingRestart.nullable() }),
  ),
  /** Holds the announced restart: the run is interrupted before it, and resuming announces it again. */
  'restart.stop': command(
    () => byRun,
    () => nothing,
  ),
  /** Restarts without waiting for the rest of the countdown. */
  'restart.now': command(
    () => byRun,
    () => nothing,
  ),
  /** Announced, begun, or (null) over. */
  'restart.changed': event(() => z.strictObject({ restart: PendingRestart.nullable() })),

  /**
   * Asks the system to start Waystation again on this site with the rights of an administrator; the person is asked by
   * the system. When it was `started`, this console ends so that the new one can open the site.
   */
  'program.startElevated': command(
    () => nothing,
    () => z.strictObject({ outcome: z.enum(['started', 'declined', 'already-elevated']) }),
  ),
} as const;
