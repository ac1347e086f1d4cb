import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import { writeSynced } from '../../ports/sync-path.ts';
import type { JournalStore, RunStore, Secrets, StoredJournalRow } from '../ports.ts';
import { createMemoryRuns } from './memory-stores.ts';

const Row = z.strictObject({
  ordinal: z.number(),
  version: z.number(),
  at: z.number(),
  kind: z.string(),
  nodeId: z.string().nullable(),
  payload: z.string(),
});

/** A journal in a file, synced transaction by transaction: what is appended survives the death of the process. */
export function createFileJournal(file: string): JournalStore {
  const read = (): StoredJournalRow[] =>
    fs.existsSync(file)
      ? fs
          .readFileSync(file, 'utf8')
          .trim()
          .split('\n')
          .map((line) => Row.parse(JSON.parse(line)))
      : [];
  return {
    read: (_runId, after, limit) => Promise.resolve(read().slice(after, after + limit)),
    async append(_runId, { rows }) {
      await Promise.resolve();
      if (rows.length === 0) return;
      if (rows[0]?.ordinal !== read().length + 1) throw new AppError('CONFLICT', { what: 'journal' });
      writeSynced(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''), { flag: 'a' });
    },
    findSnapshot: () => Promise.resolve(null),
    keepSnapshot: () => Promise.resolve(),
    lastLogOrdinal: () => Promise.resolve(0),
  };
}

/** Runs in memory whose document, row and first rows are written to files when they are made, and read back from there. */
export function createFileRuns(file: string, journal: string, secrets: Secrets): RunStore {
  const begun: Promise<void>[] = [];
  const runs = createMemoryRuns([], (_runId, { rows, secrets: sealed }) => {
    writeSynced(journal, rows.map((row) => `${JSON.stringify(row)}\n`).join(''), { flag: 'a' });
    begun.push(...sealed.map(({ key, value }) => secrets.seal(key, value)));
  });
  if (fs.existsSync(file)) {
    const { row, document } = JSON.parse(fs.readFileSync(file, 'utf8')) as { row: never; document: string };
    runs.kept.set(1, { row, engineVersion: 1, document: Buffer.from(document, 'base64') });
  }
  const create = runs.create.bind(runs);
  return {
    ...runs,
    async create(run, contents, claim) {
      const made = await create(run, contents, claim);
      await Promise.all(begun);
      const row = runs.kept.get(made.runId)?.row;
      fs.writeFileSync(file, JSON.stringify({ row, document: Buffer.from(run.document).toString('base64') }));
      return made;
    },
  };
}

/** Secrets in a folder, one file each. For tests only: they lie there as they are. */
export function createFileSecrets(folder: string): Secrets {
  const fileOf = (key: string): string => path.join(folder, encodeURIComponent(key));
  return {
    async seal(key, value) {
      await Promise.resolve();
      fs.writeFileSync(fileOf(key), value);
    },
    open: (key) => Promise.resolve(fs.existsSync(fileOf(key)) ? fs.readFileSync(fileOf(key), 'utf8') : null),
    openAll: (prefix) => {
      const keys = fs.readdirSync(folder).map(decodeURIComponent);
      const own = keys.filter((key) => key.startsWith(prefix));
      return Promise.resolve(new Map(own.map((key) => [key, fs.readFileSync(fileOf(key), 'utf8')])));
    },
    ofSteps: (_packageId, texts) => Promise.resolve(texts.map(() => null)),
  };
}
