import { DeviceId } from '#shared/model/ids';
import type { Devices, RunDevice } from '../engine/ports.ts';
import type { Clock } from '../ports/clock.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { Database } from '../store/connection.ts';
import { getDevice, listDeviceVariables, updateDevice } from '../store/tables/device.ts';
import { readAccountFacts } from '../userstate/account-facts.ts';

/** The engine's devices in the site database. Secret variables are opened here and go no further than the run. */
export function createRunDevices(
  database: Database,
  secrets: SecretStore,
  clock: Clock,
  onChange: () => void,
): Devices {
  const get = async (id: string): Promise<RunDevice> => {
    const row = await getDevice(database.read, id);
    const rows = await listDeviceVariables(database.read, id);
    const variables = await Promise.all(
      rows.map(async ({ name, value, secretKey }) => ({
        name,
        value: secretKey === null ? (value ?? '') : ((await secrets.get(secretKey)) ?? ''),
        isSecret: secretKey !== null,
      })),
    );
    return {
      id: DeviceId.parse(row.id),
      name: row.name,
      drives: row.connection === 'folder' ? row.driveMap : null,
      allowHostCommands: row.allowHostCommands,
      environment: row.environment,
      variables,
      accounts: readAccountFacts(row.facts),
    };
  };
  const setEnvironment: Devices['setEnvironment'] = async (id, environment) => {
    await database.write(async (transaction) => {
      const { id: _id, createdAt: _createdAt, modifiedAt: _modifiedAt, ...values } = await getDevice(transaction, id);
      if (values.environment === environment) return;
      await updateDevice(transaction, id, { ...values, environment }, clock.now());
    });
    onChange();
  };
  return { get, setEnvironment };
}
