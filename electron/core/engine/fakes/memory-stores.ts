import { AppError } from '#shared/contract/errors';
import { RunId } from '#shared/model/ids';
import type { RunRow } from '#shared/model/run';
import type {
  JournalStore,
  LogSink,
  NewRun,
  HeldClaim,
  RunClaim,
  RunLogEntry,
  RunLogFiles,
  RunStore,
  Secrets,
  StoredJournalRow,
} from '../ports.ts';

/** A journal in memory that refuses what the real one refuses: a taken ordinal, a gap. */
export function createMemoryJournal(onAppend: (row: StoredJournalRow) => void = () => undefined): JournalStore & {
  rows: Map<number, StoredJournalRow[]>;
} {
  const rows = new Map<number, StoredJournalRow[]>();
  return {
    rows,
    async append(runId, row) {
      await Promise.resolve();
      const list = rows.get(runId) ?? [];
      if (row.ordinal !== list.length + 1) throw new AppError('CONFLICT', { what: `journal of run ${runId}` });
      onAppend(row);
      rows.set(runId, [...list, row]);
    },
    read: (runId) => Promise.resolve(rows.get(runId) ?? []),
  };
}

interface KeptRun {
  row: RunRow;
  readonly document: Uint8Array;
  readonly engineVersion: number;
}

export function createMemoryRuns(): RunStore & { kept: Map<number, KeptRun>; claims: HeldClaim[] } {
  const kept = new Map<number, KeptRun>();
  const claims: HeldClaim[] = [];
  const change: RunStore['change'] = async (runId, changes) => {
    await Promise.resolve();
    const run = kept.get(runId);
    if (run !== undefined) run.row = { ...run.row, ...changes };
  };
  const claim = (next: RunClaim): void => {
    const busy = claims.find((one) => one.deviceId === next.deviceId);
    if (busy !== undefined) throw new AppError('DEVICE_BUSY', { run: busy.runId, name: next.deviceId });
    claims.push({ ...next, isCancelAsked: false });
  };
  return {
    kept,
    claims,
    async create(run: NewRun) {
      await Promise.resolve();
      const id = RunId.parse(kept.size + 1);
      const { document, engineVersion, processId, processStart, ...rest } = run;
      claim({ runId: id, deviceId: run.deviceId, processId, processStart });
      const row: RunRow = { ...rest, id, state: 'running', endedAt: null, stepDone: 0, incomplete: false, error: null };
      kept.set(id, { row, document, engineVersion });
      return id;
    },
    get: (runId) => Promise.resolve(kept.get(runId) ?? null),
    list: () => Promise.resolve([...kept.values()].map((run) => run.row).reverse()),
    change,
    async claim(next) {
      await Promise.resolve();
      claim(next);
    },
    async end(runId, changes) {
      await change(runId, changes);
      const at = claims.findIndex((one) => one.runId === runId);
      if (at >= 0) claims.splice(at, 1);
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

export function createMemoryLogSink(): LogSink & { entries: RunLogEntry[] } {
  const entries: RunLogEntry[] = [];
  return {
    entries,
    async append(_runId, batch) {
      await Promise.resolve();
      entries.push(...batch);
    },
    lastOrdinal: () => Promise.resolve(entries.at(-1)?.ordinal ?? 0),
  };
}

export function createMemoryLogFiles(): RunLogFiles & { texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    folder: (runId) => `/logs/${runId}`,
    async append(_runId, fileName, text) {
      await Promise.resolve();
      texts.set(fileName, (texts.get(fileName) ?? '') + text);
    },
    size: (_runId, fileName) => Promise.resolve(Buffer.byteLength(texts.get(fileName) ?? '')),
  };
}

export function createMemorySecrets(): Secrets & { values: Map<string, string>; steps: Map<string, string> } {
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
    async forget(prefix) {
      await Promise.resolve();
      for (const key of [...values.keys()]) if (key.startsWith(prefix)) values.delete(key);
    },
    ofStep: (packageId, text) => Promise.resolve(steps.get(`${packageId}/${text}`) ?? null),
  };
}
