import SqliteDatabase from 'better-sqlite3';
import type { KyselyPlugin } from 'kysely';
import type { Database, Transaction } from '../connection.ts';
import { mapStoreError } from '../errors.ts';

export interface FailingDatabase {
  readonly database: Database;
  /** How many queries and ends of transactions there were so far. */
  calls(): number;
}

/**
 * The given database, but query number `failAt` (from 1) fails with a full disk; the end of each write counts as one
 * more, so that a whole transaction is taken back too. With 0 nothing fails. Prepared bulk statements are not counted.
 */
export function failingDatabase(database: Database, failAt: number): FailingDatabase {
  let calls = 0;
  const count = (): void => {
    calls += 1;
    const error = new SqliteDatabase.SqliteError('made by the test', 'SQLITE_FULL');
    // As the driver of the queries maps what SQLite throws.
    if (calls === failAt) throw mapStoreError(error, database.file);
  };
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      count();
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  const { native } = database.read;
  return {
    calls: () => calls,
    database: {
      ...database,
      read: { native, db: database.read.db.withPlugin(plugin) },
      write: (work) =>
        database.write(async (transaction) => {
          const counted = { native: transaction.native, db: transaction.db.withPlugin(plugin) } as Transaction;
          const result = await work(counted);
          count();
          return result;
        }),
    },
  };
}
