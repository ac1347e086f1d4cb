import type { imageDestination } from '../../steps/image-destination.ts';
import type { FieldWords, StepWords } from '../step-words.ts';

/** The volume that an image goes to. */
const destination = {
  destination: {
    label: 'Destination',
    help: 'Which volume receives the content; the editor derives it from which of the four fields below is set.',
    choices: {
      NextAvailableFormattedPartition: 'Next available partition',
      SpecificDiskAndPartition: 'Specific disk and partition',
      SpecificLogicalDriveLetter: 'Specific logical drive letter',
      LogicalDriveLetterInVariable: 'Logical drive letter stored in a variable',
    },
  },
  destinationDisk: { label: 'Disk', help: 'Physical disk number of the target.' },
  destinationPartition: { label: 'Partition', help: 'Partition number on the target disk.' },
  destinationLogicalDrive: { label: 'Drive letter', help: 'Windows PE drive letter of the target volume.' },
  destinationVariable: {
    label: 'Variable name',
    help: 'Variable whose value is either "disk,partition" (for example 1,1) or a letter such as c:.',
  },
} as const satisfies FieldWords<(typeof imageDestination)[number]>;

/** Words of the steps of the category Images. */
export const imagesSteps = {
  'apply-operating-system-image': {
    label: 'Apply Operating System Image',
    purpose: 'Lays down the new operating system on a volume.',
    fields: {
      source: {
        label: 'Apply operating system from',
        help: 'Radio choice; derived from which package ID is present.',
        choices: {
          CapturedImage: 'Apply operating system from a captured image',
          InstallationSource: 'Apply operating system image from an original installation source',
        },
      },
      imagePackageId: {
        label: 'Image package',
        help: 'OS image package whose WIM index is extracted to the target volume.',
      },
      imageIndex: { label: 'Image', help: 'Index in the WIM.' },
      installPackageId: { label: 'Package', help: 'OS upgrade package used as setup source.' },
      installEditionIndex: { label: 'Edition', help: 'Edition number on the media.' },
      configFilePackage: {
        label: 'Use an unattended or Sysprep answer file for a custom installation - Package',
        help: 'Optional package with a custom answer file.',
      },
      configFileName: { label: 'File name', help: 'Answer file (XML, TXT or INF) relative to the package root.' },
      ...destination,
      layeredDriver: {
        label: 'Select layered driver if applicable',
        help: 'Keyboard variant written to the answer file.',
        choices: {
          0: 'Do not specify',
          1: 'PC/AT Enhanced keyboard (101/102-key)',
          2: 'Korean PC/AT 101-Key Compatible keyboard or the Microsoft Natural keyboard (type 1)',
          3: 'Korean PC/AT 101-Key Compatible keyboard or the Microsoft Natural keyboard (type 2)',
          4: 'Korean PC/AT 101-Key Compatible keyboard or the Microsoft Natural keyboard (type 3)',
          5: 'Korean keyboard (103/106-key)',
          6: 'Japanese keyboard (106/109-key)',
        },
      },
      runFromNet: {
        label: 'Access content directly from the distribution point',
        help: 'Skips local caching of the WIM.',
      },
    },
  },
  'apply-data-image': {
    label: 'Apply Data Image',
    purpose: 'Extracts a non-bootable WIM index onto a volume.',
    fields: {
      imagePackageId: { label: 'Image Package', help: 'OS image package whose WIM supplies the data.' },
      imageIndex: { label: 'Image', help: 'Index inside the WIM; the UI fills the list from the chosen package.' },
      ...destination,
      wipeDestinationPartition: {
        label: 'Delete all content on the partition before applying the image',
        help: 'Empties the target volume before extraction.',
      },
    },
  },
  'setup-windows-and-configmgr': {
    label: 'Setup Windows and ConfigMgr',
    purpose: 'Moves from Windows PE into the new OS and installs the client.',
    fields: {
      clientPackageId: { label: 'Client package', help: 'Package from which the client is installed in the new OS.' },
      usePreProduction: { label: 'Use pre-production client package when available', help: 'Enables the field below.' },
      clientPreProductionPackageId: {
        label: 'Pre-production client package',
        help: 'Newer client package, used for members of the piloting collection.',
      },
      clientInstallProperties: { label: 'Installation properties', help: 'Added to the automatic site assignment.' },
    },
  },
  'upgrade-operating-system': {
    label: 'Upgrade Operating System',
    purpose: 'In-place upgrade through Windows Setup, or compatibility scan only.',
    fields: {
      source: {
        label: 'What to upgrade with',
        help: 'Radio choice; derived from the fields below.',
        choices: {
          UpgradePackage: 'Upgrade package',
          SourcePath: 'Source path',
          FeatureUpdates: 'Install the following feature updates',
        },
      },
      installPackageId: { label: 'Upgrade package', help: 'OS upgrade package that contains the full media.' },
      installPath: { label: 'Source path', help: 'Local or network media folder, or a variable (setup /InstallFrom).' },
      installEditionIndex: { label: 'Edition', help: 'Edition number of the media.' },
      osProductKey: { label: 'Product key', help: 'Product key handed to Windows Setup.' },
      featureUpdateName: { label: 'Install the following feature updates', help: 'Names of the listed updates.' },
      featureUpdateAssignmentId: {
        label: 'Assignment of the feature updates',
        help: 'Assignment created for the updates.',
      },
      provideDriverContent: {
        label: 'Provide the following driver content to Windows Setup during upgrade',
        help: 'Enables the driver fields (setup /InstallDrivers).',
      },
      driverPackageId: { label: 'Driver package', help: 'Drivers from a package.' },
      stagedContent: { label: 'Staged content', help: 'Drivers from a folder, share or variable.' },
      setupTimeout: { label: 'Time-out (minutes)', help: 'Limit for Windows Setup.' },
      scanOnly: {
        label: 'Perform Windows Setup compatibility scan without starting upgrade',
        help: 'Checks compatibility and ends (setup /Compat ScanOnly).',
      },
      ignoreMessages: {
        label: 'Ignore any dismissible compatibility messages',
        help: 'Passes over warnings that a user could dismiss (setup /Compat IgnoreWarning).',
      },
      dynamicUpdateSettings: {
        label: 'Dynamic updates of Windows Setup',
        help: 'Whether setup fetches its own updates, and whether local policy is overridden meanwhile (setup /DynamicUpdate).',
        choices: {
          Disable: 'Do not update Windows Setup dynamically',
          UsePolicy: 'Dynamically update Windows Setup with Windows Update',
          OveridePolicy: 'Override policy and use default Microsoft Update',
        },
      },
      preserveSettings: { label: 'Kind of setup', help: 'Always Upgrade in exports.', choices: { Upgrade: 'Upgrade' } },
    },
  },
  'install-deployment-tools': {
    label: 'Install Deployment Tools',
    purpose: 'Copied Sysprep for XP-era reference machines.',
    fields: {
      sysprepPackageId: { label: 'Sysprep package', help: 'Package with Sysprep files.' },
    },
  },
  'prepare-configmgr-client-for-capture': {
    label: 'Prepare ConfigMgr Client for Capture',
    purpose: 'Readies the client of the reference machine for imaging.',
    fields: {},
  },
  'prepare-windows-for-capture': {
    label: 'Prepare Windows for Capture',
    purpose: 'Runs Sysprep and goes to the boot image.',
    fields: {
      buildStorageDriverList: {
        label: 'Automatically build mass storage driver list',
        help: 'Had a meaning for Windows XP only; keep for old sequences.',
      },
      keepActivation: {
        label: 'Do not reset activation flag',
        help: 'Tells Sysprep to leave the activation state alone.',
      },
      shutdownPreparedOs: {
        label: 'Shut down the computer after running this action',
        help: 'Powers off after Sysprep.',
      },
    },
  },
  'capture-operating-system-image': {
    label: 'Capture Operating System Image',
    purpose: 'Writes the volumes of a reference machine into one WIM on a share.',
    fields: {
      captureDestination: { label: 'Target', help: 'Full path of the WIM to write.' },
      imageDescription: { label: 'Description', help: 'Text stored in the WIM metadata.' },
      imageVersion: { label: 'Version', help: 'Free alphanumeric version label.' },
      imageCreator: { label: 'Created by', help: 'Author stored in the WIM.' },
      captureUsername: { label: 'Capture operating system image account', help: 'Identity used against the share.' },
      capturePassword: { label: 'Password', help: 'Blanked on export; hidden by default as a variable.' },
    },
  },
} as const satisfies StepWords<
  | 'apply-operating-system-image'
  | 'apply-data-image'
  | 'setup-windows-and-configmgr'
  | 'upgrade-operating-system'
  | 'install-deployment-tools'
  | 'prepare-configmgr-client-for-capture'
  | 'prepare-windows-for-capture'
  | 'capture-operating-system-image'
>;
