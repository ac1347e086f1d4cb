/** Task sequences of our own making, written as the field's console writes them: no white space, variables by property. */

interface Variable {
  readonly name: string;
  readonly property?: string;
  readonly value: string;
  readonly hidden?: boolean;
}

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const escapeAttribute = (text: string): string => escapeText(text).replaceAll('"', '&quot;');

function variableXml({ name, property = name, value, hidden = false }: Variable): string {
  const mark = hidden ? ' hidden="true"' : '';
  return `<variable name="${name}" property="${property}"${mark}>${escapeText(value)}</variable>`;
}

interface Step {
  readonly type: string;
  readonly name: string;
  readonly description?: string;
  readonly action: string;
  readonly variables?: readonly Variable[];
  readonly continueOnError?: boolean;
  readonly runIn?: string;
  readonly successCodes?: string;
  readonly condition?: string;
}

function step(given: Step): string {
  const { type, name, description = '', action, runIn = 'WinPEandFullOS', successCodes = '0', condition = '' } = given;
  const proceed = given.continueOnError === true ? ' continueOnError="true"' : '';
  const list = [...(given.variables ?? [])].sort((a, b) => ((a.property ?? a.name) < (b.property ?? b.name) ? -1 : 1));
  const variables =
    list.length === 0 ? '<defaultVarList/>' : `<defaultVarList>${list.map(variableXml).join('')}</defaultVarList>`;
  const open = `<step type="SMS_TaskSequence_${type}" name="${escapeAttribute(name)}" description="${escapeAttribute(description)}"${proceed} runIn="${runIn}" successCodeList="${successCodes}" retryCount="0" runFromNet="false">`;
  return `${open}${condition}<action>${escapeText(action)}</action>${variables}</step>`;
}

function group(name: string, description: string, children: readonly string[], condition = ''): string {
  const open = `<group name="${escapeAttribute(name)}" description="${escapeAttribute(description)}"`;
  return `${open}>${condition}${children.join('')}</group>`;
}

const sequence = (children: readonly string[]): string =>
  `<sequence version="3.10">${children.join('')}</sequence>\r\n`;

function variableCondition(variable: string, operator: string, value: string): string {
  const parts = [
    `<variable name="Operator">${operator}</variable>`,
    `<variable name="Value">${escapeText(value)}</variable>`,
    `<variable name="Variable">${variable}</variable>`,
  ];
  return `<expression type="SMS_TaskSequence_VariableConditionExpression">${parts.join('')}</expression>`;
}

function setVariable(name: string, variable: string, value: string, condition = ''): string {
  return step({
    type: 'SetVariableAction',
    name,
    action: `tsenv.exe "${variable}=${value}" /hiddenflag:False`,
    condition,
    variables: [
      { name: 'DoNotShowVariableValue', value: 'false', hidden: true },
      { name: 'VariableName', value: variable, hidden: true },
      { name: 'VariableValue', value, hidden: true },
    ],
  });
}

function requestStateStore(name: string, use: 'capture' | 'restore'): string {
  return step({
    type: 'RequestStateStoreAction',
    name,
    action: `osdsmpclient.exe /${use}`,
    variables: [
      { name: 'OSDStateFallbackToNAA', property: 'FallbackToNAA', value: 'false' },
      { name: 'OSDStateRequestType', property: 'RequestType', value: use, hidden: true },
      { name: 'OSDStateSMPRetryCount', property: 'SMPRetryCount', value: '3', hidden: true },
      { name: 'OSDStateSMPRetryTime', property: 'SMPRetryTime', value: '10', hidden: true },
    ],
  });
}

const captureUserState = step({
  type: 'CaptureUserStateAction',
  name: 'Capture User Files and Settings',
  description: 'All profiles of this computer, by the standard options.',
  action:
    'osdmigrateuserstate.exe /collect /continueOnError:%OSDMigrateContinueOnLockedFiles% /skipefs:%OSDMigrateSkipEncryptedFiles%',
  continueOnError: true,
  variables: [
    { name: 'OSDMigrateContinueOnLockedFiles', property: 'ContinueOnLockedFiles', value: 'true' },
    { name: 'OSDMigrateEnableVerboseLogging', property: 'EnableVerboseLogging', value: 'false' },
    { name: 'OSDMigrateFileAccess', property: 'FileAccess', value: 'Normal' },
    { name: 'OSDMigrateMode', property: 'Mode', value: 'Simple' },
    { name: '_OSDMigrateOfflineUserState', property: 'OfflineUserState', value: 'false' },
    { name: 'OSDMigrateSkipEncryptedFiles', property: 'SkipEncryptedFiles', value: 'false' },
    { name: '_OSDMigrateUseHardlinks', property: 'UseHardlinks', value: 'false' },
    { name: '_OSDMigrateUsmtPackageID', property: 'UsmtPackageID', value: '' },
  ],
});

const restoreUserState = step({
  type: 'RestoreUserStateAction',
  name: 'Restore User Files and Settings',
  description: 'Everything that was captured, local accounts included.',
  action: 'osdmigrateuserstate.exe /apply /continueOnError:%OSDMigrateContinueOnRestore%',
  continueOnError: true,
  runIn: 'FullOS',
  variables: [
    { name: 'OSDMigrateContinueOnRestore', property: 'ContinueOnRestore', value: 'true' },
    { name: 'OSDMigrateEnableVerboseLogging', property: 'EnableVerboseLogging', value: 'false' },
    { name: 'OSDMigrateLocalAccounts', property: 'LocalAccounts', value: 'true' },
    { name: 'OSDMigrateMode', property: 'Mode', value: 'Simple' },
    { name: '_OSDMigrateUsmtRestorePackageID', property: 'UsmtRestorePackageID', value: '' },
  ],
});

const releaseStateStore = step({
  type: 'ReleaseStateStoreAction',
  name: 'Release User State Storage',
  action: 'osdsmpclient.exe /release',
});

const noteOfRun = setVariable('Note the computer', 'ReplaceComputerName', '%_SMSTSMachineName%');

const captureSequence = sequence([
  group('Capture Files and Settings', 'Runs on the old computer.', [
    noteOfRun,
    requestStateStore('Request User State Storage', 'capture'),
    captureUserState,
    releaseStateStore,
  ]),
]);

const restoreSequence = sequence([
  group('Restore Files and Settings', 'Runs on the new computer, after the capture on the old one.', [
    noteOfRun,
    requestStateStore('Request User State Storage', 'restore'),
    restoreUserState,
    releaseStateStore,
  ]),
]);

function commandLine(name: string, command: string): string {
  return step({
    type: 'RunCommandLineAction',
    name,
    action: `smsswd.exe /run: ${command}`,
    continueOnError: true,
    successCodes: '0 3010',
    variables: [
      { name: 'CommandLine', value: command, hidden: true },
      { name: 'SMSTSDisableWow64Redirection', property: 'DisableWow64Redirection', value: 'false' },
      { name: '_SMSTSRunCommandLineAsUser', property: 'RunAsUser', value: 'false' },
      { name: 'SuccessCodes', value: '0 3010', hidden: true },
    ],
  });
}

const fullSystem = variableCondition('_SMSTSInWinPE', 'equals', 'false');

const firstLookSequence = sequence([
  group('Look at the computer', 'Nothing is changed here.', [
    setVariable('Say which department it is', 'Department', 'Engineering'),
    setVariable(
      'Note an engineering computer',
      'Role',
      'Engineering workstation',
      `<condition>${variableCondition('Department', 'equals', 'Engineering')}</condition>`,
    ),
    setVariable(
      'Note any other computer',
      'Role',
      'Office computer',
      `<condition><operator type="not">${variableCondition('Department', 'equals', 'Engineering')}${variableCondition('Department', 'equals', 'Laboratory')}</operator></condition>`,
    ),
    commandLine('List the profiles', 'ls "$WAYSTATION_DRIVE_C/Users"'),
  ]),
  group(
    'Finish',
    '',
    [setVariable('Say that it is done', 'FirstLook', 'Done')],
    `<condition>${fullSystem}</condition>`,
  ),
]);

const restart = (name: string, target: 'HD' | 'WinPE'): string =>
  step({
    type: 'RebootAction',
    name,
    action: `smsboot.exe /target:${target}`,
    variables: [
      { name: 'SMSRebootMessage', property: 'Message', value: 'This computer restarts for its maintenance.' },
      { name: 'SMSRebootTimeout', property: 'MessageTimeout', value: '0' },
      { name: 'SMSRebootTarget', property: 'Target', value: target, hidden: true },
    ],
  });

const refreshSequence = sequence([
  group('Prepare', 'What has to be true before Windows is laid out anew.', [
    step({
      type: 'PrestartCheckAction',
      name: 'Check readiness',
      action: 'OSDPrestartCheck.exe ',
      continueOnError: true,
      variables: [
        { name: 'OSDCheckMemory', property: 'CheckMemory', value: 'true' },
        { name: 'OSDMemory', property: 'Memory', value: '4096' },
      ],
    }),
    restart('Restart in Windows PE', 'WinPE'),
  ]),
  group('Install', 'Needs images that this site does not have: these steps say so when they run.', [
    step({
      type: 'PartitionDiskAction',
      name: 'Partition Disk 0',
      action: 'osddiskpart.exe',
      runIn: 'WinPE',
      continueOnError: true,
      variables: [
        { name: 'OSDDiskIndex', property: 'DiskIndex', value: '0' },
        { name: 'OSDPartitionStyle', property: 'PartitionStyle', value: 'GPT' },
        { name: 'OSDPartitions', property: 'Partitions', value: '1', hidden: true },
        { name: 'OSDPartitions0FileSystem', property: 'Partitions0FileSystem', value: 'NTFS' },
        { name: 'OSDPartitions0Size', property: 'Partitions0Size', value: '100' },
        { name: 'OSDPartitions0SizeUnits', property: 'Partitions0SizeUnits', value: 'Percent' },
        { name: 'OSDPartitions0VolumeName', property: 'Partitions0VolumeName', value: 'Windows' },
      ],
    }),
    restart('Restart in the installed Windows', 'HD'),
  ]),
]);

export interface SampleSequence {
  readonly name: string;
  readonly description: string;
  readonly folder: string | null;
  readonly xml: string;
  /** What the export called it, before a site gave it an ID of its own. */
  readonly originalId: string;
}

/** The "Replace computer" pair, and two more that show conditions, restarts and steps that cannot act here. */
export const sampleSequences: readonly SampleSequence[] = [
  {
    name: 'Replace computer: capture from the old one',
    description: 'Keeps the files of every user of the old computer in the state migration point.',
    folder: 'User state',
    xml: captureSequence,
    originalId: 'WSL00001',
  },
  {
    name: 'Replace computer: restore to the new one',
    description: 'Brings the kept files to the computer that is associated as destination.',
    folder: 'User state',
    xml: restoreSequence,
    originalId: 'WSL00002',
  },
  {
    name: 'First look',
    description: 'Variables and conditions; changes nothing on the computer.',
    folder: null,
    xml: firstLookSequence,
    originalId: 'WSL00003',
  },
  {
    name: 'Refresh Windows (excerpt)',
    description: 'Restarts between Windows and Windows PE, and steps that need images.',
    folder: null,
    xml: refreshSequence,
    originalId: 'WSL00004',
  },
];
