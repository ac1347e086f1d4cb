import type { Ids } from '#core/ports/ids';
import { createSeededIds } from '#core/ports/fakes/seeded-ids';
import { realClock } from '#core/ports/real';
import { createSite } from '#core/site/site';
import type { Database, Transaction } from '#core/store/connection';
import { insertAssociation } from '#core/store/tables/association';
import { insertDevice } from '#core/store/tables/device';
import { insertFolder } from '#core/store/tables/folder';
import { insertMigrationPoint } from '#core/store/tables/migration-point';
import { appendRunLog } from '#core/store/tables/run-log';
import { insertRun, updateRun } from '#core/store/tables/run';
import { insertSequence } from '#core/store/tables/sequence';
import { nextPackageId } from '#core/store/tables/site';
import { insertStateStore, updateStateStore } from '#core/store/tables/state-store';

export interface SiteSize {
  readonly devices: number;
  readonly sequences: number;
  readonly runs: number;
  readonly logRows: number;
}

export interface MadeSite extends SiteSize {
  readonly folders: number;
  readonly associations: number;
  readonly stateStores: number;
}

/** So many rows in one transaction: one sync of the disk for all of them. */
const portion = 2000;
/** The beginning of 2025; every time of the site is counted from it. */
const begin = 1_735_689_600_000;
const folderCount = 200;

const models = ['Latitude 7450', 'OptiPlex 7010', 'EliteBook 840', 'ThinkPad T14', 'Surface Pro 9'];
const systems = ['Windows 11 Enterprise 23H2', 'Windows 11 Enterprise 24H2', 'Windows 10 Enterprise LTSC'];
const people = ['m.devries', 'a.jansen', 'ada', 'J. Müller', 'ø.nilsen'];
const kinds = ['Capture', 'Deploy', 'Refresh', 'Replace', 'Überprüfen', 'Ελεγχος'];

const at = (index: number): number => begin + index * 61_000;
const one = <Value>(values: readonly Value[], index: number): Value => values[index % values.length] as Value;

async function inPortions(
  database: Database,
  count: number,
  make: (transaction: Transaction, index: number) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < count; from += portion) {
    await database.write(async (transaction) => {
      for (let index = from; index < Math.min(count, from + portion); index += 1) await make(transaction, index);
    });
  }
}

async function makeDevices(database: Database, ids: Ids, count: number): Promise<string[]> {
  const made: string[] = [];
  await inPortions(database, count, async (transaction, index) => {
    const id = ids.uuid();
    made.push(id);
    const hex = index.toString(16).toUpperCase().padStart(12, '0');
    const values = {
      name: `${one(['PC', 'LAB', 'NB', 'KIOSK'], index)}-${String(index)}`,
      mac: hex.match(/../g)?.join(':') ?? '',
      smbiosGuid: '',
      connection: one(['folder', 'none'] as const, index),
      driveMap: index % 2 === 0 ? { 'C:': `/lab/${String(index)}/c` } : {},
      facts: { OperatingSystem: one(systems, index), Model: one(models, index), Memory: '16384' },
      description: index % 10 === 0 ? `Room ${String(index % 400)}` : '',
      allowHostCommands: false,
      environment: one(['FullOS', 'WinPE'] as const, index),
    };
    await insertDevice(transaction, id, values, at(index));
  });
  return made;
}

const documentText = `<sequence version="3.10">${'<group name="Part" description=""></group>'.repeat(100)}</sequence>\r\n`;

async function makeFolders(database: Database, ids: Ids): Promise<string[]> {
  const made: string[] = [];
  await inPortions(database, folderCount, async (transaction, index) => {
    const id = ids.uuid();
    const parentId = index < 20 ? null : one(made, index);
    made.push(id);
    await insertFolder(transaction, { id, parentId, kind: 'task-sequence', name: `Folder ${String(index)}` });
  });
  return made;
}

async function makeSequences(database: Database, folders: readonly string[], count: number): Promise<string[]> {
  const made: string[] = [];
  const document = new TextEncoder().encode(documentText);
  await inPortions(database, count, async (transaction, index) => {
    const packageId = await nextPackageId(transaction);
    made.push(packageId);
    await insertSequence(transaction, {
      ...{ packageId, document, carry: null, properties: {}, dialect: 'cm', description: '' },
      folderId: index % 5 === 0 ? null : one(folders, index),
      name: `${one(kinds, index)} ${one(models, index)} ${String(index)}`,
      ...{ stepCount: 100 + (index % 400), enabled: index % 50 !== 0, at: at(index), by: one(people, index) },
    });
  });
  return made;
}

async function makeRuns(database: Database, size: SiteSize, devices: string[], sequences: string[]): Promise<void> {
  const document = new TextEncoder().encode(documentText);
  const states = ['succeeded', 'failed', 'cancelled', 'succeeded'] as const;
  const lines = size.runs === 0 ? 0 : Math.floor(size.logRows / size.runs);
  await inPortions(database, size.runs, async (transaction, index) => {
    const { id } = await insertRun(transaction, {
      ...{
        packageId: one(sequences, index),
        sequenceName: `${one(kinds, index)} ${String(index)}`,
        sequenceRevision: 1,
      },
      ...{ document, deviceId: one(devices, index), deviceName: `PC-${String(index)}` },
      ...{ startedAt: at(index), startedBy: one(people, index), stepTotal: 100, engineVersion: 1 },
    });
    const end = { endedAt: at(index) + 1000 * (index % 7200), stepDone: index % 101, incomplete: index % 9 === 0 };
    await updateRun(transaction, id, { state: one(states, index), ...end });
    const rows = Array.from({ length: lines }, (_, line) => ({
      ...{ at: at(index) + line, stepNumber: line, component: 'engine', severity: 1 as const, thread: 1 },
      message: `Step ${String(line)} did what it does`,
    }));
    await appendRunLog(transaction, id, rows);
  });
}

/** An association and a state store for every second pair of devices. */
async function makeMigration(database: Database, ids: Ids, devices: string[]): Promise<number> {
  const [point, folder] = [ids.uuid(), ids.uuid()];
  const limits = { maximumClients: 99_999, minimumFreeSpace: 1, minimumFreeSpaceUnit: 'MB' as const };
  const folders = [{ id: folder, path: '/smp', ...limits }];
  const values = { name: 'SMP', restoreOnly: false, deletion: 'after-days' as const, deletionDays: 3, folders };
  await database.write((transaction) => insertMigrationPoint(transaction, point, values));
  const pairs = Math.floor(devices.length / 4);
  await inPortions(database, pairs, async (transaction, index) => {
    const [sourceDeviceId, destinationDeviceId] = [one(devices, index * 4), one(devices, index * 4 + 1)];
    const [id, storeId] = [ids.uuid(), ids.uuid()];
    const fixed = { type: 'side-by-side' as const, behavior: 'capture-all-restore-all' as const, accounts: [] };
    await insertAssociation(transaction, {
      ...{ id, sourceDeviceId, destinationDeviceId, ...fixed, at: at(index), by: one(people, index) },
    });
    if (index % 3 === 0) return;
    await insertStateStore(transaction, {
      ...{ id: storeId, associationId: id, sourceDeviceId, destinationDeviceId, migrationPointFolderId: folder },
      ...{ sourceDeviceName: `PC-${String(index * 4)}`, path: `/smp/${storeId}`, at: at(index) },
    });
    const counts = { fileCount: index % 9000, byteCount: index * 4096, missingCount: index % 11 === 0 ? 2 : 0 };
    const times = { capturedAt: at(index) + 60_000, releasedAt: at(index) + 61_000 };
    await updateStateStore(transaction, storeId, { state: 'available', ...counts, ...times });
  });
  return pairs;
}

/** Makes a site of that size in a folder that is not there yet. */
export async function fillSite(directory: string, size: SiteSize): Promise<MadeSite> {
  const ids = createSeededIds(1);
  const site = await createSite(directory, { code: 'BIG', name: 'Large site' }, { clock: realClock, ids });
  try {
    const { database } = site;
    const devices = await makeDevices(database, ids, size.devices);
    const folders = await makeFolders(database, ids);
    const sequences = await makeSequences(database, folders, size.sequences);
    if (devices.length > 0 && sequences.length > 0) await makeRuns(database, size, devices, sequences);
    const associations = await makeMigration(database, ids, devices);
    const stateStores = associations - Math.ceil(associations / 3);
    return { ...size, folders: folders.length, associations, stateStores };
  } finally {
    await site.close();
  }
}
