import {
  Add20Regular,
  ArrowSync20Regular,
  ArrowSyncCheckmark20Regular,
  Delete20Regular,
  PlayCircle20Regular,
  PlugConnectedCheckmark20Regular,
  Settings20Regular,
} from '@fluentui/react-icons';
import type { Device } from '#shared/model/device';
import type { CommandDefinition, Shell } from '../../app/types.ts';
import { checkDevices, deleteDevices, refreshFacts } from './device-actions.ts';
import { devicesModel } from './model.ts';

export const devicesNode = 'devices';

/** The devices that are selected in the list. */
export function selectedDevices(shell: Shell): readonly Device[] {
  const ids = new Set(shell.selection.get(devicesNode).ids);
  return (shell.model(devicesModel).list.store.getState().data ?? []).filter((device) => ids.has(device.id));
}

function oneDevice(shell: Shell): Device | null {
  const devices = selectedDevices(shell);
  return devices.length === 1 ? (devices[0] ?? null) : null;
}

export const devicesCommands: readonly CommandDefinition[] = [
  {
    id: 'devices.create',
    scope: devicesNode,
    label: 'devices:command.create',
    icon: <Add20Regular />,
    keys: 'Ctrl+N',
    group: 'create',
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
    isEnabled: (shell) => selectedDevices(shell).length > 0,
    run: (shell) => checkDevices(shell, selectedDevices(shell)),
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
    isEnabled: (shell) => selectedDevices(shell).length > 0,
    run: (shell) => deleteDevices(shell, selectedDevices(shell)),
  },
  {
    id: 'devices.refresh',
    scope: devicesNode,
    label: 'devices:command.refresh',
    icon: <ArrowSync20Regular />,
    keys: 'Ctrl+R',
    group: 'edit',
    isIconOnly: true,
    run: (shell) => shell.model(devicesModel).list.refresh(),
  },
];
