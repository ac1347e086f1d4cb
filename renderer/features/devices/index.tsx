import { Desktop16Regular, Desktop20Regular } from '@fluentui/react-icons';
import { paletteObjects } from '../../app/palette-objects.ts';
import { lazyDialog, lazyPage } from '../../app/lazy-parts.tsx';
import type { FeatureDefinition } from '../../app/types.ts';
import '../../styles/forms.css';
import { devicesCommands } from './commands.tsx';
import './devices.css';
import './dialogs.ts';
import { devicesList, devicesNode } from './model.ts';
import { DevicesCounts } from './status.tsx';

export { chooseFolder } from './choose-folder.ts';
export { profilesOf } from './device-checks.ts';
export { deviceChecksModel, devicesList, devicesNode, selectedDevices } from './model.ts';

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
      Page: lazyPage(async () => (await import('./devices-page.tsx')).DevicesPage),
    },
  ],
  dialogs: { 'device.edit': lazyDialog(async () => (await import('./device-dialog.tsx')).DeviceDialog) },
  commands: devicesCommands,
  objects: [
    paletteObjects(devicesList, (shell, device) => ({
      id: `device:${device.id}`,
      label: device.name,
      hint: shell.text('devices:node'),
      icon: <Desktop16Regular />,
      open: () => {
        shell.goTo(devicesNode);
        shell.selection.select(devicesNode, [device.id]);
      },
    })),
  ],
  StatusCounts: DevicesCounts,
};
