import { isAppError } from '#shared/contract/errors';
import type { RunRow, StepProgress } from '#shared/model/run';
import type { EngineState, VariableState } from './fold.ts';
import type { Plan } from './plan.ts';
import type { Clock } from './ports.ts';
import type { RunAdvanced } from './run-contract.ts';
import { viewRow, viewStep, viewVariable } from './view.ts';

/** At most ten events a second for one run. */
const INTERVAL_MS = 100;

export interface Publisher {
  /** These rows changed; they go out with the next event. */
  touch(first: number, last: number): void;
  /** All that the state has is durable: what is due goes out now. */
  settled(): void;
  /** Sends what is left and stops. */
  finish(): Promise<void>;
}

export interface PublisherInput {
  readonly clock: Clock;
  readonly plan: Plan;
  /** The run as it stands; asked when an event is made. */
  run(): { readonly row: RunRow; readonly state: EngineState };
  /** Progress of steps that are under way, by number. */
  readonly live: ReadonlyMap<number, StepProgress>;
  /** Stores lines that wait. `settled` is called when nothing waits any more, now or a moment later. */
  flush(): Promise<void>;
  lastLogOrdinal(): number;
  emit(payload: RunAdvanced): void;
  onError(error: unknown): void;
}

/**
 * Gathers what changed and sends it at most every 100 ms, the last of it always. Nothing is told that is not durable:
 * an event is made when the state has settled (ENG-94).
 */
export function createPublisher(input: PublisherInput): Publisher {
  const touched = new Set<number>();
  const takeVariables = createVariableDiff();
  const stop = new AbortController();
  let lastAt = Number.NEGATIVE_INFINITY;
  let waiting: Promise<void> | null = null;
  let [isDirty, isDue] = [false, false];

  function send(): void {
    isDue = false;
    lastAt = input.clock.now();
    const { row: stored, state } = input.run();
    const row = viewRow(stored, state);
    const numbers = [...touched].sort((a, b) => a - b);
    touched.clear();
    input.emit({
      row,
      steps: numbers.map((number) => viewStep(input.plan, state, row.state, number, input.live.get(number) ?? null)),
      ...takeVariables(state),
      environment: state.environment,
      lastLogOrdinal: input.lastLogOrdinal(),
    });
  }

  const sendIfDue = (): void => {
    if (isDue) send();
  };

  async function sendWhenDue(): Promise<void> {
    try {
      const rest = lastAt + INTERVAL_MS - input.clock.now();
      if (rest > 0) await input.clock.wait(rest, stop.signal);
      if (isDirty) {
        [isDirty, isDue] = [false, true];
        await input.flush();
      }
    } catch (error) {
      if (!isAppError(error, 'CANCELLED')) input.onError(error);
    } finally {
      waiting = null;
    }
    if (isDirty && !stop.signal.aborted) waiting = sendWhenDue();
  }

  return {
    touch(first, last) {
      for (let number = first; number <= last; number += 1) touched.add(number);
      isDirty = true;
      waiting ??= sendWhenDue();
    },
    settled: sendIfDue,
    async finish() {
      stop.abort();
      while (waiting !== null) await waiting;
      isDue = true;
      // Of a run that could not be written the state never settles; how it stands is told all the same.
      await input.flush().catch(input.onError);
      sendIfDue();
    },
  };
}

/** Gives the variables that changed since it was asked last. */
function createVariableDiff(): (state: EngineState) => Pick<RunAdvanced, 'variables' | 'removedVariables'> {
  const known = new Map<string, VariableState>();
  return ({ variables: all }) => {
    const removedVariables = [...known].filter(([key]) => !all.has(key)).map(([, { name }]) => name);
    for (const key of [...known.keys()]) if (!all.has(key)) known.delete(key);
    const variables = [];
    for (const [key, variable] of all) {
      if (isSame(known.get(key), variable)) continue;
      const before = known.get(key)?.name;
      // Written with other letters it is another name for whoever keeps them by name.
      if (before !== undefined && before !== variable.name) removedVariables.push(before);
      known.set(key, variable);
      variables.push(viewVariable(variable));
    }
    return { variables, removedVariables };
  };
}

function isSame(before: VariableState | undefined, now: VariableState): boolean {
  if (before === now) return true;
  return (
    before?.value === now.value &&
    before.sealedAs === now.sealedAs &&
    before.name === now.name &&
    before.setBy === now.setBy &&
    before.stepNumber === now.stepNumber
  );
}
