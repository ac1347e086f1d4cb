import type { StepDescription } from './step-description.ts';

/** Copied Sysprep for XP-era reference machines. */
export const installDeploymentTools = {
  id: 'install-deployment-tools',
  label: 'Install Deployment Tools',
  purpose: 'Copied Sysprep for XP-era reference machines.',
  menu: null,
  element: 'step',
  type: 'SMS_TaskSequence_InstallDeployToolsAction',
  runIn: 'FullOS',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action: 'osdprepareos.exe /install:{SysprepPackageID}',
  icon: 'capture-os-image',
  retired: 'Deprecated 2016-11-18, support dropped with 1710; keep for import only.',
  properties: [
    {
      key: 'sysprepPackageId',
      label: 'Sysprep package',
      kind: 'packageRef',
      default: null,
      xml: { name: 'SysprepPackageID', property: 'SysprepPackageID', hidden: true },
      constraint: { required: true },
      help: 'Package with Sysprep files.',
    },
  ],
} as const satisfies StepDescription;
