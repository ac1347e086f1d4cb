import { join } from 'node:path';
import { DeviceId, RunId, type StateStoreId } from '#shared/model/ids';
import { AssociationListQuery } from '#shared/model/lists';
import type { StateStoreOutcome } from '../../engine/ports.ts';
import type { AccountBehavior, Association, MigrationPointInput } from '#shared/model/state-migration';
import type { StoreSummary } from '#shared/model/user-state';
import type { MigrationPoints } from '../../engine/ports.ts';
import { createTempSite, type TempSite } from '../../ports/fakes/temp-site.ts';
import { createKeyedQueue } from '../../queue/keyed-queue.ts';
import { listAssociationRows } from '../../store/lists/association-list.ts';
import { insertDevice } from '../../store/tables/device.ts';
import { insertRun } from '../../store/tables/run.ts';
import { claimDevice } from '../../store/tables/run-claim.ts';
import { type Associations, createAssociations } from '../associations.ts';
import { createMigrationPoints } from '../migration-points.ts';
import { createPoints, type Points } from '../points.ts';
import { createStateStores, type StateStores } from '../state-stores.ts';

/** A real site with two devices, and everything about state migration over it. */
export interface MigrationSite {
  readonly temp: TempSite;
  readonly associations: Associations & { list(): Promise<Association[]> };
  readonly points: Points;
  readonly stores: StateStores;
  readonly engine: MigrationPoints;
  readonly old: DeviceId;
  readonly fresh: DeviceId;
  /** Another device that nothing is associated with. */
  readonly third: DeviceId;
  pointInput(folders: readonly string[], change?: Partial<MigrationPointInput>): MigrationPointInput;
  /** A point with the folder `smp` of the site, two clients, three days of retention. */
  addPoint(change?: Partial<MigrationPointInput>): Promise<string>;
  /** From the old device to the new one. */
  associate(behavior?: AccountBehavior, accounts?: string[]): ReturnType<Associations['create']>;
  /** Capture and release as the steps do it. */
  capture(device: DeviceId, runId: number): Promise<StateStoreId>;
}

/** What a restore says that left so many files out. */
export const restored = (missingCount = 0): StateStoreOutcome => ({
  kind: 'restored',
  result: { isComplete: missingCount === 0, missingCount },
});

export const run = (id: number): RunId => RunId.parse(id);

/** What a capture of three files says. */
export const summary: StoreSummary = {
  storeId: 's',
  formatVersion: 1,
  tool: 't',
  form: 'copied',
  sourceDevice: 'OLD-PC',
  takenAt: 1,
  ruleSet: 'r',
  hasStandardOptions: true,
  isComplete: true,
  files: 3,
  folders: 1,
  links: 0,
  bytes: 70,
  missingCount: 1,
  perUser: [],
};

async function addDevice(temp: TempSite, name: string): Promise<DeviceId> {
  const fixed = { mac: '', smbiosGuid: '', connection: 'folder' as const, driveMap: {}, facts: {}, description: '' };
  const values = { ...fixed, name, allowHostCommands: false, environment: 'FullOS' as const };
  return temp.site.database.write(async (transaction) =>
    DeviceId.parse((await insertDevice(transaction, temp.ids.uuid(), values, 1)).id),
  );
}

function pointInputIn(temp: TempSite): MigrationSite['pointInput'] {
  return (names, change = {}) => {
    const folders = names.map((name) => {
      const path = join(temp.site.dir, name);
      return { id: null, path, maximumClients: 2, minimumFreeSpace: 1, minimumFreeSpaceUnit: 'MB' as const };
    });
    return { name: 'SMP', restoreOnly: false, deletion: { kind: 'after-days', days: 3 }, folders, ...change };
  };
}

/** Makes the site; the caller removes `temp`. */
export async function createMigrationSite(): Promise<MigrationSite> {
  const temp = await createTempSite();
  const { site, clock, ids } = temp;
  const parts = { database: site.database, clock, ids, userName: 'me', queue: createKeyedQueue() };
  const list = async () => (await listAssociationRows(site.database, AssociationListQuery.parse({}))).rows;
  const associations = { ...createAssociations(parts), list };
  const points = createPoints(parts);
  const stores = createStateStores(parts);
  const engine = createMigrationPoints({ database: site.database, clock, ids, userName: 'me' });
  const [old, fresh] = [await addDevice(temp, 'OLD-PC'), await addDevice(temp, 'NEW-PC')];
  const third = await addDevice(temp, 'THIRD-PC');
  const pointInput = pointInputIn(temp);
  return {
    ...{ temp, associations, points, stores, engine, old, fresh, third, pointInput },
    addPoint: async (change = {}) => (await points.create(pointInput(['smp'], change))).id,
    associate: (behavior = 'capture-all-restore-all', accounts = []) =>
      associations.create({ sourceDeviceId: old, destinationDeviceId: fresh, behavior, accounts }),
    capture: async (device, runId) => {
      const { storeId } = await engine.request('capture', device, run(runId));
      await engine.noteBegun(storeId, 'capture', run(runId));
      await engine.noteEnded(storeId, { kind: 'captured', result: summary }, run(runId));
      await engine.release(storeId, 'published', run(runId));
      return storeId;
    },
  };
}

/** For how long somebody who has gone is thought to be there. */
export const leaseMs = 30_000;
/** A process of another computer. */
export const otherOwner = { ownerId: 'other', computerId: 'elsewhere', processId: 7, processStart: 's' };

/** A run with a claim on its device, as a process on another computer has it. */
export async function startRun({ temp }: Pick<MigrationSite, 'temp'>, deviceId: DeviceId): Promise<RunId> {
  const at = temp.clock.now();
  return temp.site.database.write(async (transaction) => {
    const { id } = await insertRun(transaction, {
      ...{ packageId: 'WAY00001', sequenceName: 'Restore', sequenceRevision: 1, document: new Uint8Array() },
      ...{ deviceId, deviceName: 'NEW-PC', startedAt: at, startedBy: 'me', stepTotal: 1, engineVersion: 1 },
    });
    await claimDevice(transaction, { ...otherOwner, deviceId, runId: id, at, leaseUntil: at + leaseMs });
    return id;
  });
}
