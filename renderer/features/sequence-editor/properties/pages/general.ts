import {
  account,
  check,
  choice,
  columns,
  field,
  half,
  type LayoutItem,
  type Layouts,
  nameAndDescription,
  part,
  section,
} from '../layout.ts';

const timeoutAndAccount: LayoutItem = section('heading.howItRuns', [
  check('timeoutEnabled', [half(field('timeout'))]),
  check('runAsUser', [account('userName', 'userPassword')]),
]);

const readiness: readonly LayoutItem[] = [
  nameAndDescription,
  section('heading.hardware', [
    columns([check('checkMemory', [field('memory')])], [check('checkProcessorSpeed', [field('processorSpeed')])]),
    half(check('checkFreeDiskSpace', [field('freeDiskSpace')])),
  ]),
  section('heading.currentSystem', [
    columns([check('checkOsType', [field('osType')])], [check('checkOsArchitecture', [field('osArchitecture')])]),
    columns(
      [check('checkMinOsVersion', [field('minOsVersion')])],
      [check('checkMaxOsVersion', [field('maxOsVersion')])],
    ),
    columns(
      [check('checkOsLanguageId', [field('osLanguageId')])],
      [check('checkCmClientMinVersion', [field('cmClientMinVersion')])],
    ),
  ]),
  section('heading.powerAndNetwork', [
    check('checkPowerState'),
    check('checkNetworkConnected', [check('checkNetworkWired')]),
  ]),
  section('heading.firmware', [check('checkDeviceUefi'), check('checkTpmEnabled', [check('checkTpmActivated')])]),
];

/** Pages of the category General, and of the group. */
export const generalPages: Layouts = {
  group: [nameAndDescription],
  'run-command-line': [
    nameAndDescription,
    section('heading.command', [
      field('commandLine'),
      columns([field('workingDirectory')], [field('packageId')]),
      check('disableWow64Redirection'),
    ]),
    section('heading.output', [half(field('outputVariableName'))]),
    timeoutAndAccount,
  ],
  'run-powershell-script': [
    nameAndDescription,
    section('heading.script', [
      choice('source', 'choice.scriptSource', {
        Package: [columns([field('packageId')], [field('scriptName')])],
        Inline: [part('script', ['sourceScript'])],
      }),
      field('parameters'),
      columns([field('executionPolicy')], [field('workingDirectory')]),
    ]),
    section('heading.output', [half(field('outputVariableName'))]),
    timeoutAndAccount,
  ],
  'set-dynamic-variables': [nameAndDescription, part('dynamicVariableRules', ['rules'])],
  'join-domain-or-workgroup': [
    nameAndDescription,
    section('heading.membership', [
      choice('type', 'choice.membership', {
        0: [columns([field('domainName')], [field('domainOuName')]), account('domainUsername', 'domainPassword')],
        1: [half(field('workgroupName'))],
      }),
    ]),
  ],
  'connect-to-network-folder': [
    nameAndDescription,
    section('heading.folder', [columns([field('path')], [field('driveLetter')])]),
    section('heading.account', [account('username', 'password')]),
  ],
  'restart-computer': [
    nameAndDescription,
    section('heading.afterRestart', [choice('target', 'choice.target')]),
    section('heading.notification', [check('notify', [field('message'), half(field('messageTimeout'))])]),
  ],
  'set-task-sequence-variable': [
    nameAndDescription,
    section('heading.variable', [half(field('variableName')), check('doNotShowVariableValue'), field('variableValue')]),
  ],
  'check-readiness': readiness,
  'run-task-sequence': [nameAndDescription, section('heading.childSequence', [field('tsPackageId')])],
};
