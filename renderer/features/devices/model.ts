import type { DeviceRow } from '#shared/model/device';
import type { CodeWords, ServerList } from '../../app/server-list.ts';
import { chosenOf } from '../../app/server-list.ts';
import { defineModel, type Shell } from '../../app/types.ts';
import type { Chosen } from '../../stores/lists.ts';
import { createDeviceChecks, type DeviceChecks } from './device-checks.ts';

export const devicesNode = 'devices';

/** The computers that the site knows. */
export const devicesList: ServerList<'device.list'> = {
  id: devicesNode,
  method: 'device.list',
  idOf: (row) => row.id,
  codes: ({ text }): readonly CodeWords[] => [
    ...(['folder', 'local', 'none'] as const).map((kind) => ({
      code: `connection:${kind}`,
      words: text(`devices:connection.${kind}`),
    })),
    ...(['FullOS', 'WinPE'] as const).map((environment) => ({
      code: `environment:${environment}`,
      words: text(`devices:environment.${environment}`),
    })),
  ],
};

/** What the folders of devices were like when they were looked at. */
export const deviceChecksModel = defineModel<DeviceChecks>('device-checks', ({ client }) => {
  const checks = createDeviceChecks(client);
  client.on('site.changed', ({ changes }) => {
    if (changes.some((change) => change.kind === 'devices')) checks.forget();
  });
  return checks;
});

/** The devices that are selected in the list and shown. */
export function selectedDevices(shell: Pick<Shell, 'lists'>): Chosen<DeviceRow> {
  return chosenOf(shell, devicesList);
}

export function driveLetters({ connection }: Pick<DeviceRow, 'connection'>): readonly string[] {
  return connection.kind === 'folder' ? Object.keys(connection.drives).sort() : [];
}
