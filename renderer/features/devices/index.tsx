import { Desktop16Regular, Desktop20Regular } from '@fluentui/react-icons';
import type { FeatureDefinition } from '../../app/types.ts';
import '../../styles/forms.css';
import { devicesCommands, devicesNode } from './commands.tsx';
import { DeviceDialog } from './device-dialog.tsx';
import './devices.css';
import { DevicesPage } from './devices-page.tsx';
import './dialogs.ts';
import { devicesModel } from './model.ts';
import { DevicesCounts } from './status.tsx';

export { chooseFolder } from './choose-folder.ts';
export { devicesNode, selectedDevices } from './commands.tsx';
export { computerModel } from './computer.ts';
export { profilesOf } from './device-checks.ts';
export { DevicePicker } from './device-picker.tsx';
export { devicesModel, systemOf } from './model.ts';

/** Assets and Compliance > Devices. */
export const devicesFeature: FeatureDefinition = {
  id: 'devices',
  nodes: [
    {
      id: devicesNode,
      workspace: 'assets',
      order: 10,
      label: 'devices:node',
      icon: <Desktop20Regular />,
      count: (summary) => summary.devices,
      Page: DevicesPage,
    },
  ],
  dialogs: { 'device.edit': DeviceDialog },
  commands: devicesCommands,
  objects: (shell) =>
    (shell.model(devicesModel).list.store.getState().data ?? []).map((device) => ({
      id: `device:${device.id}`,
      label: device.name,
      hint: shell.text('devices:node'),
      icon: <Desktop16Regular />,
      kind: 'object',
      open: () => {
        shell.goTo(devicesNode);
        shell.selection.select(devicesNode, [device.id]);
      },
    })),
  StatusCounts: DevicesCounts,
};
