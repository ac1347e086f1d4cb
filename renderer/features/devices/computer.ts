import type { ThisComputer } from '#shared/model/local-computer';
import { createResource, type Resource } from '../../api/resource.ts';
import { defineModel } from '../../app/types.ts';

/** The computer on which Waystation runs. Read at first use, and again when a device comes or goes. */
export const computerModel = defineModel<Resource<ThisComputer>>(
  'this-computer',
  ({ client, connection, commands }) => {
    const computer = createResource({
      client,
      onReconnect: connection.onReconnect,
      areas: ['devices'],
      load: (one, signal) => one.call('device.thisComputer', {}, { signal }),
    });
    commands.watch(computer.store);
    return computer;
  },
);
