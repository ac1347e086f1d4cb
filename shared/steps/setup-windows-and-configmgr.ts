import { describeStep } from './describe-step.ts';

/** Moves from Windows PE into the new OS and installs the client. */
export const setupWindowsAndConfigmgr = describeStep({
  id: 'setup-windows-and-configmgr',
  newName: 'Setup Windows and ConfigMgr',
  menu: { group: 'Images', position: 3 },
  element: 'step',
  type: 'SMS_TaskSequence_SetupWindowsAndSMSAction',
  runIn: 'WinPEandFullOS',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action: 'OSDSetupWindows.exe',
  icon: 'setup-windows',
  properties: [
    {
      key: 'clientPackageId',
      kind: 'packageRef',
      default: null,
      xml: { name: '_SMSClientPackageID', property: 'ClientPackageID', hidden: false },
      environment: '_SMSClientPackageID',
      constraint: { required: true },
    },
    {
      key: 'usePreProduction',
      kind: 'bool',
      default: false,
      xml: null,
      derived: { true: ['clientPreProductionPackageId'], false: [] },
    },
    {
      key: 'clientPreProductionPackageId',
      kind: 'packageRef',
      default: null,
      xml: { name: '_SMSClientPreProductionPackageID', property: 'ClientPreProductionPackageID', hidden: false },
      environment: '_SMSClientPreProductionPackageID',
      constraint: { requiredWhen: 'usePreProduction' },
    },
    {
      key: 'clientInstallProperties',
      kind: 'string',
      default: '',
      xml: { name: 'SMSClientInstallProperties', property: 'ClientInstallProperties', hidden: false },
      environment: 'SMSClientInstallProperties',
      constraint: { format: 'blank separated ccmsetup arguments' },
    },
  ],
});
