import { RunState, type RunRow, type RunStepRow, type RunVariable } from '#shared/model/run';
import type { CodeWords } from '../../app/server-list.ts';
import type { Shell } from '../../app/types.ts';
import type { StateName } from '../../components/state.tsx';

type Words = Pick<Shell, 'text'>;

/** A state as the console shows it: the sign and its word. */
export interface StateWords {
  readonly state: StateName;
  readonly text: string;
}

export function runStateWords({ text }: Words, row: RunRow): StateWords {
  switch (row.state) {
    case 'waiting':
      return { state: 'waiting', text: text('runs:state.waiting') };
    case 'running':
      return { state: 'running', text: text(row.isCancelling ? 'runs:state.cancelling' : 'runs:state.running') };
    case 'succeeded':
      if (row.incomplete) return { state: 'warning', text: text('runs:state.succeededIncomplete') };
      return row.failedSteps > 0
        ? { state: 'warning', text: text('runs:state.succeededWithErrors') }
        : { state: 'success', text: text('runs:state.succeeded') };
    case 'failed': {
      const step = row.error?.stepNumber ?? null;
      return {
        state: 'failed',
        text: step === null ? text('runs:state.failed') : text('runs:state.failedAt', { step }),
      };
    }
    case 'cancelled':
      return { state: 'skipped', text: text('runs:state.cancelled') };
    case 'interrupted':
      return { state: 'paused', text: text('runs:state.interrupted') };
    case 'unreadable':
      return { state: 'warning', text: text('runs:state.unreadable') };
  }
}

/** What the state column shows for codes, so that the filter finds what is read. */
export function runCodes({ text }: Words): readonly CodeWords[] {
  return [
    ...RunState.options.map((state) => ({ code: `state:${state}`, words: text(`runs:state.${state}`) })),
    { code: 'state:incomplete', words: text('runs:state.succeededIncomplete') },
    { code: 'state:with-errors', words: text('runs:state.succeededWithErrors') },
    { code: 'state:cancelling', words: text('runs:state.cancelling') },
  ];
}

/**
 * What a row of a run says, and the state of its sign and bar: one that left something out ended well, and does not look
 * so (UI-585). `isOver` tells "waiting" from "not reached".
 */
export function stepStateWords({ text }: Words, step: RunStepRow, isOver: boolean): StateWords {
  switch (step.state) {
    case 'not-reached':
      return { state: 'waiting', text: text(isOver ? 'runs:step.notReached' : 'runs:step.waiting') };
    case 'running':
      return { state: 'running', text: runningWords(text, step) };
    case 'succeeded':
      if (step.isIncomplete) return { state: 'warning', text: text('runs:step.incomplete') };
      return { state: 'success', text: text(step.kind === 'group' ? 'runs:step.completed' : 'runs:step.succeeded') };
    case 'failed':
      return { state: 'failed', text: failedWords(text, step) };
    case 'failed-ignored':
      return { state: 'ignored', text: text('runs:step.failedIgnored') };
    case 'skipped':
      return { state: 'skipped', text: text(`runs:step.skipped.${step.skipReason ?? 'unknown'}`) };
    case 'cancelled':
      return { state: 'skipped', text: text('runs:step.cancelled') };
    case 'interrupted':
      return { state: 'paused', text: text('runs:step.interrupted') };
  }
}

function runningWords(text: Shell['text'], step: RunStepRow): string {
  const word = text('runs:step.running');
  return step.attempts > 1 ? `${word}, ${text('runs:step.attempts', { attempts: step.attempts })}` : word;
}

function failedWords(text: Shell['text'], step: RunStepRow): string {
  const number = step.error?.stepNumber ?? null;
  if (step.kind === 'group' && number !== null && number !== step.number) {
    return text('runs:step.failedGroup', { step: number });
  }
  return step.returnCode === null
    ? text('runs:step.failed')
    : text('runs:step.failedCode', { code: returnCodeText(step.returnCode) });
}

/** Return codes of Windows are read as 0x80070070, small exit codes as they are. */
export function returnCodeText(code: number): string {
  if (code >= 0 && code < 0x1_0000) return String(code);
  return `0x${(code >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}

export function setByWords({ text }: Words, variable: RunVariable): string {
  if (variable.setBy === 'step') {
    return variable.stepNumber === null
      ? text('runs:variables.engine')
      : text('runs:variables.step', { step: variable.stepNumber });
  }
  return text(`runs:variables.${variable.setBy}`);
}
