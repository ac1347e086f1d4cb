import type { RunRow, RunStepRow } from '#shared/model/run';
import { currentStep } from './run-model.ts';

/** The numbers in the head of a run. */
export interface RunFigures {
  readonly done: number;
  readonly total: number;
  /** Whole steps and the fraction of the one that works. 0 to 1. */
  readonly fraction: number;
  readonly percent: number;
  readonly elapsedMs: number;
  /** Of the step that works now, as it estimates itself; null when it cannot be known. */
  readonly stepRemainingMs: number | null;
}

export function runFigures(row: RunRow, steps: readonly RunStepRow[], now: number): RunFigures {
  const current = row.state === 'running' ? currentStep(steps) : null;
  const part = current?.progress?.fraction ?? 0;
  const total = row.stepTotal;
  const reached = Math.min(row.stepDone + part, total);
  const fraction = total === 0 ? (row.state === 'succeeded' ? 1 : 0) : reached / total;
  return {
    done: row.stepDone,
    total,
    fraction,
    percent: Math.floor(fraction * 100),
    elapsedMs: Math.max((row.endedAt ?? now) - row.startedAt, 0),
    stepRemainingMs: current?.progress?.remainingMs ?? null,
  };
}

/** How long a row took, or has been working until now; null when it never started. */
export function tookMs(step: Pick<RunStepRow, 'startedAt' | 'endedAt' | 'state'>, now: number): number | null {
  if (step.startedAt === null) return null;
  if (step.endedAt !== null) return Math.max(step.endedAt - step.startedAt, 0);
  return step.state === 'running' ? Math.max(now - step.startedAt, 0) : null;
}
