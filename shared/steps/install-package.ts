import { describeStep } from './describe-step.ts';

/** Runs a program of a classic package, or those named by numbered variables. */
export const installPackage = describeStep({
  id: 'install-package',
  newName: 'Install Package',
  menu: { group: 'Software', position: 2 },
  element: 'step',
  type: 'SMS_TaskSequence_InstallSoftwareAction',
  runIn: 'FullOS',
  runInEditable: true,
  successCodes: '0',
  retryCount: 0,
  retryOption: true,
  action: 'smsswd.exe /pkg:{PackageID} /install /basevar:{BaseVariableName} /continueOnError:{ContinueOnInstallError}',
  icon: 'install-package',
  since: 'retry option 2403',
  properties: [
    {
      key: 'source',
      kind: 'enum',
      default: 'Single',
      xml: null,
      derived: { Single: ['packageId', 'programName'], Dynamic: ['baseVariableName'] },
      choices: ['Single', 'Dynamic'],
    },
    {
      key: 'packageId',
      kind: 'packageRef',
      default: null,
      xml: { name: 'PackageID', property: 'PackageID', hidden: true },
      constraint: { requiredWhen: 'source=Single' },
    },
    {
      key: 'programName',
      kind: 'programRef',
      default: null,
      xml: { name: '_SMSSWDProgramName', property: 'ProgramName', hidden: false },
      environment: '_SMSSWDProgramName',
      constraint: { requiredWhen: 'packageId is set' },
    },
    {
      key: 'baseVariableName',
      kind: 'variableName',
      reads: true,
      default: null,
      xml: { name: 'BaseVariableName', property: 'BaseVariableName', hidden: true },
      constraint: { requiredWhen: 'source=Dynamic' },
    },
    {
      key: 'continueOnInstallError',
      kind: 'bool',
      default: false,
      xml: { name: 'ContinueOnInstallError', property: 'ContinueOnInstallError', hidden: true },
      constraint: { requiredWhen: 'baseVariableName is set' },
    },
  ],
});
