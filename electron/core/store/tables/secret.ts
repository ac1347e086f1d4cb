import type { ReadConnection, Transaction } from '../connection.ts';

/** The sealed bytes under `key`, or undefined. */
export async function getSealed(connection: ReadConnection, key: string): Promise<Uint8Array | undefined> {
  const row = await connection.db.selectFrom('secret').select('sealed').where('key', '=', key).executeTakeFirst();
  return row?.sealed;
}

/** Keeps sealed bytes under `key`, in place of those that were there. */
export async function putSealed(transaction: Transaction, key: string, sealed: Uint8Array, at: number): Promise<void> {
  await transaction.db
    .insertInto('secret')
    .values({ key, sealed, createdAt: at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ sealed, createdAt: at }))
    .execute();
}

/** True when there was something to delete. */
export async function deleteSealed(transaction: Transaction, key: string): Promise<boolean> {
  const result = await transaction.db.deleteFrom('secret').where('key', '=', key).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Keys that begin so: they compare byte by byte, and no text goes on with what is behind the last character. */
const beyond = (prefix: string): string => `${prefix}\u{10FFFF}`;

/** Removes every secret whose key begins with `prefix`. */
export async function deleteSealedUnder(transaction: Transaction, prefix: string): Promise<void> {
  await transaction.db.deleteFrom('secret').where('key', '>=', prefix).where('key', '<', beyond(prefix)).execute();
}

/** The keys that begin with `prefix`, in order, with the time at which each was sealed. */
export async function listSealed(
  connection: ReadConnection,
  prefix: string,
): Promise<{ key: string; createdAt: number }[]> {
  return selectUnder(connection, prefix).select(['key', 'createdAt']).execute();
}

/** The sealed bytes of every key that begins with `prefix`, in the order of the keys. */
export async function listSealedValues(
  connection: ReadConnection,
  prefix: string,
): Promise<{ key: string; sealed: Uint8Array }[]> {
  return selectUnder(connection, prefix).select(['key', 'sealed']).execute();
}

/** The keys that begin with `prefix`, in order. */
export async function listSealedKeys(connection: ReadConnection, prefix: string): Promise<string[]> {
  return (await selectUnder(connection, prefix).select('key').execute()).map(({ key }) => key);
}

function selectUnder(connection: ReadConnection, prefix: string) {
  return connection.db.selectFrom('secret').where('key', '>=', prefix).where('key', '<', beyond(prefix)).orderBy('key');
}
