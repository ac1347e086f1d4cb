import { AppError } from '#shared/contract/errors';
import type { RunId } from '#shared/model/ids';
import type { RunRow } from '#shared/model/run';
import { applyJournalRow, initialState, type EngineState } from './fold.ts';
import { readJournal } from './journal.ts';
import { makePlan, type Plan } from './plan.ts';
import type { StoredRun } from './ports.ts';
import type { RunServicePorts } from './run-contract.ts';
import { readRunDocument } from './run-document.ts';
import { readSnapshot, rowsBetweenSnapshots, writeSnapshot } from './snapshot.ts';

/** So many rows are read at once: the other work of the process has its turn between them. */
const PAGE_ROWS = 500;

export interface LoadedRun {
  row: RunRow;
  readonly plan: Plan;
  state: EngineState;
  /** Rows of the journal after the snapshot that the state was made from. */
  readonly rowsSinceSnapshot: number;
}

type LoadPorts = Pick<RunServicePorts, 'runs' | 'journal' | 'clock' | 'log'>;

/** A run as it is stored. Throws `RUN_NOT_FOUND`. */
export async function findRun({ runs }: Pick<RunServicePorts, 'runs'>, runId: RunId): Promise<StoredRun> {
  const found = await runs.get(runId);
  if (found === null) throw new AppError('RUN_NOT_FOUND', { run: runId });
  return found;
}

/**
 * Builds a run from its document and its journal; a snapshot only spares reading rows again (ENG-135). Throws
 * `RUN_NOT_FOUND`, `RUN_VERSION_UNKNOWN`, `RUN_NOT_RESUMABLE` (a row is missing).
 */
export async function loadRun(ports: LoadPorts, runId: RunId): Promise<LoadedRun> {
  const { row, document, engineVersion } = await findRun(ports, runId);
  const plan = makePlan(readRunDocument(runId, engineVersion, document));
  const kept = await findState(ports, runId, plan);
  const state = kept ?? initialState(plan);
  const rowsSinceSnapshot = await foldOn(ports, runId, plan, state);
  if (rowsSinceSnapshot > 2 * rowsBetweenSnapshots(plan)) await keepSnapshot(ports, runId, plan, state);
  return { row, plan, state, rowsSinceSnapshot };
}

/** The state of the snapshot, when the journal has the row that it ends with. */
async function findState({ journal, log }: LoadPorts, runId: RunId, plan: Plan): Promise<EngineState | null> {
  const stored = await journal.findSnapshot(runId);
  if (stored === null) return null;
  const state = readSnapshot(runId, plan, stored);
  const [last] = await journal.read(runId, stored.ordinal - 1, 1);
  if (state !== null && last?.ordinal === stored.ordinal) return state;
  log.warning(`The snapshot of run ${String(runId)} is not of use: its journal is read from the beginning`);
  return null;
}

/** Takes the rows after the state into it and gives their number. */
async function foldOn(ports: LoadPorts, runId: RunId, plan: Plan, state: EngineState): Promise<number> {
  const from = state.ordinal;
  for (;;) {
    const stored = await ports.journal.read(runId, state.ordinal, PAGE_ROWS);
    for (const row of readJournal(runId, stored, state.ordinal)) applyJournalRow(plan, state, row);
    if (stored.length < PAGE_ROWS) return state.ordinal - from;
    await ports.clock.wait(0);
  }
}

/** What was long to read is short the next time. Only a cache: whoever could not write it reads as before. */
async function keepSnapshot({ journal, log }: LoadPorts, runId: RunId, plan: Plan, state: EngineState): Promise<void> {
  try {
    await journal.keepSnapshot(runId, writeSnapshot(runId, plan, state));
  } catch (error) {
    log.warning(`The snapshot of run ${String(runId)} could not be kept`, error);
  }
}
