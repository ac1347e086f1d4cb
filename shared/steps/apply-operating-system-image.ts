import { imageDestination } from './image-destination.ts';
import { describeStep } from './describe-step.ts';

/** Lays down the new operating system on a volume. */
export const applyOperatingSystemImage = describeStep({
  id: 'apply-operating-system-image',
  newName: 'Apply Operating System Image',
  menu: { group: 'Images', position: 1 },
  element: 'step',
  type: 'SMS_TaskSequence_ApplyOperatingSystemAction',
  runIn: 'WinPE',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action:
    'OSDApplyOS.exe[ /image:{ImagePackageID},%OSDImageIndex%][ /install:{InstallPackageID},%OSDInstallEditionIndex%][ "/config:{ConfigFilePackage},%OSDConfigFileName%"][ /target:{DestinationDisk},{DestinationPartition}][ /target:{DestinationLogicalDrive}][ /target:%{DestinationVariable}%] /runfromnet:{RunFromNet}',
  icon: 'apply-os-image',
  properties: [
    {
      key: 'source',
      kind: 'enum',
      default: 'CapturedImage',
      xml: null,
      derived: { CapturedImage: ['imagePackageId'], InstallationSource: ['installPackageId'] },
      choices: [
        'CapturedImage', // OS image (WIM) package
        'InstallationSource', // OS upgrade package
      ],
    },
    {
      key: 'imagePackageId',
      kind: 'imageRef',
      default: null,
      xml: { name: 'ImagePackageID', property: 'ImagePackageID', hidden: true },
      constraint: { requiredWhen: 'source=CapturedImage' },
    },
    {
      key: 'imageIndex',
      kind: 'int',
      default: 1,
      xml: { name: 'OSDImageIndex', property: 'ImageIndex', hidden: false },
      environment: 'OSDImageIndex',
      constraint: { requiredWhen: 'imagePackageId is set', min: 1, max: 2147483647 },
    },
    {
      key: 'installPackageId',
      kind: 'osUpgradeRef',
      default: null,
      xml: { name: 'InstallPackageID', property: 'InstallPackageID', hidden: true },
      constraint: { requiredWhen: 'source=InstallationSource' },
    },
    {
      key: 'installEditionIndex',
      kind: 'int',
      default: 1,
      xml: { name: 'OSDInstallEditionIndex', property: 'InstallEditionIndex', hidden: false },
      environment: 'OSDInstallEditionIndex',
      constraint: { requiredWhen: 'installPackageId is set' },
    },
    {
      key: 'configFilePackage',
      kind: 'packageRef',
      default: null,
      xml: { name: 'ConfigFilePackage', property: 'ConfigFilePackage', hidden: true },
    },
    {
      key: 'configFileName',
      kind: 'string',
      default: null,
      xml: { name: 'OSDConfigFileName', property: 'ConfigFileName', hidden: false },
      environment: 'OSDConfigFileName',
      constraint: { requiredWhen: 'configFilePackage is set' },
    },
    ...imageDestination,
    {
      key: 'layeredDriver',
      kind: 'enum',
      default: '0',
      xml: { name: 'OsdLayeredDriver', property: 'LayeredDriver', hidden: false },
      environment: 'OsdLayeredDriver',
      since: '2107',
      choices: [
        '0', // leaves the LayeredDriver setting out
        '1',
        '2',
        '3',
        '4',
        '5',
        '6',
      ],
    },
    {
      key: 'runFromNet',
      kind: 'bool',
      default: false,
      xml: { name: 'RunFromNet', property: 'RunFromNet', hidden: true },
      tab: 'options',
    },
  ],
});
