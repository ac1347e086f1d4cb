import type { Client } from '#shared/contract/client';
import type { PackageId } from '#shared/model/ids';
import type { Shell } from '../../../app/types.ts';
import type { Removal } from './document-store.ts';

/** What became of these sequences, which the site does not list any more. */
export async function findRemoved(
  client: Pick<Client, 'call'>,
  ids: readonly PackageId[],
): Promise<ReadonlyMap<PackageId, Removal>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.call('sequence.list', { ids: [...ids], deleted: true, limit: ids.length });
  const times = new Map(rows.map((row) => [row.packageId, row.deletedAt]));
  return new Map(ids.map((id) => [id, { deletedAt: times.get(id) ?? null }]));
}

/** Lists a deleted sequence again; every window hears of it and shows it as it was, with its draft. */
export async function bringBack(shell: Shell, packageId: PackageId): Promise<void> {
  await shell.client.call('sequence.undelete', { sequences: { kind: 'ids', ids: [packageId] } });
}
