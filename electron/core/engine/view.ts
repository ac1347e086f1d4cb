import type { RunRow, RunState, RunStepRow, RunVariable, StepProgress, StepState } from '#shared/model/run';
import { progressAt, type EngineState, type VariableState } from './fold.ts';
import { rowAt, type Plan } from './plan.ts';

/** One row of the run view. A row that was under way in a run that is interrupted is interrupted itself. */
export function viewStep(
  plan: Plan,
  state: EngineState,
  runState: RunState,
  number: number,
  live: StepProgress | null,
): RunStepRow {
  const { node, depth } = rowAt(plan, number);
  const progress = progressAt(state, number);
  return {
    nodeId: node.id,
    number,
    depth: Math.min(depth, 256),
    kind: node.kind,
    type: node.type.slice(0, 255),
    name: node.name.slice(0, 4000),
    state: viewState(progress.state, runState),
    isIncomplete: progress.isIncomplete,
    skipReason: progress.skipReason,
    conditionText: progress.conditionText,
    startedAt: progress.startedAt,
    endedAt: progress.endedAt,
    attempts: progress.attempts,
    returnCode: progress.returnCode,
    error: progress.error,
    progress: live,
    stateStoreId: progress.stateStoreId,
  };
}

function viewState(state: StepState, runState: RunState): StepState {
  const isKnownToGoOn = runState !== 'interrupted' && runState !== 'unreadable';
  return state === 'running' && !isKnownToGoOn ? 'interrupted' : state;
}

/** A hidden variable has no value (ENG-32). */
export function viewVariable({ name, value, sealedAs, setBy, stepNumber }: VariableState): RunVariable {
  const isHidden = sealedAs !== null;
  return { name, value: isHidden ? null : value, isHidden, setBy, stepNumber };
}

/** The variables by name. */
export function viewVariables(state: EngineState): RunVariable[] {
  const keys = [...state.variables.keys()].sort();
  return keys.flatMap((key) => {
    const variable = state.variables.get(key);
    return variable === undefined ? [] : [viewVariable(variable)];
  });
}

/** The run's row as the journal tells it; `stored` has what the journal does not. What does not go on is not being ended. */
export function viewRow(stored: RunRow, state: EngineState): RunRow {
  const { ended, stepDone, failedSteps, incomplete } = state;
  const isCancelling = stored.isCancelling && ended === null && stored.state === 'running';
  const row = { ...stored, isCancelling, stepDone, failedSteps, incomplete };
  return ended === null ? row : { ...row, state: ended.state, endedAt: ended.at, error: ended.error };
}
