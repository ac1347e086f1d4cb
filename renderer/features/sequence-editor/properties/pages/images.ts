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
  note,
  section,
} from '../layout.ts';

/** Where the content goes: alike in every step that applies an image. */
const destination: LayoutItem = choice('destination', 'choice.destination', {
  SpecificDiskAndPartition: [columns([field('destinationDisk')], [field('destinationPartition')])],
  SpecificLogicalDriveLetter: [half(field('destinationLogicalDrive'))],
  LogicalDriveLetterInVariable: [half(field('destinationVariable'))],
});

const upgrade: readonly LayoutItem[] = [
  nameAndDescription,
  section('heading.upgradeSource', [
    choice('source', 'choice.upgradeSource', {
      UpgradePackage: [half(field('installPackageId'))],
      SourcePath: [field('installPath')],
      FeatureUpdates: [field('featureUpdateName')],
    }),
    columns([field('installEditionIndex')], [field('osProductKey')]),
  ]),
  section('heading.drivers', [
    check('provideDriverContent', [columns([field('driverPackageId')], [field('stagedContent')])]),
  ]),
  section('heading.windowsSetup', [
    columns([field('setupTimeout')], [field('dynamicUpdateSettings')]),
    check('scanOnly'),
    check('ignoreMessages'),
  ]),
];

/** Pages of the category Images. */
export const imagesPages: Layouts = {
  'apply-operating-system-image': [
    nameAndDescription,
    section('heading.image', [
      choice('source', 'choice.imageSource', {
        CapturedImage: [columns([field('imagePackageId')], [field('imageIndex')])],
        InstallationSource: [columns([field('installPackageId')], [field('installEditionIndex')])],
      }),
    ]),
    section('heading.answerFile', [field('configFilePackage'), half(field('configFileName'))]),
    section('heading.destination', [destination]),
    section('heading.keyboard', [field('layeredDriver')]),
  ],
  'apply-data-image': [
    nameAndDescription,
    section('heading.image', [columns([field('imagePackageId')], [field('imageIndex')])]),
    section('heading.destination', [destination, check('wipeDestinationPartition')]),
  ],
  'setup-windows-and-configmgr': [
    nameAndDescription,
    section('heading.client', [
      half(field('clientPackageId')),
      check('usePreProduction', [half(field('clientPreProductionPackageId'))]),
      field('clientInstallProperties'),
    ]),
  ],
  'upgrade-operating-system': upgrade,
  'install-deployment-tools': [nameAndDescription, section('heading.packages', [half(field('sysprepPackageId'))])],
  'prepare-configmgr-client-for-capture': [nameAndDescription, note('field.noSettings')],
  'prepare-windows-for-capture': [
    nameAndDescription,
    section('heading.sysprep', [check('buildStorageDriverList'), check('keepActivation'), check('shutdownPreparedOs')]),
  ],
  'capture-operating-system-image': [
    nameAndDescription,
    section('heading.captureTarget', [field('captureDestination'), account('captureUsername', 'capturePassword')]),
    section('heading.aboutImage', [
      columns([field('imageCreator')], [field('imageVersion')]),
      field('imageDescription'),
    ]),
  ],
};
