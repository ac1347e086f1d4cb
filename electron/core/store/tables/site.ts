import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { PackageId, Timestamp } from '#shared/model/ids';
import { SiteCode } from '#shared/model/site';
import type { ReadConnection, Transaction } from '../connection.ts';
import { parseRow } from './columns.ts';

const SiteRow = z.object({
  id: z.uuid(),
  code: SiteCode,
  name: z.string(),
  createdAt: Timestamp,
  nextPackageNumber: z.int().min(1),
});
export type SiteRow = z.infer<typeof SiteRow>;

/** Five hexadecimal digits. */
const lastPackageNumber = 0xfffff;

/** The one row that says which site this is. Throws `STORE_NOT_A_SITE` (`{file}`, `{reason}`) when there is none. */
export async function getSite(connection: ReadConnection): Promise<SiteRow> {
  const row = await connection.db.selectFrom('site').selectAll().executeTakeFirst();
  if (row === undefined)
    throw new AppError('STORE_NOT_A_SITE', { file: connection.native.name, reason: reason('no-site-row') });
  return parseRow(SiteRow, row, 'site');
}

/** Makes the site row of a new file. */
export async function insertSite(
  transaction: Transaction,
  site: { id: string; code: string; name: string; createdAt: number },
): Promise<void> {
  await transaction.db
    .insertInto('site')
    .values({ only: 1, ...site, nextPackageNumber: 1 })
    .execute();
}

/**
 * The next free package ID: site code and five hexadecimal digits in upper case. A number is never used twice, also
 * after its sequence was deleted. Throws `INVALID_INPUT` (`{reason}`) when all 1,048,575 are used up.
 */
export async function nextPackageId(transaction: Transaction): Promise<PackageId> {
  const site = await getSite(transaction);
  const number = site.nextPackageNumber;
  if (number > lastPackageNumber) {
    throw new AppError('INVALID_INPUT', { reason: reason('ids-used-up', { site: site.code }) });
  }
  await transaction.db
    .updateTable('site')
    .set({ nextPackageNumber: number + 1 })
    .execute();
  return PackageId.parse(`${site.code}${number.toString(16).toUpperCase().padStart(5, '0')}`);
}
