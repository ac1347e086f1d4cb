import fs from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { RunId } from '#shared/model/ids';
import { createHarness, type Harness } from './fakes/harness.ts';
import { command, makeModel, setVariable } from './fakes/model.ts';
import { applyJournalRow, foldJournal, initialState } from './fold.ts';
import { readJournal, writeJournalRow, type JournalBody } from './journal.ts';
import { makePlan } from './plan.ts';
import type { StoredJournalRow, StoredSnapshot } from './ports.ts';
import { readRunDocument, writeRunDocument } from './run-document.ts';
import { readSnapshot, rowsBetweenSnapshots, writeSnapshot } from './snapshot.ts';

const runId = RunId.parse(1);
const open: Harness[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});

const folder = new URL('./journals/', import.meta.url);
const recordings = fs
  .readdirSync(folder, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.json'));

describe('snapshots', () => {
  it.each(recordings)('[ENG-135] %s: a snapshot at any row and the rest give what the journal gives', (name) => {
    const recorded = JSON.parse(fs.readFileSync(new URL(name, folder), 'utf8')) as {
      engineVersion: number;
      document: unknown;
      journal: StoredJournalRow[];
    };
    const document = new TextEncoder().encode(JSON.stringify(recorded.document));
    const plan = makePlan(readRunDocument(runId, recorded.engineVersion, document));
    const rows = readJournal(runId, recorded.journal);
    const whole = foldJournal(plan, rows);
    const state = initialState(plan);
    for (const row of rows) {
      applyJournalRow(plan, state, row);
      const again = readSnapshot(runId, plan, writeSnapshot(runId, plan, state));
      if (again === null) throw new Error('the snapshot is not read');
      expect(again).toEqual(state);
      for (const later of rows.slice(row.ordinal)) applyJournalRow(plan, again, later);
      expect(again).toEqual(whole);
    }
  });

  /** A run of one step that was tried so often, interrupted between two tries. */
  function longRun(tries: number): Harness {
    const made = createHarness();
    open.push(made);
    const model = makeModel([command('x', { retryCount: 999 }), setVariable('A', '1')]);
    const error = { code: 'COMMAND_EXIT_CODE', details: {}, stepNumber: 1, returnCode: 5 } as const;
    const effects = { changes: [], stateStoreId: null, incomplete: false };
    const bodies: JournalBody[] = [
      { kind: 'run-started', owner: null, environment: 'FullOS', variables: [], behaviours: [] },
    ];
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      bodies.push({ kind: 'step-started', number: 1, attempt });
      bodies.push({ kind: 'attempt-failed', number: 1, attempt, error, ...effects });
    }
    const row = {
      ...{ id: runId, packageId: 'WAY00001', sequenceName: 'S', sequenceRevision: 1, startedBy: 't', startedAt: 1 },
      ...{ deviceId: made.device.id, deviceName: 'OLD-PC', stepTotal: 2, state: 'interrupted', endedAt: null },
      ...{ stepDone: 0, failedSteps: 0, incomplete: false, error: null, isCancelling: false },
    } as never;
    made.runs.kept.set(runId, { row, engineVersion: 1, document: writeRunDocument(model) });
    made.journal.rows.set(
      runId,
      bodies.map((body, index) => writeJournalRow({ ordinal: index + 1, at: index, body }, null)),
    );
    return made;
  }

  /** How many rows of the journal a look at the run reads. */
  async function rowsRead(h: Harness): Promise<number> {
    let count = 0;
    const { read } = h.journal;
    h.journal.read = async (...parameters) => {
      const rows = await read(...parameters);
      count += rows.length;
      return rows;
    };
    const view = await h.service.view(runId);
    expect(view.steps[0]).toMatchObject({ attempts: (h.journal.rows.get(runId)?.length ?? 0) / 2 - 0.5 });
    h.journal.read = read;
    return count;
  }

  it('[ENG-136] a long journal is read in pages, and only once: the next look begins at the snapshot', async () => {
    const h = longRun(3000);
    const pages: number[] = [];
    const { read } = h.journal;
    h.journal.read = (id, after, limit) => (pages.push(limit), read(id, after, limit));
    await h.service.view(runId);
    h.journal.read = read;
    expect([Math.max(...pages), pages.length]).toEqual([500, 13]);
    expect(await rowsRead(h)).toBe(1);
  });

  it('[ENG-135] a snapshot that is broken, of another version, of another run or ahead of the journal is not believed', async () => {
    const h = longRun(3000);
    await h.service.view(runId);
    const good = h.journal.snapshots.get(runId);
    if (good === undefined) throw new Error('no snapshot');
    const bad: Partial<StoredSnapshot>[] = [
      { state: good.state.replace('"cursor":1', '"cursor":2') },
      { state: good.state.slice(0, -1) },
      { version: good.version + 1 },
      { ordinal: good.ordinal - 2 },
      { hash: '' },
    ];
    for (const change of bad) {
      h.journal.snapshots.set(runId, { ...good, ...change });
      expect(await rowsRead(h)).toBeGreaterThan(6000);
    }
    h.journal.snapshots.set(runId, good);
    h.journal.rows.set(runId, (h.journal.rows.get(runId) ?? []).slice(0, 21));
    expect(await rowsRead(h)).toBe(21);
  });

  it('[ENG-135] whoever carries a run out keeps snapshots on the way, so that little is left to read', async () => {
    const h = createHarness();
    open.push(h);
    const id = await h.carryOut(makeModel(Array.from({ length: 900 }, () => setVariable('A', '1'))));
    const stored = h.journal.snapshots.get(id);
    const plan = makePlan(makeModel(Array.from({ length: 900 }, () => setVariable('A', '1'))));
    expect(rowsBetweenSnapshots(plan)).toBe(1800);
    expect(stored?.ordinal).toBeGreaterThan(1700);
    const before = await h.service.view(id);
    h.journal.snapshots.clear();
    expect(await h.service.view(id)).toEqual(before);
  });

  it('[ENG-135] a snapshot that cannot be kept costs nobody a look', async () => {
    const h = longRun(3000);
    h.journal.keepSnapshot = () => Promise.reject(new Error('the disk is full'));
    expect((await h.service.view(runId)).steps[0]?.attempts).toBe(3000);
    expect(h.problems).toEqual([expect.stringContaining('the disk is full')]);
  });

  it('[ENG-135] has no hidden value', async () => {
    const h = createHarness({ device: { variables: [{ name: 'PIN', value: 'v3ry-hidden', isSecret: true }] } });
    open.push(h);
    const id = await h.carryOut(makeModel(Array.from({ length: 900 }, () => setVariable('COPY', '%PIN%'))));
    expect(h.journal.snapshots.get(id)?.state).toContain('COPY');
    expect(h.journal.snapshots.get(id)?.state).not.toContain('v3ry-hidden');
  });
});
