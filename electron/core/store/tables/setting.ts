import type { ReadConnection, Transaction } from '../connection.ts';
import { demandUpdated } from './columns.ts';

/** What is no JSON is as if nothing had been put: a choice is made again, and nothing else depends on it. */
function readValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A setting as it was put, or undefined. The caller parses it: what a key means is not the table's business. */
export async function getSetting(connection: ReadConnection, key: string): Promise<unknown> {
  const row = await connection.db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row === undefined ? undefined : readValue(row.value);
}

/** Keeps `value` (anything JSON can carry) under `key`, whatever is there; undefined removes the key. */
export async function putSetting(transaction: Transaction, key: string, value: unknown): Promise<void> {
  if (value === undefined) {
    await transaction.db.deleteFrom('setting').where('key', '=', key).execute();
    return;
  }
  const text = JSON.stringify(value);
  await transaction.db
    .insertInto('setting')
    .values({ key, value: text })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((expression) => ({
        value: text,
        revision: expression('setting.revision', '+', 1),
      })),
    )
    .execute();
}

/**
 * Keeps what `change` makes of the value that is there in this transaction (undefined when there is none), and gives
 * it. Undefined removes the key.
 */
export async function changeSetting<Value>(
  transaction: Transaction,
  key: string,
  change: (stored: unknown) => Value,
): Promise<Value> {
  const row = await transaction.db
    .selectFrom('setting')
    .select(['value', 'revision'])
    .where('key', '=', key)
    .executeTakeFirst();
  const value = change(row === undefined ? undefined : readValue(row.value));
  if (row === undefined || value === undefined) {
    await putSetting(transaction, key, value);
    return value;
  }
  const result = await transaction.db
    .updateTable('setting')
    .set({ value: JSON.stringify(value), revision: row.revision + 1 })
    .where('key', '=', key)
    .where('revision', '=', row.revision)
    .executeTakeFirst();
  demandUpdated(result.numUpdatedRows, key);
  return value;
}
