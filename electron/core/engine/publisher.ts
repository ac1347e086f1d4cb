import type { RunRow, RunStepRow, RunVariable } from '#shared/model/run';
import { isAppError } from '#shared/contract/errors';
import type { Clock } from './ports.ts';
import type { RunAdvanced } from './run-contract.ts';

/** At most ten events a second for one run. */
const INTERVAL_MS = 100;

export interface Publisher {
  /** These rows changed; they go out with the next event. */
  touch(first: number, last: number): void;
  /** Sends what is left and stops. */
  finish(): Promise<void>;
}

export interface PublisherInput {
  readonly clock: Clock;
  row(): RunRow;
  step(number: number): RunStepRow;
  variables(): RunVariable[];
  environment(): RunAdvanced['environment'];
  /** Stores the log so far and gives its last ordinal. */
  flushLog(): Promise<number>;
  emit(payload: RunAdvanced): void;
  onError(error: unknown): void;
}

/** Gathers what changed and sends it at most every 100 ms, the last of it always. */
export function createPublisher(input: PublisherInput): Publisher {
  const touched = new Set<number>();
  const takeVariables = createVariableDiff(input);
  const stop = new AbortController();
  let lastAt = Number.NEGATIVE_INFINITY;
  let waiting: Promise<void> | null = null;
  let isDirty = false;

  async function send(): Promise<void> {
    isDirty = false;
    lastAt = input.clock.now();
    const numbers = [...touched].sort((a, b) => a - b);
    touched.clear();
    const lastLogOrdinal = await input.flushLog();
    const { variables, removedVariables } = takeVariables();
    const steps = numbers.map((number) => input.step(number));
    input.emit({
      row: input.row(),
      steps,
      variables,
      removedVariables,
      environment: input.environment(),
      lastLogOrdinal,
    });
  }

  async function sendWhenDue(): Promise<void> {
    try {
      const rest = lastAt + INTERVAL_MS - input.clock.now();
      if (rest > 0) await input.clock.wait(rest, stop.signal);
      if (isDirty) await send();
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
    async finish() {
      stop.abort();
      while (waiting !== null) await waiting;
      await send();
    },
  };
}

/** Gives the variables that changed since it was asked last. */
function createVariableDiff(
  input: Pick<PublisherInput, 'variables'>,
): () => Pick<RunAdvanced, 'variables' | 'removedVariables'> {
  const known = new Map<string, string>();
  return () => {
    const all = input.variables();
    const names = new Set(all.map((variable) => variable.name));
    const removedVariables = [...known.keys()].filter((name) => !names.has(name));
    for (const name of removedVariables) known.delete(name);
    const variables = all.filter((variable) => {
      const text = JSON.stringify(variable);
      if (known.get(variable.name) === text) return false;
      known.set(variable.name, text);
      return true;
    });
    return { variables, removedVariables };
  };
}
