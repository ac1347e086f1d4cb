import { describeStep } from './describe-step.ts';

/** Saves membership and adapter configuration of the running OS to variables. */
export const captureNetworkSettings = describeStep({
  id: 'capture-network-settings',
  newName: 'Capture Network Settings',
  menu: { group: 'Settings', position: 1 },
  element: 'step',
  type: 'SMS_TaskSequence_CaptureNetworkSettingsAction',
  runIn: 'FullOS',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action: 'osdnetsettings.exe capture netmembership:%OSDMigrateNetworkMembership% adapters:%OSDMigrateAdapterSettings%',
  icon: 'capture-network-settings',
  properties: [
    {
      key: 'migrateNetworkMembership',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDMigrateNetworkMembership', property: 'MigrateNetworkMembership', hidden: false },
      environment: 'OSDMigrateNetworkMembership',
    },
    {
      key: 'migrateAdapterSettings',
      kind: 'bool',
      default: true,
      xml: { name: 'OSDMigrateAdapterSettings', property: 'MigrateAdapterSettings', hidden: false },
      environment: 'OSDMigrateAdapterSettings',
    },
  ],
});
