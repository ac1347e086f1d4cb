import { parentPort, workerData } from 'node:worker_threads';
import SqliteDatabase from 'better-sqlite3';
import { openNative } from './connection.ts';
import { StatementReader } from './read-statements.ts';
import type { ReadAnswer, ReadOrder } from './reader-messages.ts';
import { lockWaits } from './write.ts';

// A thread with a read-only connection of its own: what scans, counts and sorts does so here.
const native = openNative(String(workerData), { readonly: true, fileMustExist: true, timeout: lockWaits.totalMs });
const reader = new StatementReader(native);

function answer({ id, statements }: ReadOrder): ReadAnswer {
  const startedAt = performance.now();
  try {
    return { id, rows: reader.read(statements), tookMs: performance.now() - startedAt };
  } catch (error) {
    if (!(error instanceof SqliteDatabase.SqliteError)) throw error;
    return { id, code: error.code, message: error.message };
  }
}

parentPort?.on('message', (order: ReadOrder | null) => {
  if (order === null) {
    native.close();
    parentPort?.close();
  } else parentPort?.postMessage(answer(order));
});
