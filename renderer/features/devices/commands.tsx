import {
  Add20Regular,
  ArrowSync20Regular,
  ArrowSyncCheckmark20Regular,
  Delete20Regular,
  PlayCircle20Regular,
  PlugConnectedCheckmark20Regular,
  Settings20Regular,
} from '@fluentui/react-icons';
import type { DeviceRow } from '#shared/model/device';
import type { CommandDefinition, Shell } from '../../app/types.ts';
import { checkDevices, deleteDevices, refreshFacts } from './device-actions.ts';
import { devicesList, devicesNode, selectedDevices } from './model.ts';

function oneDevice(shell: Shell): DeviceRow | null {
  const { count, rows } = selectedDevices(shell);
  return count === 1 ? (rows[0] ?? null) : null;
}

/** Each device is looked at by itself, so only those that were chosen one by one are. */
const some = (shell: Shell): boolean => selectedDevices(shell).rows.length > 0;

export const devicesCommands: readonly CommandDefinition[] = [
  {
    id: 'devices.create',
    scope: devicesNode,
    label: 'devices:command.create',
    icon: <Add20Regular />,
    keys: 'Ctrl+N',
    group: 'create',
    isOfPage: true,
    isPrimary: true,
    run: async (shell) => {
      const made = await shell.dialogs.ask('device.edit', { deviceId: null });
      if (made !== undefined) shell.selection.select(devicesNode, [made]);
    },
  },
  {
    id: 'devices.run',
    scope: devicesNode,
    label: 'devices:command.run',
    icon: <PlayCircle20Regular />,
    group: 'device',
    isEnabled: (shell) => (oneDevice(shell)?.connection.kind ?? 'none') !== 'none',
    run: (shell) => {
      const device = oneDevice(shell);
      return device === null ? undefined : shell.dialogs.ask('run.start', { packageId: null, deviceId: device.id });
    },
  },
  {
    id: 'devices.check',
    scope: devicesNode,
    label: 'devices:command.check',
    icon: <PlugConnectedCheckmark20Regular />,
    group: 'device',
    isEnabled: some,
    run: (shell) => checkDevices(shell, selectedDevices(shell).rows),
  },
  {
    id: 'devices.refreshFacts',
    scope: devicesNode,
    label: 'devices:command.refreshFacts',
    icon: <ArrowSyncCheckmark20Regular />,
    group: 'device',
    when: (shell) => oneDevice(shell)?.connection.kind === 'local',
    run: (shell) => {
      const device = oneDevice(shell);
      return device === null ? undefined : refreshFacts(shell, device);
    },
  },
  {
    id: 'devices.properties',
    scope: devicesNode,
    label: 'devices:command.properties',
    icon: <Settings20Regular />,
    keys: 'Alt+Enter',
    group: 'edit',
    isEnabled: (shell) => oneDevice(shell) !== null,
    run: (shell) => {
      const device = oneDevice(shell);
      return device === null ? undefined : shell.dialogs.ask('device.edit', { deviceId: device.id });
    },
  },
  {
    id: 'devices.delete',
    scope: devicesNode,
    label: 'devices:command.delete',
    icon: <Delete20Regular />,
    keys: 'Del',
    group: 'edit',
    isEnabled: (shell) => selectedDevices(shell).input !== null,
    run: (shell) => deleteDevices(shell, selectedDevices(shell)),
  },
  {
    id: 'devices.refresh',
    scope: devicesNode,
    label: 'devices:command.refresh',
    icon: <ArrowSync20Regular />,
    keys: 'Ctrl+R',
    group: 'edit',
    isOfPage: true,
    isIconOnly: true,
    run: (shell) => shell.cache.retry(devicesList.method),
  },
];
