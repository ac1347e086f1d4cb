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

/** A journal in a file, synced row by row: what is appended survives the death of the process. */
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
    read: () => Promise.resolve(read()),
    async append(_runId, row) {
      await Promise.resolve();
      if (row.ordinal !== read().length + 1) throw new AppError('CONFLICT', { what: 'journal' });
      writeSynced(file, `${JSON.stringify(row)}\n`, { flag: 'a' });
    },
  };
}

/** Runs in memory whose document and row are written to a file when they are made, and read back from it. */
export function createFileRuns(file: string): RunStore {
  const runs = createMemoryRuns();
  if (fs.existsSync(file)) {
    const { row, document } = JSON.parse(fs.readFileSync(file, 'utf8')) as { row: never; document: string };
    runs.kept.set(1, { row, engineVersion: 1, document: Buffer.from(document, 'base64') });
  }
  const create = runs.create.bind(runs);
  return {
    ...runs,
    async create(run) {
      const id = await create(run);
      const row = runs.kept.get(id)?.row;
      fs.writeFileSync(file, JSON.stringify({ row, document: Buffer.from(run.document).toString('base64') }));
      return id;
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
    forget: () => Promise.resolve(),
    ofStep: () => Promise.resolve(null),
  };
}
