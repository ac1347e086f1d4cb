import type { StepWords } from '../step-words.ts';

/** Words of the steps of the category Disks. */
export const disksSteps = {
  'format-and-partition-disk': {
    label: 'Format and Partition Disk',
    purpose: 'Re-partitions and formats exactly one physical disk.',
    fields: {
      diskIndex: { label: 'Disk number', help: 'Number in Windows enumeration order.' },
      diskIndexVariable: {
        label: 'Variable name to store disk number',
        help: 'Variable read for the disk number (despite its label it is an input).',
      },
      partitionStyle: {
        label: 'Disk type',
        help: 'Partition table format of the disk, MBR or GPT.',
        choices: { MBR: 'Standard (MBR)', GPT: 'GPT' },
      },
      gptBootDisk: {
        label: 'GPT disk that the computer starts from',
        help: 'True when an EFI partition makes the GPT disk bootable.',
      },
      diskType: {
        label: 'Kind of disk',
        help: 'Always BASIC now; casing varies in exports.',
        choices: { BASIC: 'Basic', DYNAMIC: 'Dynamic' },
      },
      diskpartBiosCompatibilityMode: {
        label: 'Alignment for older BIOS',
        help: 'Alignment for XP and 2003 only; deprecated.',
      },
      partitions: {
        label: 'Volume',
        help: 'Partitions in the order in which they are created.',
        columns: {
          volumeName: { label: 'Partition name' },
          type: {
            label: 'Partition type',
            choices: {
              PRIMARY: 'Primary',
              EXTENDED: 'Extended',
              LOGICAL: 'Logical',
              HIDDEN: 'Hidden',
              EFI: 'EFI',
              MSR: 'MSR',
              RECOVERY: 'Recovery',
            },
          },
          size: { label: 'Size' },
          sizeUnits: { label: 'Unit', choices: { MB: 'MB', GB: 'GB', Percent: 'percent of remaining free space' } },
          bootable: { label: 'Make this the boot partition' },
          fileSystem: { label: 'File system', choices: { NTFS: 'NTFS', FAT32: 'FAT32', none: 'None' } },
          quickFormat: { label: 'Quick format' },
          assignVolumeLetter: { label: 'Assign a drive letter to this partition' },
          volumeLetterVariable: { label: 'Variable' },
        },
      },
    },
  },
  'convert-disk-to-dynamic': {
    label: 'Convert Disk to Dynamic',
    purpose: 'Turns a basic disk into a dynamic one.',
    fields: {
      diskIndex: { label: 'Disk number', help: 'Number of the physical disk to convert.' },
    },
  },
  'enable-bitlocker': {
    label: 'Enable BitLocker',
    purpose: 'Turns BitLocker on, sets protectors and escrows the recovery key.',
    fields: {
      target: {
        label: 'Choose the drive to encrypt',
        help: 'Radio choice derived from the drive field.',
        choices: { CurrentOS: 'Current operating system drive', SpecificDrive: 'Specific drive' },
      },
      targetDrive: { label: 'Drive', help: 'Letter of a data volume; leave empty for the running OS volume.' },
      mode: {
        label: 'Key management',
        help: 'Protector of the OS drive.',
        choices: {
          TPM: 'TPM only',
          Key: 'Startup Key on USB only',
          TPMAndKey: 'TPM and Startup Key on USB',
          TPMAndPIN: 'TPM and PIN',
        },
      },
      pin: { label: 'PIN', help: '4 to 20 digits.' },
      startupKeyDrive: { label: 'Startup key drive', help: 'USB drive that receives the key.' },
      encryptMethod: {
        label: 'Disk encryption mode',
        help: 'Cipher and key length; without a choice Windows uses its own default.',
        choices: { 0: 'Do not specify', 3: 'AES_128', 4: 'AES_256', 6: 'XTS_AES128', 7: 'XTS_AES256' },
      },
      encryptFullDisk: {
        label: 'Use full disk encryption',
        help: 'Used space only when off; turn on if BitLocker management policies follow.',
      },
      createRecoveryPassword: {
        label: 'Choose where to create the recovery key',
        help: 'Where the recovery password is stored, or none at all.',
        choices: {
          AD: 'In Active Directory',
          ConfigMgr: 'The Configuration Manager database',
          None: 'Do not create recovery key',
        },
      },
      waitForEncryption: {
        label:
          'Wait for BitLocker to complete the drive encryption process on all drives before continuing task sequence execution',
        help: 'Blocks until encryption has finished.',
      },
      skipWhenNoValidTpm: {
        label: 'Skip this step for computers that do not have a TPM or when TPM is not enabled',
        help: 'Off by default, unlike Pre-provision BitLocker.',
      },
    },
  },
  'disable-bitlocker': {
    label: 'Disable BitLocker',
    purpose: 'Suspends protection by exposing a clear key; data stays encrypted.',
    fields: {
      target: {
        label: 'Drive to decrypt',
        help: 'Radio choice derived from the drive field.',
        choices: { CurrentOS: 'Current operating system drive', SpecificDrive: 'Specific drive' },
      },
      targetDrive: { label: 'Drive', help: 'Volume letter; absent for the current OS drive.' },
      rebootCount: {
        label: 'Resume protection after Windows has been restarted the specified number of times',
        help: 'Number of restarts that stay unprotected.',
      },
    },
  },
  'pre-provision-bitlocker': {
    label: 'Pre-provision BitLocker',
    purpose: 'Starts encryption of a fresh volume in Windows PE without protectors.',
    fields: {
      destination: {
        label: 'Apply BitLocker to the specified drive',
        help: 'Derived from the fields below.',
        choices: {
          NextAvailableFormattedPartition: 'Next available partition',
          SpecificDiskAndPartition: 'Specific disk and partition',
          SpecificLogicalDriveLetter: 'Specific logical drive letter',
          LogicalDriveLetterInVariable: 'Logical drive letter stored in a variable',
        },
      },
      destinationDisk: { label: 'Disk', help: 'Physical disk that holds the volume to encrypt.' },
      destinationPartition: { label: 'Partition', help: 'Partition of that disk to encrypt.' },
      destinationLogicalDrive: { label: 'Drive letter', help: 'Letter in Windows PE.' },
      destinationVariable: { label: 'Variable name', help: 'Variable with the letter.' },
      encryptMethod: {
        label: 'Disk encryption mode',
        help: 'Cipher and key length; without a choice Windows PE uses its default.',
        choices: { 0: 'Do not specify', 3: 'AES_128', 4: 'AES_256', 6: 'XTS_AES128', 7: 'XTS_AES256' },
      },
      encryptFullDisk: { label: 'Use full disk encryption', help: 'Used space only when off.' },
      skipWhenTpmInvalid: {
        label: 'Skip this step for computers that do not have a TPM or when TPM is not enabled',
        help: 'Treats machines without a usable TPM as done; enabled for new steps.',
      },
    },
  },
} as const satisfies StepWords<
  | 'format-and-partition-disk'
  | 'convert-disk-to-dynamic'
  | 'enable-bitlocker'
  | 'disable-bitlocker'
  | 'pre-provision-bitlocker'
>;
