import { afterEach, beforeEach } from 'vitest';
import { describeDeviceList } from '#shared/contract/device-list.contract';
import { createTempSite, type TempSite } from '../../ports/fakes/temp-site.ts';
import { insertDevice } from '../tables/device.ts';
import { listDeviceRows } from './device-list.ts';

let temp: TempSite;
beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(() => temp.remove());

describeDeviceList('of the database', '[STO-116]', async (names) => {
  const { database } = temp.site;
  await database.write(async (transaction) => {
    for (const name of names) {
      const fixed = { mac: '', smbiosGuid: '', connection: 'none' as const, driveMap: {}, facts: {}, description: '' };
      const values = { ...fixed, name, allowHostCommands: false, environment: 'FullOS' as const };
      await insertDevice(transaction, temp.ids.uuid(), values, 1);
    }
  });
  return (query) => listDeviceRows(database, query);
});
