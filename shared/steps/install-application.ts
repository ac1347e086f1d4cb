import { describeStep } from './describe-step.ts';

/** Installs listed applications, or those named by numbered variables. */
export const installApplication = describeStep({
  id: 'install-application',
  newName: 'Install Application',
  menu: { group: 'Software', position: 1 },
  element: 'step',
  type: 'SMS_TaskSequence_InstallApplicationAction',
  runIn: 'FullOS',
  runInEditable: false,
  successCodes: '0',
  retryCount: 2,
  retryOption: true,
  action:
    'smsappinstall.exe /app:{ApplicationName} /basevar:{BaseVariableName} /continueOnError:{ContinueOnInstallError}',
  icon: 'install-application',
  properties: [
    {
      key: 'source',
      kind: 'enum',
      default: 'List',
      xml: null,
      derived: { List: ['applicationName'], Dynamic: ['baseVariableName'] },
      choices: ['List', 'Dynamic'],
    },
    {
      key: 'applicationName',
      kind: 'appRefList',
      default: null,
      xml: { name: 'ApplicationName', property: 'ApplicationName', hidden: true },
      constraint: {
        requiredWhen: 'source=List',
        maxItems: 99,
        format: 'comma separated ScopeId_GUID/Application_GUID',
      },
    },
    {
      key: 'numApps',
      kind: 'int',
      default: 0,
      xml: { name: 'OSDAppCount', property: 'NumApps', hidden: false },
      environment: 'OSDAppCount',
      shown: false,
    },
    {
      key: 'appInfo',
      kind: 'table',
      default: [],
      xml: { name: 'OSDApp', property: 'AppInfo', hidden: true },
      shown: false,
      columns: [
        { key: 'name', kind: 'string', member: 'Name' },
        { key: 'displayName', kind: 'string', member: 'DisplayName' },
        { key: 'description', kind: 'string', member: 'Description' },
      ],
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
    },
    {
      key: 'clearCache',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDAppClearCache', property: 'ClearCache', hidden: false },
      environment: 'OSDAppClearCache',
      since: '1906',
    },
    {
      key: 'retryCount',
      kind: 'int',
      default: 2,
      xml: { name: 'RetryCount', property: 'RetryCount', hidden: true },
      tab: 'options',
      constraint: { min: 1, max: 5 },
    },
  ],
});
