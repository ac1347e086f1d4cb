import type { RunRow, RunStepRow } from '#shared/model/run';

/** One axis for all rows of a run: from its start to its end, or to now and a little further while it runs. */
export interface TimeAxis {
  readonly startedAt: number;
  readonly spanMs: number;
  readonly ticks: readonly TimeTick[];
}
export interface TimeTick {
  readonly ms: number;
  /** Share of the span, 0 to 1. */
  readonly at: number;
}
/** A bar of one row: shares of the axis. */
export interface Lane {
  readonly left: number;
  readonly width: number;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
/** Distances that a person reads at a glance. */
const distances = [
  second,
  2 * second,
  5 * second,
  10 * second,
  30 * second,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  30 * minute,
  hour,
  2 * hour,
  6 * hour,
  12 * hour,
  24 * hour,
];
/** 230 px of axis hold three labels without touching. */
const mostTicks = 4;
/** Room to the right of a run that goes on, so that its bars do not press the edge. */
const roomWhileRunning = 1.15;
/** Narrower bars would vanish between two pixels. */
const leastWidth = 0.005;

export function timeAxis(row: Pick<RunRow, 'startedAt' | 'endedAt' | 'state'>, now: number): TimeAxis {
  const isRunning = row.state === 'running';
  const end = isRunning ? now : (row.endedAt ?? now);
  const length = Math.max(end - row.startedAt, second);
  const spanMs = isRunning ? length * roomWhileRunning : length;
  const distance = distances.find((one) => spanMs / one <= mostTicks) ?? Math.ceil(spanMs / mostTicks / hour) * hour;
  const ticks: TimeTick[] = [];
  for (let ms = 0; ms <= spanMs; ms += distance) ticks.push({ ms, at: ms / spanMs });
  return { startedAt: row.startedAt, spanMs, ticks };
}

export function laneOf(
  step: Pick<RunStepRow, 'startedAt' | 'endedAt' | 'state'>,
  axis: TimeAxis,
  now: number,
): Lane | null {
  if (step.startedAt === null) return null;
  const end = step.endedAt ?? (step.state === 'running' ? now : step.startedAt);
  const left = clamp((step.startedAt - axis.startedAt) / axis.spanMs);
  const width = Math.max(clamp((end - axis.startedAt) / axis.spanMs) - left, leastWidth);
  return { left, width: Math.min(width, 1 - left + leastWidth) };
}

function clamp(share: number): number {
  return Math.min(Math.max(share, 0), 1);
}
