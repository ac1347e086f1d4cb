import type { StepWords } from '../step-words.ts';

/** Words of the steps of the category General. */
export const generalSteps = {
  group: {
    label: 'New Group',
    purpose: 'Folder for steps and groups with its own condition and error option.',
    fields: {
      name: { label: 'Name', help: 'Group label; attribute of the element.' },
      description: { label: 'Description', help: 'Free text; attribute of the element.' },
    },
  },
  'run-command-line': {
    label: 'Run Command Line',
    purpose: 'Starts any command.',
    fields: {
      commandLine: { label: 'Command line', help: 'Command; variables are expanded by the engine.' },
      outputVariableName: { label: 'Output to task sequence variable', help: 'Receives the tail of the output.' },
      disableWow64Redirection: {
        label: 'Disable 64-bit file system redirection',
        help: 'Uses native System32; nothing happens on a 32-bit OS.',
      },
      workingDirectory: { label: 'Start in', help: 'Absolute, or relative to the package folder.' },
      packageId: { label: 'Package', help: 'Content made available to the command.' },
      timeoutEnabled: { label: 'Time-out', help: 'Off: no timeout attribute in the XML.' },
      timeout: { label: 'Time-out (minutes)', help: 'Stored in seconds in the timeout attribute of the step.' },
      runAsUser: { label: 'Run this step as the following account', help: 'Enables the account below.' },
      userName: { label: 'Account', help: 'Local or domain account.' },
      userPassword: { label: 'Password', help: 'Password of the run-as account; an export leaves it empty.' },
      successCodes: { label: 'Success codes', help: 'Exit codes that count as success.' },
    },
  },
  'run-powershell-script': {
    label: 'Run PowerShell Script',
    purpose: 'Runs a script from a package or one stored in the step.',
    fields: {
      source: {
        label: 'Where the script is',
        help: 'Radio choice; derived from SourceScript.',
        choices: { Package: 'Select a package with a PowerShell script', Inline: 'Enter a PowerShell script' },
      },
      packageId: { label: 'Package', help: 'Package that holds scripts.' },
      scriptName: { label: 'Script name', help: 'Relative path of the .ps1 file.' },
      sourceScript: {
        label: 'Enter a PowerShell script',
        help: 'Script text; the editor can also load a file or an approved site script.',
      },
      parameters: { label: 'Parameters', help: 'Script arguments; may be a single %variable%.' },
      executionPolicy: {
        label: 'PowerShell execution policy',
        help: 'Policy of the process; the class lists Restricted, RemoteSigned and Unrestricted too.',
        choices: { AllSigned: 'AllSigned', Undefined: 'Undefined', Bypass: 'Bypass' },
      },
      outputVariableName: { label: 'Output to task sequence variable', help: 'Receives the tail of the output.' },
      workingDirectory: { label: 'Start in', help: 'Absolute, or relative to the package folder.' },
      timeoutEnabled: { label: 'Time-out', help: 'Off: no timeout attribute in the XML.' },
      timeout: { label: 'Time-out (minutes)', help: 'Stored in seconds in the timeout attribute of the step.' },
      runAsUser: { label: 'Run this step as the following account', help: 'Enables the account below.' },
      userName: { label: 'Account', help: 'Run-as account; has to be a local administrator.' },
      userPassword: { label: 'Password', help: 'Password of the run-as account; an export leaves it empty.' },
      successCodes: { label: 'Success codes', help: 'Exit codes that count as success.' },
    },
  },
  'set-dynamic-variables': {
    label: 'Set Dynamic Variables',
    purpose: 'Collects machine facts and assigns variables by rules.',
    fields: {
      rules: {
        label: 'Dynamic rules and variables',
        help: 'Ordered rules, each with an optional condition and assignments.',
        columns: {
          condition: {
            label: 'Rule type',
            choices: {
              none: 'Variables only',
              computer: 'Computer',
              location: 'Location',
              makeModel: 'Make and Model',
              variable: 'Task Sequence Variable',
            },
          },
          assetTag: { label: 'Asset tag' },
          macAddress: { label: 'MAC address' },
          serialNumber: { label: 'Serial number' },
          uuid: { label: 'UUID' },
          defaultGateway: { label: 'Default gateway' },
          make: { label: 'Make' },
          model: { label: 'Model' },
          variables: {
            label: 'Variables',
            columns: {
              name: { label: 'Variable' },
              value: { label: 'Value' },
              isSecret: { label: 'Do not display this value' },
            },
          },
        },
      },
    },
  },
  'join-domain-or-workgroup': {
    label: 'Join Domain or Workgroup',
    purpose: 'Changes membership of the running OS.',
    fields: {
      type: {
        label: 'Workgroup or domain',
        help: '0 is the domain.',
        choices: { 0: 'Join a domain', 1: 'Join a workgroup' },
      },
      workgroupName: { label: 'Workgroup', help: 'Workgroup that the running OS is moved to.' },
      domainName: { label: 'Domain', help: 'Domain that the running OS is moved to.' },
      domainOuName: { label: 'OU', help: 'Full LDAP path, optional.' },
      domainUsername: {
        label: 'Enter the account which has permission to join the domain',
        help: 'Account whose rights are used for joining (sometimes for leaving too).',
      },
      domainPassword: { label: 'Password', help: 'Password of the join account; an export leaves it empty.' },
      skipReboot: { label: 'Restart in a later step', help: 'Leaves the restart to a later step.' },
    },
  },
  'connect-to-network-folder': {
    label: 'Connect To Network Folder',
    purpose: 'Connects a UNC share, optionally with a drive letter.',
    fields: {
      path: { label: 'Path', help: 'UNC of the share that the step connects to.' },
      driveLetter: { label: 'Drive', help: 'Letter to map, optional.' },
      username: { label: 'Account', help: 'Identity for the share.' },
      password: { label: 'Password', help: 'Password of the share account; an export leaves it empty.' },
    },
  },
  'restart-computer': {
    label: 'Restart Computer',
    purpose: 'Restarts and continues with the following step.',
    fields: {
      target: {
        label: 'Specify what to run after restart',
        help: 'System that starts next: assigned boot image or installed OS.',
        choices: {
          WinPE: 'The boot image assigned to this task sequence',
          HD: 'The currently installed default operating system',
        },
      },
      notify: { label: 'Notify the user before restarting', help: 'Off is stored as timeout 0.' },
      message: { label: 'Notification message', help: 'Text of the dialog.' },
      messageTimeout: { label: 'Message display time-out', help: 'Seconds until the restart.' },
    },
  },
  'set-task-sequence-variable': {
    label: 'Set Task Sequence Variable',
    purpose: 'Assigns one variable.',
    fields: {
      variableName: { label: 'Task sequence variable', help: 'Built-in, action or own variable.' },
      doNotShowVariableValue: { label: 'Do not display this value', help: 'Masks editor, log and debugger.' },
      variableValue: { label: 'Value', help: 'Text with %name% references.' },
      hiddenVariableValue: { label: 'Value', help: 'The value when it is not displayed; never written to an export.' },
    },
  },
  'run-task-sequence': {
    label: 'Run Task Sequence',
    purpose: 'Runs another sequence as a child.',
    fields: {
      tsPackageId: { label: 'Select task sequence to run', help: 'Task sequence to run as a child at this place.' },
      tsName: { label: 'Name of the task sequence', help: 'Text of the form "PKGID, Name".' },
      tsReferencePackages: {
        label: 'Packages that the task sequence refers to',
        help: 'Packages the child refers to.',
      },
      tsReferenceApplications: {
        label: 'Applications that the task sequence refers to',
        help: 'Applications the child refers to.',
      },
      tsReferenceSoftwareUpdates: {
        label: 'Software updates that the task sequence refers to',
        help: 'Software updates that the child refers to.',
      },
    },
  },
} as const satisfies StepWords<
  | 'group'
  | 'run-command-line'
  | 'run-powershell-script'
  | 'set-dynamic-variables'
  | 'join-domain-or-workgroup'
  | 'connect-to-network-folder'
  | 'restart-computer'
  | 'set-task-sequence-variable'
  | 'run-task-sequence'
>;
