import type { SiteSummary } from '#shared/model/site';
import type { Database, Statement } from '../connection.ts';

const counts: readonly Statement[] = [
  'list_sequence WHERE is_deleted = 0',
  'list_device',
  'list_association',
  'list_state_store WHERE is_deleted = 0',
  'migration_point',
  'list_run',
].map((what) => ({ text: `SELECT count(*) AS total FROM ${what}`, values: [] }));

/** How much is in the site, all of one moment. */
export async function countSite(database: Database): Promise<Omit<SiteSummary, 'activeRuns'>> {
  const found = await database.readAside(counts);
  const [taskSequences = 0, devices = 0, associations = 0, stateStores = 0, migrationPoints = 0, runs = 0] = found.map(
    (rows) => (rows as { total: number }[])[0]?.total ?? 0,
  );
  return { taskSequences, devices, associations, stateStores, migrationPoints, runs };
}
