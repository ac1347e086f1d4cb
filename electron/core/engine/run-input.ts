import { breathe } from '../ports/breathe.ts';
import type { ConditionWorld } from './conditions.ts';
import type { RunTools } from './execute-step.ts';
import type { EngineState } from './fold.ts';
import type { Plan } from './plan.ts';
import type { Clock } from './ports.ts';
import type { RunWriter } from './run-writer.ts';

/** Reason of a signal that stops following a run without ending it. */
export const LEFT_RUNNING = Symbol('left running');

/**
 * Short steps on a store that answers at once would keep everything else in this process waiting: events, a
 * cancellation, other windows. So often the run lets them have their turn.
 */
const LONGEST_TURN_MS = 20;

/** What `RunInput.rest` is, over a clock. */
export function createRest(clock: Clock): () => Promise<void> {
  let turnBegan = clock.now();
  return async () => {
    if (clock.now() - turnBegan < LONGEST_TURN_MS) return;
    // A timer would wait a millisecond or more, whoever else has work or not.
    await breathe();
    turnBegan = clock.now();
  };
}

/** What carrying out a run works with. */
export interface RunInput {
  readonly plan: Plan;
  /** Folded from the journal as it is stored; brought forward by the writer. */
  readonly state: EngineState;
  readonly tools: RunTools;
  readonly writer: RunWriter;
  /** Lets everything else in the process have its turn when this run had a long one (ENG-96). */
  readonly rest: () => Promise<void>;
  /** Kind of an entry of the device's drives. */
  readonly entry: ConditionWorld['entry'];
  /** The Windows of the device. */
  readonly system?: ConditionWorld['system'];
  /** The registry of a device that runs; absent for one of folders. */
  readonly registry?: ConditionWorld['registry'];
  readonly signal: AbortSignal;
  /** A bug inside a step: the run's log has its code, this has the whole story. */
  readonly onBug: (message: string, cause: unknown) => void;
  readonly sequenceName: string;
  /** Stops following the run without ending it: it is interrupted where it stands and can be resumed. */
  readonly leave: () => void;
}
