import {
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

const encryption: LayoutItem = section('heading.encryption', [half(field('encryptMethod')), check('encryptFullDisk')]);

/** Pages of the category Disks. */
export const disksPages: Layouts = {
  'format-and-partition-disk': [
    nameAndDescription,
    section('heading.disk', [
      columns([field('diskIndex')], [field('diskIndexVariable')]),
      choice('partitionStyle', 'choice.partitionStyle'),
    ]),
    section('heading.partitions', [part('partitions', ['partitions'])]),
  ],
  'convert-disk-to-dynamic': [nameAndDescription, section('heading.disk', [half(field('diskIndex'))])],
  'enable-bitlocker': [
    nameAndDescription,
    section('heading.drive', [
      choice('target', 'choice.encryptDrive', {
        CurrentOS: [
          choice('mode', 'choice.keyManagement', { TPMAndPIN: [half(field('pin'))] }),
          half(field('startupKeyDrive')),
        ],
        SpecificDrive: [half(field('targetDrive'))],
      }),
    ]),
    encryption,
    section('heading.recoveryKey', [choice('createRecoveryPassword', 'choice.recoveryKey')]),
    section('heading.howItRuns', [check('waitForEncryption'), check('skipWhenNoValidTpm')]),
  ],
  'disable-bitlocker': [
    nameAndDescription,
    section('heading.drive', [
      choice('target', 'choice.decryptDrive', { SpecificDrive: [half(field('targetDrive'))] }),
    ]),
    section('heading.protection', [half(field('rebootCount'))]),
  ],
  'pre-provision-bitlocker': [
    nameAndDescription,
    section('heading.drive', [
      choice('destination', 'choice.preProvisionDrive', {
        SpecificDiskAndPartition: [columns([field('destinationDisk')], [field('destinationPartition')])],
        SpecificLogicalDriveLetter: [half(field('destinationLogicalDrive'))],
        LogicalDriveLetterInVariable: [half(field('destinationVariable'))],
      }),
    ]),
    encryption,
    section('heading.howItRuns', [check('skipWhenTpmInvalid')]),
  ],
};
