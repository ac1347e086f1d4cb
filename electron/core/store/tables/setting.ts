import type { ReadConnection, Transaction } from '../connection.ts';

/** A setting as it was put, or undefined. The caller parses it: what a key means is not the table's business. */
export async function getSetting(connection: ReadConnection, key: string): Promise<unknown> {
  const row = await connection.db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row === undefined ? undefined : (JSON.parse(row.value) as unknown);
}

/** Keeps `value` (anything JSON can carry) under `key`; undefined removes the key. */
export async function putSetting(transaction: Transaction, key: string, value: unknown): Promise<void> {
  if (value === undefined) {
    await transaction.db.deleteFrom('setting').where('key', '=', key).execute();
    return;
  }
  const text = JSON.stringify(value);
  await transaction.db
    .insertInto('setting')
    .values({ key, value: text })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: text }))
    .execute();
}
