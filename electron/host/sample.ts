import { mkdir } from 'node:fs/promises';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { JobId } from '#shared/model/ids';
import { realFiles } from '#core/ports/files-real';
import { sampleSequences } from '#core/library/sample-sequences';
import { writeSampleDevices } from '#core/sample/sample-devices';
import type { ReadConnection } from '#core/store/connection';
import { findDeviceByName, insertDevice } from '#core/store/tables/device';
import { getSetting, putSetting } from '#core/store/tables/setting';
import type { Core } from './core.ts';

type SampleCore = Pick<Core, 'site' | 'clock' | 'ids' | 'library' | 'associations' | 'points' | 'jobs' | 'hub'>;

const sampleKey = 'sample';

/** Refuses before anything is written: a second sample would mix with what a person made of the first. */
async function demandNone(connection: ReadConnection): Promise<void> {
  if ((await getSetting(connection, sampleKey)) === true) {
    throw new AppError('CONFLICT', { what: reason('the-sample') });
  }
  for (const name of ['OLD-PC', 'NEW-PC']) {
    if ((await findDeviceByName(connection, name)) !== undefined) throw new AppError('DEVICE_NAME_TAKEN', { name });
  }
}

async function makeDevices(core: SampleCore): Promise<Map<string, string>> {
  const { site, clock, ids } = core;
  const { devices } = writeSampleDevices(realFiles, site.paths.devices);
  const made = new Map(devices.map(({ name }) => [name, ids.uuid()]));
  // Both or none, and none where another process has made them meanwhile.
  await site.database.write(async (transaction) => {
    await demandNone(transaction);
    for (const { name, macAddress, smbiosGuid, driveMap, facts, description } of devices) {
      const fixed = { connection: 'folder' as const, allowHostCommands: false, environment: 'FullOS' as const };
      const values = { ...fixed, name, mac: macAddress, smbiosGuid, driveMap, facts: { ...facts }, description };
      await insertDevice(transaction, made.get(name) ?? '', values, clock.now());
    }
  });
  return made;
}

async function makeMigration(core: SampleCore, devices: ReadonlyMap<string, string>): Promise<void> {
  const { site, points, associations } = core;
  await mkdir(site.paths.smp, { recursive: true });
  await points.create({
    name: 'Sample state migration point',
    restoreOnly: false,
    deletion: { kind: 'after-days', days: 1 },
    folders: [
      { id: null, path: site.paths.smp, maximumClients: 10, minimumFreeSpace: 200, minimumFreeSpaceUnit: 'MB' },
    ],
  });
  await associations.create({
    sourceDeviceId: devices.get('OLD-PC') ?? '',
    destinationDeviceId: devices.get('NEW-PC') ?? '',
    behavior: 'capture-all-restore-all',
    accounts: [],
  });
}

/** Makes the sample: two computers as folders, an association, a migration point, four task sequences. */
export async function makeSample(core: SampleCore): Promise<void> {
  await demandNone(core.site.database.read);
  const devices = await makeDevices(core);
  await makeMigration(core, devices);
  await core.library.importSample(sampleSequences);
  await core.site.database.write((transaction) => putSetting(transaction, sampleKey, true));
}

/** The same as a job of the console. */
export function startSample(core: SampleCore): JobId {
  return core.jobs.start({
    kind: 'sample',
    title: '',
    stateStoreId: null,
    work: () => makeSample(core),
  });
}
