import { describeStep } from './describe-step.ts';

/** Starts encryption of a fresh volume in Windows PE without protectors. */
export const preProvisionBitlocker = describeStep({
  id: 'pre-provision-bitlocker',
  newName: 'Pre-provision BitLocker',
  menu: { group: 'Disks', position: 6 },
  element: 'step',
  type: 'SMS_TaskSequence_OfflineEnableBitLockerAction',
  runIn: 'WinPE',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action:
    'OSDOfflineBitlocker.exe /enable [ /disk:{DestinationDisk}][ /part:{DestinationPartition}][ /drive:{DestinationLogicalDrive}][ /drive:%{DestinationVariable}%] /ignoretpm:{SkipWhenTPMInvalid}[ /full:{EncryptFullDisk}][ /crypt:{EncryptMethod}]',
  icon: 'pre-provision-bitlocker',
  properties: [
    {
      key: 'destination',
      kind: 'enum',
      default: 'SpecificLogicalDriveLetter',
      xml: null,
      derived: {
        NextAvailableFormattedPartition: [],
        SpecificDiskAndPartition: ['destinationDisk', 'destinationPartition'],
        SpecificLogicalDriveLetter: ['destinationLogicalDrive'],
        LogicalDriveLetterInVariable: ['destinationVariable'],
      },
      choices: [
        'NextAvailableFormattedPartition', // all fields null
        'SpecificDiskAndPartition',
        'SpecificLogicalDriveLetter',
        'LogicalDriveLetterInVariable',
      ],
    },
    {
      key: 'destinationDisk',
      kind: 'int',
      default: null,
      xml: { name: 'OSDBitLockerDestinationDisk', property: 'DestinationDisk', hidden: true },
      constraint: { min: 0, max: 99 },
    },
    {
      key: 'destinationPartition',
      kind: 'int',
      default: null,
      xml: { name: 'OSDBitLockerDestinationPartition', property: 'DestinationPartition', hidden: true },
      constraint: { requiredWhen: 'destinationDisk is set', min: 1, max: 99 },
    },
    {
      key: 'destinationLogicalDrive',
      kind: 'drive',
      default: null,
      xml: { name: 'OSDBitLockerDestinationLogicalDrive', property: 'DestinationLogicalDrive', hidden: true },
      constraint: { allowed: 'C:-Z:' },
    },
    {
      key: 'destinationVariable',
      kind: 'variableName',
      reads: true,
      default: null,
      xml: { name: 'OSDBitLockerDestinationVariable', property: 'DestinationVariable', hidden: true },
    },
    {
      key: 'encryptMethod',
      kind: 'enum',
      default: '0',
      xml: { name: 'OSDBitLockerEncryptMethod', property: 'EncryptMethod', hidden: true },
      since: '2006',
      choices: [
        '0', // OS default algorithm
        '3',
        '4',
        '6',
        '7',
      ],
    },
    {
      key: 'encryptFullDisk',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDBitLockerEncryptFullDisk', property: 'EncryptFullDisk', hidden: true },
    },
    {
      key: 'skipWhenTpmInvalid',
      kind: 'bool',
      default: true,
      xml: { name: 'OSDBitLockerSkipWhenTPMInvalid', property: 'SkipWhenTPMInvalid', hidden: true },
    },
  ],
});
