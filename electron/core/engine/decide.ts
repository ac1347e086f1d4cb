import type { RunEnvironment } from '#shared/model/device';
import type { EndState, RunError, SkipReason } from '#shared/model/run';
import { progressAt, type EngineState } from './fold.ts';
import { rowAt, type Plan } from './plan.ts';

/** What happens next. */
export type EngineAction =
  | { readonly kind: 'evaluate-condition'; readonly number: number }
  | { readonly kind: 'skip'; readonly number: number; readonly reason: SkipReason }
  | { readonly kind: 'enter-group'; readonly number: number }
  | { readonly kind: 'leave-group'; readonly number: number; readonly outcome: 'succeeded' | 'failed' }
  | { readonly kind: 'start-step'; readonly number: number; readonly attempt: number }
  /** A step had started when the process ended: its type says what to do. */
  | { readonly kind: 'recover-step'; readonly number: number; readonly attempt: number }
  | { readonly kind: 'restart-device'; readonly environment: RunEnvironment }
  | { readonly kind: 'end'; readonly state: EndState; readonly error: RunError | null }
  | { readonly kind: 'none' };

/**
 * The next action. Depends on its parameters alone: no clock, no chance, no outside (ENG-3).
 * Rules: a disabled row is skipped before its condition is looked at; a false condition skips the row and all below it;
 * a failure leaves the open groups one by one until one continues on error (ENG-10 to ENG-16).
 */
export function decide(plan: Plan, state: EngineState): EngineAction {
  if (state.ended !== null) return { kind: 'none' };
  if (state.running !== null) {
    return { kind: 'recover-step', number: state.running, attempt: progressAt(state, state.running).attempts };
  }
  if (state.isCancelled) return { kind: 'end', state: 'cancelled', error: null };
  if (state.restartTo !== null) return { kind: 'restart-device', environment: state.restartTo };
  const group = state.openGroups.at(-1);
  if (state.failure !== null) {
    if (group === undefined) return { kind: 'end', state: 'failed', error: state.failure };
    return { kind: 'leave-group', number: group, outcome: 'failed' };
  }
  if (group !== undefined && state.cursor > rowAt(plan, group).last) {
    return { kind: 'leave-group', number: group, outcome: 'succeeded' };
  }
  if (state.cursor > plan.rows.length) return { kind: 'end', state: 'succeeded', error: null };
  return decideRow(plan, state);
}

function decideRow(plan: Plan, state: EngineState): EngineAction {
  const number = state.cursor;
  const { node } = rowAt(plan, number);
  const progress = progressAt(state, number);
  if (node.disabled) return { kind: 'skip', number, reason: 'disabled' };
  const isEmpty = node.condition === null || node.condition.children.length === 0;
  if (!isEmpty) {
    if (progress.conditionHolds === null) return { kind: 'evaluate-condition', number };
    if (!progress.conditionHolds) return { kind: 'skip', number, reason: 'condition-false' };
  }
  if (node.kind === 'group') return { kind: 'enter-group', number };
  return { kind: 'start-step', number, attempt: progress.attempts + 1 };
}
