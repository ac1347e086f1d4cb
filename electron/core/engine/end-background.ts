import { message } from '#shared/contract/message';
import { runMarkOf } from './execute-step.ts';
import type { RunInput } from './run-input.ts';

/**
 * Ends what earlier steps of a run have left running, when the run is cancelled: by the mark that every command of it
 * carries, so nothing else is touched. What goes on, and that nobody can look, is said in the log (ENG-155).
 */
export async function endBackground({ state, tools }: RunInput): Promise<void> {
  if (!state.rows.some(({ attempts }) => attempts > 0)) return;
  if (!tools.processes.findsMarks) {
    tools.log.write('warning', 'engine', message('log:background-not-seen'), null);
    return;
  }
  const left = await tools.processes.endMarked(runMarkOf(tools.ownerId, tools.runId));
  if (left.length === 0) return;
  tools.log.write('error', 'engine', message('log:background-goes-on', { processes: left.join(', ') }), null);
}
