import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { PackageId, RunId } from '#shared/model/ids';
import type { JournalBody } from '#core/engine/journal';
import { JOURNAL_VERSION } from '#core/engine/journal-versions';
import { appendJournal } from '#core/store/tables/journal';
import { updateRun } from '#core/store/tables/run';
import { openEngineSite, type EngineSite } from './engine-site.ts';
import type { Row, Sample } from './measure.ts';
import { ratiosOf, takePairs, time } from './measure.ts';
import { benchFolder } from './product.ts';

const steps = 10_000;
const startSteps = 5000;
/** Rows of the long journal and of the short one. */
const [manyRows, fewRows] = [1_000_000, 1000];

/** As many transactions of one small row as there are steps, in a file of the same durability. */
function commit(file: string): void {
  const native = new SqliteDatabase(file);
  native.pragma('journal_mode = WAL');
  native.pragma('synchronous = FULL');
  native.exec('CREATE TABLE IF NOT EXISTS line (text TEXT NOT NULL) STRICT');
  const insert = native.prepare('INSERT INTO line VALUES (?)');
  for (let count = 0; count < steps; count += 1) {
    native.exec('BEGIN IMMEDIATE');
    insert.run('x'.repeat(200));
    native.exec('COMMIT');
  }
  native.close();
}

/** A journal of a step that was tried again and again, as long as is asked; its last row is the end. */
async function fillJournal({ host, deviceId }: EngineSite, packageId: PackageId, length: number): Promise<RunId> {
  const { runs, library, site } = host.core;
  const { row, model } = await library.open(packageId);
  const runId = await runs.create({
    ...{ packageId, deviceId, model, sequenceName: row.name, sequenceRevision: row.revision },
    ...{ variables: [], startedBy: 'bench' },
  });
  const error = { code: 'COMMAND_EXIT_CODE', details: { returnCode: 5 }, stepNumber: 1, returnCode: 5 } as const;
  const bodyOf = (ordinal: number): JournalBody => {
    const attempt = Math.floor(ordinal / 2);
    if (ordinal === 2)
      return { kind: 'run-started', owner: null, environment: 'FullOS', variables: [], behaviours: [] };
    if (ordinal === length) return { kind: 'run-ended', state: 'cancelled', error: null, left: [] };
    if (ordinal % 2 === 1) return { kind: 'step-started', number: 1, attempt };
    return { kind: 'attempt-failed', number: 1, attempt, error, changes: [], stateStoreId: null, incomplete: false };
  };
  for (let from = 2; from <= length; from += 10_000) {
    const count = Math.min(10_000, length - from + 1);
    const rows = Array.from({ length: count }, (_, index) => {
      const body = bodyOf(from + index);
      const shown = { version: JOURNAL_VERSION, at: from + index, kind: body.kind, stepId: null };
      return { ...shown, ordinal: from + index, payload: JSON.stringify(body) };
    });
    await site.database.write((transaction) => appendJournal(transaction, runId, rows));
  }
  await site.database.write((transaction) => updateRun(transaction, runId, { state: 'cancelled', endedAt: 1 }));
  return runId;
}

const [ofRun, ofStart, ofOpening] = ['10,000 steps', 'start of 5,000', 'open 1,000,000 rows'];

/** What the engine costs beside what it cannot do without: the commits, one reading of the document, a short journal. */
export const engineRow: Row = {
  name: 'engine',
  against: 'as many commits; its parse; 1,000 rows',
  async run(pairs) {
    const site = await openEngineSite(join(benchFolder, 'engine'));
    try {
      const { runs, library } = site.host.core;
      const [long, middle, short] = [
        await site.addSequence(steps),
        await site.addSequence(startSteps),
        await site.addSequence(500),
      ];
      const [many, few] = [await fillJournal(site, short, manyRows), await fillJournal(site, short, fewRows)];
      // The first look at either makes what the later ones have.
      const firstMs = await time(() => runs.view(many));
      await runs.view(few);
      const ours = async (): Promise<Sample> => {
        let runId: RunId | undefined;
        const startMs = await time(async () => (runId = await site.start(middle)));
        if (runId !== undefined) await runs.cancel(runId);
        const runMs = await time(async () => runs.whenEnded(await site.start(long)));
        return { [ofRun]: runMs, [ofStart]: startMs, [ofOpening]: await time(() => runs.view(many)) };
      };
      const theirs = async (): Promise<Sample> => ({
        [ofRun]: await time(() => commit(join(site.folder, 'commits.db'))),
        [ofStart]: await time(() => library.open(middle)),
        [ofOpening]: await time(() => runs.view(few)),
      });
      const notes = [`a journal of ${manyRows} rows without a snapshot is opened in ${Math.round(firstMs)} ms, once`];
      return { notes, ratios: ratiosOf(await takePairs(pairs, ours, theirs)) };
    } finally {
      await site.close();
    }
  },
};
