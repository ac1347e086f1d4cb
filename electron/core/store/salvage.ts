import { foreignReason } from '../ports/system-reason.ts';
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Message, MessageOrText } from '#shared/contract/message-shape';
import { makeTemporaryFolder } from '../ports/temporary-folder.ts';
import { type NativeDatabase, openNative } from './connection.ts';
import { corrupt } from './errors.ts';
import { requireNodeApi } from './node-api.ts';

export interface SalvagedSequence {
  readonly packageId: string;
  readonly name: string;
  readonly document: Uint8Array;
}

export interface SalvagedRows {
  readonly sequences: readonly SalvagedSequence[];
  /** Rows that are known and could not be read, by their package ID where that could be read. */
  readonly lost: readonly { readonly what: MessageOrText; readonly reason: Message }[];
}

/** A damaged page ends a walk, so the table and its index are walked from both ends. */
const walks = [
  'SELECT rowid AS id FROM sequence NOT INDEXED ORDER BY rowid',
  'SELECT rowid AS id FROM sequence NOT INDEXED ORDER BY rowid DESC',
  'SELECT rowid AS id FROM sequence ORDER BY package_id',
  'SELECT rowid AS id FROM sequence ORDER BY package_id DESC',
];

function reasonOf(error: unknown): Message {
  if (!(error instanceof SqliteDatabase.SqliteError)) throw error;
  return foreignReason(error.message);
}

/** Does what SQLite may refuse; what else goes wrong is a fault of ours. */
function attempt<Result>(work: () => Result): Result | { readonly reason: Message } {
  try {
    return work();
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

function findRows(native: NativeDatabase, file: string): number[] {
  const found = new Set<number>();
  const failures = walks.flatMap((statement) => {
    const ended = attempt(() => {
      for (const { id } of native.prepare<[], { id: number }>(statement).iterate()) found.add(id);
    });
    return ended === undefined ? [] : [ended.reason];
  });
  if (found.size === 0 && failures[0] !== undefined) throw corrupt(file, failures[0]);
  return [...found].sort((a, b) => a - b);
}

function readRows(native: NativeDatabase, file: string): SalvagedRows {
  const sequences: SalvagedSequence[] = [];
  const lost: { what: MessageOrText; reason: Message }[] = [];
  const find = attempt(() => ({
    row: native.prepare<[number], SalvagedSequence>(
      'SELECT package_id AS packageId, name, document FROM sequence NOT INDEXED WHERE rowid = ? AND deleted_at IS NULL',
    ),
    id: native.prepare<[number], { id: string }>('SELECT package_id AS id FROM sequence NOT INDEXED WHERE rowid = ?'),
  }));
  if ('reason' in find) throw corrupt(file, find.reason);
  for (const rowId of findRows(native, file)) {
    const row = attempt(() => find.row.get(rowId));
    if (row === undefined) continue;
    if (!('reason' in row)) {
      sequences.push(row);
      continue;
    }
    const named = attempt(() => find.id.get(rowId));
    lost.push({
      what: named !== undefined && 'id' in named ? named.id : reason('row-number', { row: rowId }),
      reason: row.reason,
    });
  }
  return { sequences, lost };
}

/**
 * Every task sequence that can still be read in a damaged site database. Works on a copy: the file and its log stay as
 * they are. Errors: `SITE_NOT_FOUND`, `STORE_CORRUPT` when nothing at all can be read.
 */
export function salvageSequences(file: string): SalvagedRows {
  requireNodeApi();
  if (!existsSync(file)) throw new AppError('SITE_NOT_FOUND', { path: dirname(file) });
  const folder = makeTemporaryFolder('salvage');
  try {
    const copy = join(folder, 'site.db');
    copyFileSync(file, copy);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
    const opened = attempt(() => openNative(copy, { fileMustExist: true }));
    if ('reason' in opened) throw corrupt(file, opened.reason);
    try {
      return readRows(opened, file);
    } finally {
      opened.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
