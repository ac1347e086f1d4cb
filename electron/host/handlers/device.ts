import { givenFields } from '#shared/model/change';
import type { Core } from '../core.ts';
import type { Handlers } from '../serve.ts';

type DeviceHandlers = Pick<
  Handlers,
  | 'device.get'
  | 'device.create'
  | 'device.set'
  | 'device.setVariable'
  | 'device.setVariables'
  | 'device.delete'
  | 'device.check'
>;

/** Computers of the site: identity, connection, variables. */
export function deviceHandlers({ hub, devices, lists }: Core): DeviceHandlers {
  return {
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
    'device.delete': async ({ devices: selection, withAssociations }) => {
      const deviceIds = await lists.selectDevices(selection);
      await devices.remove(deviceIds, { withAssociations });
      hub.changed('devices', ...(withAssociations ? (['associations', 'state-stores'] as const) : []));
      return { count: deviceIds.length };
    },
    'device.check': async ({ deviceId }) => ({ drives: await devices.check(deviceId) }),
  };
}
