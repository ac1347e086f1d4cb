import { readDevice } from '#core/devices/device-view';
import { listDevices } from '#core/store/tables/device';
import { givenFields } from '#shared/model/change';
import type { Core } from '../core.ts';
import type { Handlers } from '../serve.ts';

type DeviceHandlers = Pick<
  Handlers,
  | 'device.list'
  | 'device.get'
  | 'device.create'
  | 'device.set'
  | 'device.setVariable'
  | 'device.setVariables'
  | 'device.delete'
  | 'device.check'
>;

/** Computers of the site: identity, connection, variables. */
export function deviceHandlers({ site, hub, devices }: Core): DeviceHandlers {
  const { read } = site.database;
  return {
    'device.list': async () => {
      const rows = await listDevices(read);
      return { devices: await Promise.all(rows.map((row) => readDevice(read, row))) };
    },
    'device.get': ({ deviceId }) => devices.get(deviceId),
    'device.create': async (input) => {
      const deviceId = await devices.create(input);
      hub.changed('devices');
      return { deviceId };
    },
    'device.set': async ({ deviceId, shown = {}, ...change }) => {
      await devices.set(deviceId, givenFields(change), givenFields(shown));
      hub.changed('devices');
      return {};
    },
    'device.setVariable': async ({ deviceId, ...change }) => {
      const variables = await devices.setVariables(deviceId, [change]);
      hub.changed('devices');
      return { variables };
    },
    'device.setVariables': async ({ deviceId, changes }) => {
      const variables = await devices.setVariables(deviceId, changes);
      hub.changed('devices');
      return { variables };
    },
    'device.delete': async ({ deviceIds, withAssociations }) => {
      await devices.remove(deviceIds, { withAssociations });
      hub.changed('devices', ...(withAssociations ? (['associations', 'state-stores'] as const) : []));
      return {};
    },
    'device.check': async ({ deviceId }) => ({ drives: await devices.check(deviceId) }),
  };
}
