import type { RunId } from '#shared/model/ids';
import type { LeftOfRun, LeftRunning } from '#shared/model/run';
import type { EngineState } from './fold.ts';
import { runMarkOf } from './execute-step.ts';
import type { LeftBehind, Processes } from './ports.ts';

/** A journal row names no more processes than this at once; more of them are named by another entry. */
const NAMED_AT_ONCE = 1000;

export interface LeftOfSteps {
  readonly processes: Processes;
  readonly runId: RunId;
  /** The computer on which the cancel is carried out. */
  readonly computerId: string;
  readonly state: Pick<EngineState, 'stepOwners' | 'firstStepAt'>;
  /** What was remembered when the run was interrupted, for owners that no journal names. */
  readonly leftBehind?: LeftBehind | null;
  /** Processes, with their start, of which a step said already that they cannot be ended. */
  readonly goingOn?: ReadonlyMap<number, string>;
}

/**
 * Ends what the steps of a run have left running, whoever of this computer carried them out: by the marks that every
 * command of it carries, so nothing else is touched. Gives what goes on, or may (ENG-170, ENG-171).
 */
export async function endLeft(left: LeftOfSteps): Promise<LeftRunning> {
  const { processes, runId, computerId, leftBehind, goingOn = new Map<number, string>() } = left;
  const { stepOwners, firstStepAt } = left.state;
  const noted = stepOwners.filter((owner) => owner !== null);
  const isNotNoted = stepOwners.includes(null);
  const owners = leftBehind == null ? noted : [...noted, leftBehind];
  const here = owners.filter((owner) => owner.computerId === computerId);
  const found: LeftOfRun[] = [];
  if (here.length > 0 && !processes.findsMarks) found.push({ code: 'marks-not-shown' });
  else if (here.length > 0) {
    const marks = [...new Set(here.map(({ ownerId }) => runMarkOf(ownerId, runId)))];
    const { left: alive, unread } = await processes.endMarked(marks, firstStepAt ?? 0);
    const again = [...goingOn].filter(([id, start]) => processes.isAlive(id, start)).map(([id]) => id);
    const notEnded = [...new Set([...alive, ...again])];
    found.push(...named('not-ended', notEnded));
    found.push(
      ...named(
        'not-readable',
        unread.filter((id) => !notEnded.includes(id)),
      ),
    );
  }
  if (here.length < owners.length) found.push({ code: 'other-computer' });
  if (isNotNoted) found.push({ code: 'owner-not-noted' });
  return found;
}

function named(code: 'not-ended' | 'not-readable', ids: readonly number[]): LeftOfRun[] {
  const parts = Array.from({ length: Math.ceil(ids.length / NAMED_AT_ONCE) }, (_, part) => part * NAMED_AT_ONCE);
  return parts.map((from) => ({ code, processes: ids.slice(from, from + NAMED_AT_ONCE) }));
}
