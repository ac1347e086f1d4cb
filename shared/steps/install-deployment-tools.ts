import { describeStep } from './describe-step.ts';

/** Copied Sysprep for XP-era reference machines. */
export const installDeploymentTools = describeStep({
  id: 'install-deployment-tools',
  newName: 'Install Deployment Tools',
  menu: null,
  element: 'step',
  type: 'SMS_TaskSequence_InstallDeployToolsAction',
  runIn: 'FullOS',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action: 'osdprepareos.exe /install:{SysprepPackageID}',
  icon: 'capture-os-image',
  retired: true,
  properties: [
    {
      key: 'sysprepPackageId',
      kind: 'packageRef',
      default: null,
      xml: { name: 'SysprepPackageID', property: 'SysprepPackageID', hidden: true },
      constraint: { required: true },
    },
  ],
});
