import { AppError } from '#shared/contract/errors';
import { demandNoConflict } from '#shared/model/change';
import { type Device, type DeviceFacts, type DeviceInput, type DriveCheck, plainName } from '#shared/model/device';
import { DeviceId } from '#shared/model/ids';
import type { DeviceSelection } from '#shared/model/lists';
import type { LocalComputer, LocalFacts } from '../local/ports.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { KeyedQueue } from '../queue/keyed-queue.ts';
import type { Database, Transaction } from '../store/connection.ts';
import { deleteDevices } from '../store/lists/act-on-selected.ts';
import {
  deleteDeviceVariable,
  type DeviceRow,
  type DeviceValues,
  getDevice,
  insertDevice,
  listDeviceVariables,
  putDeviceVariable,
  updateDevice,
} from '../store/tables/device.ts';
import { deleteSealed } from '../store/tables/secret.ts';
import { checkDrive } from './check-drive.ts';
import { readDevice, toInput, toValues, toVariables } from './device-view.ts';
import { demandThisComputer } from './this-computer.ts';

/** A value of null takes the variable away. The value of a secret one goes to the secret store and nowhere else. */
export interface VariableChange {
  readonly name: string;
  readonly value: string | null;
  readonly isSecret: boolean;
}

/** The computers of a site. Each change is one transaction, whatever window or command line asks for it. */
export interface Devices {
  /** Throws `DEVICE_NOT_FOUND`. */
  get(id: DeviceId): Promise<Device>;
  /** Facts that can be read at once come under those that are given. Throws `DEVICE_NAME_TAKEN`, `LOCAL_DEVICE_EXISTS`. */
  create(input: DeviceInput): Promise<DeviceId>;
  /**
   * Changes the fields that are given and no other. `shown` has what a person saw of them: a field that has another
   * value by now, and not the wanted one, refuses the whole change with `REVISION_CONFLICT` (`{name}`, `{actual}`, both
   * sides as `conflictDetails` tells them). Throws `DEVICE_NOT_FOUND`, `DEVICE_NAME_TAKEN`, `LOCAL_DEVICE_EXISTS`.
   */
  set(id: DeviceId, change: Partial<DeviceInput>, shown?: Partial<DeviceInput>): Promise<void>;
  /** All of them or none; gives the variables as they are then. Throws `DEVICE_NOT_FOUND`, `SECRET_STORE_UNUSABLE`. */
  setVariables(id: DeviceId, changes: readonly VariableChange[]): Promise<Device['variables']>;
  /** All of them or none, with their variables and secrets. Throws what `deleteDevices` throws. */
  remove(devices: DeviceSelection, options: { readonly withAssociations: boolean }): Promise<{ count: number }>;
  /** Looks at the folder of each drive. Throws `DEVICE_NOT_FOUND`, `DEVICE_ELSEWHERE`. */
  check(id: DeviceId): Promise<DriveCheck[]>;
  /** Reads the facts of this computer again and keeps them. Throws `DEVICE_NOT_LOCAL`, `DEVICE_ELSEWHERE`. */
  refreshFacts(id: DeviceId, signal?: AbortSignal): Promise<{ facts: DeviceFacts; sources: LocalFacts['sources'] }>;
}

export interface DevicesParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secrets: SecretStore;
  readonly queue: KeyedQueue;
  readonly computer: Pick<LocalComputer, 'id' | 'drives' | 'readFacts'>;
}

const keyOf = (id: string): string => `device/${id}`;
/** What begins the keys of a device's secret variables. */
export const secretPrefix = (id: string): string => `device/${id}/`;

/** A local device has the identity of a computer, and is never in Windows PE, where this program does not run. */
function ofComputer<Values extends Partial<DeviceValues>>(values: Values, computerId: string): Values {
  return { ...values, computerId, environment: 'FullOS' };
}

/** The change as values of the row; what stands for another computer goes on standing for it. */
function toChange(row: DeviceRow, change: Partial<DeviceInput>, computerId: string): Partial<DeviceValues> {
  const values = toValues(change);
  if ((values.connection ?? row.connection) !== 'local') return values;
  return ofComputer(values, row.connection === 'local' ? row.computerId : computerId);
}

/** The facts that were read whose names are not among those that were given, in whatever way they are written. */
function withoutGiven(read: DeviceFacts, given: DeviceFacts): DeviceFacts {
  const taken = new Set(Object.keys(given).map(plainName));
  return Object.fromEntries(Object.entries(read).filter(([name]) => !taken.has(plainName(name))));
}

/** Facts that can be read at once, under those that were given. */
async function withFacts(input: DeviceInput, computer: DevicesParts['computer']): Promise<DeviceValues> {
  const values = { computerId: '', driveMap: {}, ...toValues(input) } as DeviceValues;
  if (values.connection !== 'local') return values;
  const { facts, macAddress, smbiosGuid } = await computer.readFacts({ isWhole: false });
  const found = { mac: values.mac || macAddress, smbiosGuid: values.smbiosGuid || smbiosGuid };
  return ofComputer(
    { ...values, ...found, facts: { ...withoutGiven(facts, values.facts), ...values.facts } },
    computer.id(),
  );
}

function demandLocal(row: DeviceRow, computer: DevicesParts['computer']): void {
  if (row.connection !== 'local') throw new AppError('DEVICE_NOT_LOCAL', { name: row.name });
  demandThisComputer(row, computer);
}

/** The value of a secret and the variable that names it are written in one transaction. */
async function setVariable(
  transaction: Transaction,
  secrets: SecretStore,
  id: string,
  { name, value, isSecret }: VariableChange,
): Promise<void> {
  const secretKey = `${secretPrefix(id)}${name.toLowerCase()}`;
  if (value === null) await deleteDeviceVariable(transaction, id, name);
  else await putDeviceVariable(transaction, id, isSecret ? { name, secretKey } : { name, value });
  if (value !== null && isSecret) await secrets.putIn(transaction, secretKey, value);
  else await deleteSealed(transaction, secretKey);
}

async function refreshFacts(
  { database, clock, queue, computer }: DevicesParts,
  id: DeviceId,
  signal?: AbortSignal,
): ReturnType<Devices['refreshFacts']> {
  // Before the seconds that reading takes, for who asks in vain; what holds then is asked again in the transaction.
  demandLocal(await getDevice(database.read, id), computer);
  const { facts, macAddress, smbiosGuid, sources } = await computer.readFacts({
    isWhole: true,
    ...(signal === undefined ? {} : { signal }),
  });
  const change = (row: DeviceRow): Partial<DeviceValues> => {
    demandLocal(row, computer);
    return { facts, mac: macAddress || row.mac, smbiosGuid: smbiosGuid || row.smbiosGuid };
  };
  await queue.run(keyOf(id), () => database.write((transaction) => updateDevice(transaction, id, change, clock.now())));
  return { facts, sources };
}

async function check({ database, computer }: DevicesParts, id: DeviceId): Promise<DriveCheck[]> {
  const row = await getDevice(database.read, id);
  if (row.connection !== 'local') return checkDrives(Object.entries(row.driveMap));
  demandThisComputer(row, computer);
  return checkDrives(computer.drives().flatMap(({ drive, path, isUsed }) => (isUsed ? [[drive, path]] : [])));
}

const checkDrives = (drives: readonly (readonly [string, string])[]): Promise<DriveCheck[]> =>
  Promise.all(drives.map(([drive, path]) => checkDrive(drive, path)));

/** Use cases of devices (DEV-20 to DEV-23, DEV-50 to DEV-58). */
export function createDevices(parts: DevicesParts): Devices {
  const { database, clock, ids, secrets, queue, computer } = parts;
  return {
    get: async (id) => readDevice(database.read, await getDevice(database.read, id)),
    create: async (input) => {
      const values = await withFacts(input, computer);
      const id = DeviceId.parse(ids.uuid());
      await database.write((transaction) => insertDevice(transaction, id, values, clock.now()));
      return id;
    },
    set: async (id, change, shown = {}) => {
      const computerId = computer.id();
      const decide = (row: DeviceRow): Partial<DeviceValues> => {
        demandNoConflict(row, toInput(row), change, shown);
        return toChange(row, change, computerId);
      };
      const write = () => database.write((transaction) => updateDevice(transaction, id, decide, clock.now()));
      await queue.run(keyOf(id), write);
    },
    setVariables: (id, changes) =>
      queue.run(keyOf(id), () =>
        database.write(async (transaction) => {
          for (const change of changes) await setVariable(transaction, secrets, id, change);
          return toVariables(await listDeviceVariables(transaction, id));
        }),
      ),
    remove: (selection, { withAssociations }) => {
      // What "all" means is known in the transaction, which no other write of this process stands in.
      const keys = selection.kind === 'ids' ? [...new Set(selection.ids)].map(keyOf) : [];
      return queue.runAll(keys, () =>
        database.write(async (transaction) => ({
          count: await deleteDevices(transaction, selection, withAssociations),
        })),
      );
    },
    check: (id) => check(parts, id),
    refreshFacts: (id, signal) => refreshFacts(parts, id, signal),
  };
}
