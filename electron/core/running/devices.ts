import { DeviceId } from '#shared/model/ids';
import { systemOfDeviceFacts } from '../engine/device-system.ts';
import type { Devices, LocalPart, LocalRestart, RunDevice } from '../engine/ports.ts';
import { secretPrefix } from '../devices/devices.ts';
import { demandThisComputer } from '../devices/this-computer.ts';
import type { LocalComputer } from '../local/ports.ts';
import type { Clock } from '../ports/clock.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { Database } from '../store/connection.ts';
import { type DeviceRow, getDevice, listDeviceVariables, updateDevice } from '../store/tables/device.ts';
import { readAccountFacts } from '../userstate/account-facts.ts';
import { ownFolders } from './scan-targets.ts';

/** What the local device needs of this computer. */
export interface LocalDeviceParts {
  readonly computer: LocalComputer;
  readonly restart: LocalRestart;
  readonly siteFolder: string;
}

/** Throws `DEVICE_ELSEWHERE`. */
async function readLocalPart(database: Database, row: DeviceRow, parts: LocalDeviceParts): Promise<LocalPart> {
  const { computer, restart, siteFolder } = parts;
  demandThisComputer(row, computer);
  const { stateDevice, elevationHelps } = await computer.describe();
  const { registry, shadowCopies } = computer;
  const excludedHostPaths = await ownFolders(database.read, siteFolder);
  return { restart, registry, shadowCopies, excludedHostPaths, stateDevice, elevationHelps };
}

/** The engine's devices in the site database. Secret variables are opened here and go no further than the run. */
export function createRunDevices(
  database: Database,
  secrets: SecretStore,
  clock: Clock,
  local: LocalDeviceParts | null = null,
): Devices {
  const get = async (id: string): Promise<RunDevice> => {
    const row = await getDevice(database.read, id);
    const rows = await listDeviceVariables(database.read, id);
    const sealed = rows.some(({ secretKey }) => secretKey !== null) ? await secrets.getAll(secretPrefix(id)) : null;
    const variables = rows.map(({ name, value, secretKey }) => ({
      name,
      value: (secretKey === null ? value : sealed?.get(secretKey)) ?? '',
      isSecret: secretKey !== null,
    }));
    const part = row.connection === 'local' && local !== null ? await readLocalPart(database, row, local) : null;
    const system = systemOfDeviceFacts(row.facts);
    return {
      id: DeviceId.parse(row.id),
      name: row.name,
      drives: part?.stateDevice.drives ?? (row.connection === 'folder' ? row.driveMap : null),
      ...(part === null ? {} : { local: part }),
      allowHostCommands: row.allowHostCommands,
      environment: row.environment,
      variables,
      accounts: readAccountFacts(row.facts),
      ...(system.version === null && system.architecture === null ? {} : { system }),
    };
  };
  const setEnvironment: Devices['setEnvironment'] = async (id, environment) => {
    await database.write(async (transaction) => {
      // Most starts find it so: a row that stays as it is counts no change.
      if ((await getDevice(transaction, id)).environment === environment) return;
      await updateDevice(transaction, id, () => ({ environment }), clock.now());
    });
  };
  return { get, setEnvironment };
}
