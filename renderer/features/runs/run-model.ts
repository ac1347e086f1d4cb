import type { Payload } from '#shared/contract/contract';
import type { RunRow, RunStepRow, RunVariable, RunView } from '#shared/model/run';

export type RunAdvanced = Payload<'run.advanced'>;

/** A run as the tab shows it: what `run.get` gave, kept true by `run.advanced`. */
export interface RunModel {
  readonly row: RunRow;
  readonly steps: readonly RunStepRow[];
  /** Place of a row by its node, so that a merge does not search 5,000 rows ten times a second. */
  readonly places: ReadonlyMap<string, number>;
  readonly variables: readonly RunVariable[];
  /** Names that the last advance changed: they are marked until the next one that changes any. */
  readonly changedVariables: ReadonlySet<string>;
  readonly environment: RunView['environment'];
  readonly canResume: boolean;
  /** What goes on, or may, although the run was cancelled. */
  readonly left: RunView['left'];
  readonly logSizeBytes: number;
  readonly lastLogOrdinal: number;
}

export function modelOfView(view: RunView): RunModel {
  return {
    row: view.row,
    steps: view.steps,
    places: new Map(view.steps.map((step, place) => [step.nodeId, place])),
    variables: view.variables,
    changedVariables: new Set(),
    environment: view.environment,
    canResume: view.canResume,
    left: view.left,
    logSizeBytes: view.logSizeBytes,
    lastLogOrdinal: 0,
  };
}

/** The next model, or null when the event names rows that this model has never seen: then it has to be read again. */
export function advanceModel(model: RunModel, event: RunAdvanced): RunModel | null {
  const steps = mergeSteps(model, event.steps);
  if (steps === null) return null;
  const changed = event.variables.map((variable) => variable.name);
  return {
    ...model,
    row: event.row,
    steps,
    variables: mergeVariables(model.variables, event.variables, event.removedVariables),
    changedVariables: changed.length === 0 ? model.changedVariables : new Set(changed),
    environment: event.environment,
    canResume: event.row.state === 'running' ? false : model.canResume,
    lastLogOrdinal: Math.max(model.lastLogOrdinal, event.lastLogOrdinal),
  };
}

function mergeSteps(model: RunModel, changed: readonly RunStepRow[]): readonly RunStepRow[] | null {
  if (changed.length === 0) return model.steps;
  const steps = [...model.steps];
  for (const step of changed) {
    const place = model.places.get(step.nodeId);
    if (place === undefined) return null;
    steps[place] = step;
  }
  return steps;
}

function mergeVariables(
  variables: readonly RunVariable[],
  changed: readonly RunVariable[],
  removed: readonly string[],
): readonly RunVariable[] {
  if (changed.length === 0 && removed.length === 0) return variables;
  const byName = new Map(variables.map((variable) => [keyOf(variable.name), variable]));
  for (const name of removed) byName.delete(keyOf(name));
  for (const variable of changed) byName.set(keyOf(variable.name), variable);
  return [...byName.values()];
}

/** Names of variables do not differ by case. */
function keyOf(name: string): string {
  return name.toLowerCase();
}

/** The deepest row that works now, or null. */
export function currentStep(steps: readonly RunStepRow[]): RunStepRow | null {
  return steps.findLast((step) => step.state === 'running' && step.kind !== 'group') ?? null;
}

/** The row that explains a run that ended badly: the step its error names. */
export function failedStep(model: Pick<RunModel, 'row' | 'steps'>): RunStepRow | null {
  const number = model.row.error?.stepNumber ?? null;
  if (number === null) return null;
  return model.steps.find((step) => step.number === number) ?? null;
}

/** The store that this run wrote or read last: what "Open result" opens. */
export function resultStore(steps: readonly RunStepRow[]): RunStepRow['stateStoreId'] {
  return steps.findLast((step) => step.stateStoreId !== null)?.stateStoreId ?? null;
}
