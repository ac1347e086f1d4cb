import { createEnglish } from '../../ports/fakes/english.ts';
import { AppError } from '#shared/contract/errors';
import { type DeviceId, RunId } from '#shared/model/ids';
import { isOver, type RunRow } from '#shared/model/run';
import type {
  ClaimRequest,
  HeldClaim,
  JournalStore,
  LeftBehind,
  RunChange,
  RunContents,
  RunDecision,
  RunLogEntry,
  RunLogFiles,
  RunStore,
  Secrets,
  StoredJournalRow,
  StoredSnapshot,
} from '../ports.ts';

export interface MemoryJournal extends JournalStore {
  readonly rows: Map<number, StoredJournalRow[]>;
  readonly snapshots: Map<number, StoredSnapshot>;
  /** How often something was written. */
  commits(): number;
}

/** A line of the log in English words. */
export type SaidEntry = RunLogEntry & { readonly message: string };
const { sayMessage } = createEnglish();

export interface MemoryJournalOptions {
  readonly sink?: { readonly entries: SaidEntry[] };
  readonly claims?: readonly HeldClaim[];
  /** Sees each row just before its transaction is written; what it throws undoes that whole. */
  readonly onAppend?: (row: StoredJournalRow, decision: RunDecision) => void;
}

/** A journal in memory that refuses what the real one refuses: a taken ordinal, a gap, a claim that is another's. */
export function createMemoryJournal(options: MemoryJournalOptions = {}): MemoryJournal {
  const { sink = { entries: [] }, claims, onAppend } = options;
  const rows = new Map<number, StoredJournalRow[]>();
  const snapshots = new Map<number, StoredSnapshot>();
  let commits = 0;
  return {
    rows,
    snapshots,
    commits: () => commits,
    async append(runId, decision) {
      await Promise.resolve();
      const held = claims?.find((claim) => claim.runId === runId);
      if (claims !== undefined && held?.fence !== decision.hold?.fence)
        throw new AppError('RUN_CLAIM_LOST', { run: runId });
      const list = rows.get(runId) ?? [];
      for (const [index, row] of decision.rows.entries()) {
        if (row.ordinal !== list.length + 1 + index)
          throw new AppError('CONFLICT', { what: `journal of run ${runId}` });
        onAppend?.(row, decision);
      }
      commits += 1;
      rows.set(runId, [...list, ...decision.rows]);
      sink.entries.push(...decision.lines.map((line) => ({ ...line, message: sayMessage(line.message) })));
      if (decision.snapshot !== null) snapshots.set(runId, decision.snapshot);
    },
    read: (runId, after, limit) => Promise.resolve((rows.get(runId) ?? []).slice(after, after + limit)),
    findSnapshot: (runId) => Promise.resolve(snapshots.get(runId) ?? null),
    async keepSnapshot(runId, snapshot) {
      await Promise.resolve();
      snapshots.set(runId, snapshot);
    },
    lastLogOrdinal: () => Promise.resolve(sink.entries.at(-1)?.ordinal ?? 0),
  };
}

interface KeptRun {
  row: RunRow;
  readonly document: Uint8Array;
  readonly engineVersion: number;
  leftBehind?: LeftBehind | null;
}

export interface MemoryRuns extends RunStore {
  readonly kept: Map<number, KeptRun>;
  readonly claims: HeldClaim[];
}

/**
 * Runs in memory; what a run begins with goes to the journal and the secrets that are given, and `forget` takes what was
 * sealed for one that is over.
 */
export function createMemoryRuns(
  claims: HeldClaim[] = [],
  begin: (runId: RunId, contents: RunContents) => void = () => undefined,
  forget: (runId: RunId) => void = () => undefined,
): MemoryRuns {
  const kept = new Map<number, KeptRun>();
  let fences = 0;
  const change = (runId: RunId, changes: RunChange): void => {
    const run = kept.get(runId);
    if (run === undefined) return;
    const { leftBehind, ...shown } = changes;
    run.row = { ...run.row, ...shown };
    if (leftBehind !== undefined) run.leftBehind = leftBehind;
  };
  const take = (runId: RunId, deviceId: DeviceId, { owner, leaseUntil }: ClaimRequest): number => {
    const busy = claims.find((one) => one.deviceId === deviceId);
    if (busy !== undefined) throw new AppError('DEVICE_BUSY', { run: busy.runId, name: deviceId });
    fences += 1;
    claims.push({ ...owner, runId, deviceId, fence: fences, leaseUntil, isCancelAsked: false });
    return fences;
  };
  return {
    kept,
    claims,
    async create(run, contents, claim) {
      await Promise.resolve();
      const runId = RunId.parse(kept.size + 1);
      const { document, engineVersion, ...rest } = run;
      const fence = claim === null ? 0 : take(runId, run.deviceId, claim);
      const state = claim === null ? 'waiting' : 'running';
      const nothing = {
        endedAt: null,
        isCancelling: false,
        stepDone: 0,
        failedSteps: 0,
        incomplete: false,
        error: null,
      };
      const row: RunRow = { ...rest, id: runId, state, ...nothing };
      kept.set(runId, { row, document, engineVersion });
      begin(runId, contents(runId));
      return { runId, fence };
    },
    get: (runId) => {
      const run = kept.get(runId);
      if (run === undefined) return Promise.resolve(null);
      const isCancelling = claims.some((one) => one.runId === runId && one.isCancelAsked);
      return Promise.resolve({ ...run, row: { ...run.row, isCancelling }, leftBehind: run.leftBehind ?? null });
    },
    listStanding: (limit) => {
      const rows = [...kept.values()].map((run) => run.row).filter((row) => row.state === 'interrupted');
      return Promise.resolve(rows.reverse().slice(0, limit));
    },
    async claim(runId, deviceId, claim) {
      await Promise.resolve();
      const fence = take(runId, deviceId, claim);
      change(runId, { state: 'running', endedAt: null, error: null });
      return { fence };
    },
    async renew(wanted, leaseUntil) {
      await Promise.resolve();
      return wanted.flatMap(({ runId, fence }) => {
        const at = claims.findIndex((one) => one.runId === runId && one.fence === fence);
        const held = claims[at];
        if (held === undefined) return [runId];
        claims[at] = { ...held, leaseUntil };
        return [];
      });
    },
    async end(runId, hold, changes) {
      await Promise.resolve();
      const at = claims.findIndex((one) => one.runId === runId);
      if (claims[at]?.fence !== hold?.fence) return false;
      change(runId, changes);
      if (changes.state !== undefined && isOver(changes.state)) forget(runId);
      if (at >= 0) claims.splice(at, 1);
      return true;
    },
    listClaims: () => Promise.resolve([...claims]),
    async askForCancel(runId) {
      await Promise.resolve();
      const at = claims.findIndex((one) => one.runId === runId);
      const held = claims[at];
      if (held !== undefined) claims[at] = { ...held, isCancelAsked: true };
      return held !== undefined;
    },
  };
}

export function createMemoryLogFiles(): RunLogFiles & { texts: Map<string, string>; open: Set<RunId> } {
  const texts = new Map<string, string>();
  const open = new Set<RunId>();
  return {
    texts,
    open,
    folder: (runId) => `/logs/${runId}`,
    async append(runId, fileName, text) {
      await Promise.resolve();
      open.add(runId);
      texts.set(fileName, (texts.get(fileName) ?? '') + text);
    },
    async close(runId) {
      await Promise.resolve();
      open.delete(runId);
    },
    size: (_runId, fileName) => Promise.resolve(Buffer.byteLength(texts.get(fileName) ?? '')),
  };
}

export interface MemorySecrets extends Secrets {
  readonly values: Map<string, string>;
  readonly steps: Map<string, string>;
  /** Takes every key that begins so. */
  forget(prefix: string): void;
}

export function createMemorySecrets(): MemorySecrets {
  const values = new Map<string, string>();
  const steps = new Map<string, string>();
  return {
    values,
    steps,
    async seal(key, value) {
      await Promise.resolve();
      values.set(key, value);
    },
    open: (key) => Promise.resolve(values.get(key) ?? null),
    openAll: (prefix) => Promise.resolve(new Map([...values].filter(([key]) => key.startsWith(prefix)))),
    forget(prefix) {
      for (const key of [...values.keys()]) if (key.startsWith(prefix)) values.delete(key);
    },
    ofSteps: (packageId, texts) => Promise.resolve(texts.map((text) => steps.get(`${packageId}/${text}`) ?? null)),
  };
}
