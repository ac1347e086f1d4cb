import type { StepDescription } from './step-description.ts';

/** Saves membership and adapter configuration of the running OS to variables. */
export const captureNetworkSettings = {
  id: 'capture-network-settings',
  label: 'Capture Network Settings',
  purpose: 'Saves membership and adapter configuration of the running OS to variables.',
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
      label: 'Migrate domain and workgroup membership',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDMigrateNetworkMembership', property: 'MigrateNetworkMembership', hidden: false },
      environment: 'OSDMigrateNetworkMembership',
      help: 'Stores domain or workgroup name.',
    },
    {
      key: 'migrateAdapterSettings',
      label: 'Migrate network adapter configuration',
      kind: 'bool',
      default: true,
      xml: { name: 'OSDMigrateAdapterSettings', property: 'MigrateAdapterSettings', hidden: false },
      environment: 'OSDMigrateAdapterSettings',
      help: 'Stores global settings, adapter count, and DNS/IP/filter data per adapter.',
    },
  ],
} as const satisfies StepDescription;
