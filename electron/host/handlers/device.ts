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
export function deviceHandlers({ devices }: Core): DeviceHandlers {
  return {
    'device.get': ({ deviceId }) => devices.get(deviceId),
    'device.create': async (input) => {
      const deviceId = await devices.create(input);
      return { deviceId };
    },
    'device.set': async ({ deviceId, shown = {}, ...change }) => {
      await devices.set(deviceId, givenFields(change), givenFields(shown));
      return {};
    },
    'device.setVariable': async ({ deviceId, ...change }) => {
      const variables = await devices.setVariables(deviceId, [change]);
      return { variables };
    },
    'device.setVariables': async ({ deviceId, changes }) => {
      const variables = await devices.setVariables(deviceId, changes);
      return { variables };
    },
    'device.delete': ({ devices: selection, withAssociations }) => devices.remove(selection, { withAssociations }),
    'device.check': async ({ deviceId }) => ({ drives: await devices.check(deviceId) }),
  };
}
