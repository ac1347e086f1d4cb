import type { MessageOrText } from '#shared/contract/message-shape';
import type { RunId } from '#shared/model/ids';
import { applyJournalRow, type EngineState } from './fold.ts';
import { writeJournalRow, type JournalBody, type JournalRow } from './journal.ts';
import type { Masker } from './mask.ts';
import { rowAt, type Plan } from './plan.ts';
import type { Clock, Hold, JournalStore, RunLogFiles, StoredJournalRow, StoredSnapshot } from './ports.ts';
import { createLineBuffer, type RunLog, type WrittenLines } from './run-log.ts';
import { rowsBetweenSnapshots, writeSnapshot } from './snapshot.ts';

/** A lease lasts so long, and is renewed so long after it was renewed last. */
export const LEASE_MS = 30_000;
export const RENEW_MS = 5_000;

/** The claim of a run that this process carries out. */
export interface OwnHold extends Hold {
  renewedAt: number;
}

/** So many rows wait for an effect before they are stored without one. */
export const MOST_WAITING_ROWS = 500;

/**
 * Writes a run: what was decided since the last time, and the log lines that tell of it, go to the store in one
 * transaction (ENG-132). Whoever acts on the world commits before; nothing else may (ENG-6).
 */
export interface RunWriter {
  readonly log: RunLog;
  /** Takes a row into the state. It is stored with the next commit. */
  decide(body: JournalBody): void;
  /** How many rows wait. */
  waiting(): number;
  /** Resolves when everything decided and logged before is durable. Throws what the stores threw. */
  commit(): Promise<void>;
  /**
   * Stores lines for whoever looks on. Rows that wait are left to the run, which stores them with what follows them, and
   * the lines then go with them.
   */
  flushLines(): Promise<void>;
  lastLogOrdinal(): number;
}

export interface WriterInput {
  readonly runId: RunId;
  readonly plan: Plan;
  readonly state: EngineState;
  readonly hold: OwnHold;
  readonly masker: Masker;
  readonly ports: {
    readonly clock: Clock;
    readonly journal: JournalStore;
    readonly logFiles: RunLogFiles;
    readonly say: (message: MessageOrText) => string;
  };
  /** Ordinal of the last line that is stored. */
  readonly lastLogOrdinal: number;
  /** Rows of the journal after the last snapshot. */
  readonly rowsSinceSnapshot: number;
  /** Told of each line that waits. */
  readonly onLine: () => void;
  /** Told, with the numbers of the rows it changed, of each row that was taken into the state. */
  readonly onDecided: (first: number, last: number) => void;
  /** Told, before anything else goes on, when all that the state has is durable. */
  readonly onSettled: () => void;
}

interface Part extends WrittenLines {
  readonly rows: readonly StoredJournalRow[];
  readonly snapshot: StoredSnapshot | null;
}

/**
 * The writer of one run, for the process that holds its claim. It brings `state` forward in place; what a store threw ends
 * every later write of rows.
 */
export function createRunWriter(input: WriterInput): RunWriter {
  const { runId, plan, state, hold, ports } = input;
  const lines = createLineBuffer({ ...ports, masker: input.masker }, input.lastLogOrdinal, input.onLine);
  let [waiting, inFlight, sinceSnapshot] = [[] as StoredJournalRow[], 0, input.rowsSinceSnapshot];
  let stored = input.lastLogOrdinal;
  let broken: { readonly error: unknown } | null = null;
  let writing: Promise<void> = Promise.resolve();

  function take(): Part {
    const rows = waiting;
    waiting = [];
    inFlight += rows.length;
    sinceSnapshot += rows.length;
    const isDue = rows.length > 0 && sinceSnapshot >= rowsBetweenSnapshots(plan);
    if (isDue) sinceSnapshot = 0;
    return { rows, snapshot: isDue ? writeSnapshot(runId, plan, state) : null, ...lines.take() };
  }

  async function store({ rows, snapshot, entries, texts }: Part): Promise<void> {
    // What follows rows that are not there would leave a gap; lines alone are still told.
    if (broken !== null && rows.length > 0) throw broken.error;
    for (const [fileName, text] of texts) await ports.logFiles.append(runId, fileName, text);
    if (rows.length === 0 && entries.length === 0) return;
    const now = ports.clock.now();
    const isDue = now - hold.renewedAt >= RENEW_MS;
    const leaseUntil = isDue ? now + LEASE_MS : null;
    await ports.journal.append(runId, { hold: { fence: hold.fence }, leaseUntil, rows, lines: entries, snapshot });
    if (isDue) hold.renewedAt = now;
    stored = entries.at(-1)?.ordinal ?? stored;
  }

  function commit(): Promise<void> {
    const part = take();
    const work = async (): Promise<void> => {
      try {
        await store(part);
        inFlight -= part.rows.length;
      } catch (error) {
        if (part.rows.length > 0) broken ??= { error };
        throw error;
      }
      if (waiting.length === 0 && inFlight === 0) input.onSettled();
    };
    // A failed write must not keep later lines from being tried, but whoever waits for it hears of it.
    writing = writing.then(work, work);
    return writing;
  }

  function decide(body: JournalBody): void {
    const row: JournalRow = { ordinal: state.ordinal + 1, at: ports.clock.now(), body };
    const number = 'number' in body ? body.number : null;
    waiting.push(writeJournalRow(row, number === null ? null : rowAt(plan, number).node.id));
    const [first, last] = changedRows(plan, state, body);
    applyJournalRow(plan, state, row);
    input.onDecided(first, last);
  }

  return {
    log: { write: lines.write, writeTool: lines.writeTool, flush: commit },
    decide,
    commit,
    waiting: () => waiting.length,
    flushLines: () => (waiting.length > 0 ? Promise.resolve() : commit()),
    lastLogOrdinal: () => stored,
  };
}

/** First and last number of the rows that look otherwise after this; an empty span for none. */
function changedRows(plan: Plan, state: EngineState, body: JournalBody): readonly [number, number] {
  if (!('number' in body)) {
    const [outermost] = state.openGroups;
    return body.kind === 'run-ended' && outermost !== undefined ? [outermost, state.openGroups.at(-1) ?? 0] : [1, 0];
  }
  const coversBelow = body.kind === 'row-skipped' || body.kind === 'group-left';
  return [body.number, coversBelow ? rowAt(plan, body.number).last : body.number];
}
