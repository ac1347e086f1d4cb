import type { Client } from '#shared/contract/client';
import { isAppError } from '#shared/contract/errors';
import { message } from '#shared/contract/message';
import type { RunError, RunState } from '#shared/model/run';
import type { StateStoreRow } from '#shared/model/state-migration';
import { commandLineWords } from './error-words.ts';
import type { Line } from './output.ts';

/** How the run stands that was to capture a store and has not; null in it is what is not known. */
export interface FailedCapture {
  readonly run: number;
  readonly state: RunState | null;
  readonly error: RunError | null;
}

const goesOn: readonly RunState[] = ['running', 'waiting'];

/**
 * Why a store was not captured, from its run: the error of the step that wrote it, else that of the run. Null for a store
 * that was captured, goes or is gone, has no run, or whose run goes on. Throws what `run.get` throws, but for a run that is
 * not there any more (HOST-350).
 */
export async function failedCapture(client: Client, row: StateStoreRow): Promise<FailedCapture | null> {
  const { captureRunId: runId, condition, id } = row;
  if (runId === null || !['requested', 'capturing', 'incomplete'].includes(condition)) return null;
  try {
    const { row: run, steps } = await client.call('run.get', { runId });
    if (goesOn.includes(run.state)) return null;
    const step = steps.findLast(({ stateStoreId, error }) => stateStoreId === id && error !== null);
    return { run: runId, state: run.state, error: step?.error ?? run.error };
  } catch (error) {
    if (!isAppError(error, 'RUN_NOT_FOUND')) throw error;
    return { run: runId, state: null, error: null };
  }
}

/** That a store was not captured and why, in the words of its run. */
export function failedCaptureLines(found: FailedCapture | null): Line[] {
  if (found === null) return [];
  const { run, state, error } = found;
  const head =
    state === null
      ? message('command-line:store.not-captured-gone', { run })
      : message('command-line:store.not-captured', { run, state: message(`command-line:state.${state}`) });
  if (error === null) return [head];
  const { sentence, remedy } = commandLineWords(error.code, error.details);
  return [head, sentence, remedy, `(${error.code})`];
}
