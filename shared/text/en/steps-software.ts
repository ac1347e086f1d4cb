import type { StepWords } from '../step-words.ts';

/** Words of the steps of the category Software. */
export const softwareSteps = {
  'install-application': {
    label: 'Install Application',
    purpose: 'Installs listed applications, or those named by numbered variables.',
    fields: {
      source: {
        label: 'Which applications to install',
        help: 'Radio choice; derived from ApplicationName or BaseVariableName.',
        choices: {
          List: 'Install the following applications',
          Dynamic: 'Install applications according to dynamic variable list',
        },
      },
      applicationName: {
        label: 'Install the following applications',
        help: 'Ordered application model names without revision.',
      },
      numApps: { label: 'Number of applications', help: 'Number of rows in AppInfo.' },
      appInfo: {
        label: 'Details of the applications',
        help: 'Display data repeated per application.',
        columns: {
          name: { label: 'Name' },
          displayName: { label: 'Display name' },
          description: { label: 'Description' },
        },
      },
      baseVariableName: { label: 'Base variable name', help: 'Prefix; engine appends 01, 02, ...' },
      continueOnInstallError: {
        label: 'If an application fails, continue installing other applications in the list',
        help: 'Goes on with the next application; otherwise the step stops at the first failure.',
      },
      clearCache: { label: 'Clear application content from cache after installing', help: 'Frees the client cache.' },
      retryCount: { label: 'Number of times to retry', help: 'Reruns after an unexpected restart; 0 stands for off.' },
    },
  },
  'install-package': {
    label: 'Install Package',
    purpose: 'Runs a program of a classic package, or those named by numbered variables.',
    fields: {
      source: {
        label: 'Which packages to install',
        help: 'Radio choice; derived from PackageID or BaseVariableName.',
        choices: {
          Single: 'Install a single software package',
          Dynamic: 'Install software packages according to dynamic variable list',
        },
      },
      packageId: { label: 'Package', help: 'Package that owns the program.' },
      programName: { label: 'Program', help: 'Program of the package.' },
      baseVariableName: { label: 'Base variable name', help: 'Prefix; engine appends 001, 002, ...' },
      continueOnInstallError: {
        label: 'If installation of a software package fails, continue installing other packages in the list',
        help: 'For a dynamic list: goes on with the next package after a failure.',
      },
    },
  },
  'install-software-updates': {
    label: 'Install Software Updates',
    purpose: 'Scans and installs updates that are deployed to the device.',
    fields: {
      target: {
        label: 'Updates to install',
        help: 'Updates with a deadline only, or every update deployed to the device.',
        choices: {
          Mandatory: 'Required for installation - Mandatory software updates only',
          All: 'Available for installation - All software updates',
        },
      },
      useCache: {
        label: 'Evaluate software updates from cached scan results',
        help: 'Off for build-and-capture, on for mass deployment.',
      },
      retryCount: { label: 'Number of times to retry', help: 'Reruns after an unexpected restart.' },
    },
  },
  'download-package-content': {
    label: 'Download Package Content',
    purpose: 'Fetches content of packages and stores the local path in variables.',
    fields: {
      downloadPackages: {
        label: 'Select package',
        help: 'Ordered packages; types: package, driver package, OS image, OS upgrade package, boot image.',
      },
      numPackages: { label: 'Number of packages', help: 'Count of listed packages, kept by the editor.' },
      packageInfo: {
        label: 'Details of the packages',
        help: 'Display data repeated per package.',
        columns: {
          name: { label: 'Name' },
          packageId: { label: 'Package ID' },
          pkgType: {
            label: 'Type',
            choices: {
              0: 'Package',
              3: 'Driver package',
              257: 'OS image',
              258: 'Boot image',
              259: 'OS upgrade package',
            },
          },
          size: { label: 'Size (KB)' },
        },
      },
      destinationLocationType: {
        label: 'Place into the following location',
        help: 'Decides whether content goes to the sequence cache, the client cache or an own folder.',
        choices: {
          TSCache: 'Task sequence working directory',
          CCMCache: 'Configuration Manager client cache',
          Custom: 'Custom path',
        },
      },
      destinationCustomPath: {
        label: 'Custom path',
        help: 'Folder for the moved content; variables allowed; package ID becomes a subfolder.',
      },
      destinationVariable: { label: 'Save path as a variable', help: 'Base name; two-digit suffix from 01 is added.' },
      continueDownloadOnError: {
        label: 'If a package download fails, continue downloading other packages in the list',
        help: 'Goes on with the next package.',
      },
    },
  },
} as const satisfies StepWords<
  'install-application' | 'install-package' | 'install-software-updates' | 'download-package-content'
>;
