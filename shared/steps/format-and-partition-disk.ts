import { describeStep } from './describe-step.ts';

/** Re-partitions and formats exactly one physical disk. */
export const formatAndPartitionDisk = describeStep({
  id: 'format-and-partition-disk',
  newName: 'Format and Partition Disk',
  menu: { group: 'Disks', position: 1 },
  element: 'step',
  type: 'SMS_TaskSequence_PartitionDiskAction',
  runIn: 'WinPE',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action: 'osddiskpart.exe',
  icon: 'partition-disk',
  properties: [
    {
      key: 'diskIndex',
      kind: 'int',
      default: 0,
      xml: { name: 'OSDDiskIndex', property: 'DiskIndex', hidden: false },
      environment: 'OSDDiskIndex',
      constraint: { min: 0, max: 10000, exclusiveWith: 'diskIndexVariable' },
    },
    {
      key: 'diskIndexVariable',
      kind: 'variableName',
      reads: true,
      default: '',
      xml: { name: 'OSDDiskIndexVariable', property: 'DiskIndexVariable', hidden: false },
      environment: 'OSDDiskIndexVariable',
      since: '2006',
    },
    {
      key: 'partitionStyle',
      kind: 'enum',
      default: 'MBR',
      xml: { name: 'OSDPartitionStyle', property: 'PartitionStyle', hidden: false },
      environment: 'OSDPartitionStyle',
      choices: ['MBR', 'GPT'],
    },
    {
      key: 'gptBootDisk',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDGPTBootDisk', property: 'GPTBootDisk', hidden: false },
      environment: 'OSDGPTBootDisk',
      // Nobody sets it: the EFI partition in the table does.
      shown: false,
    },
    {
      key: 'diskType',
      kind: 'enum',
      default: 'BASIC',
      xml: { name: 'OSDDiskType', property: 'DiskType', hidden: false },
      environment: 'OSDDiskType',
      shown: false,
      choices: [
        'BASIC',
        'DYNAMIC', // deprecated
      ],
    },
    {
      key: 'diskpartBiosCompatibilityMode',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDDiskpartBiosCompatibilityMode', property: 'DiskpartBiosCompatibilityMode', hidden: false },
      environment: 'OSDDiskpartBiosCompatibilityMode',
      shown: false,
    },
    {
      key: 'partitions',
      kind: 'table',
      default: [],
      xml: { name: 'OSDPartitions', property: 'Partitions', hidden: true },
      environment: 'OSDPartitions<n><Member>',
      columns: [
        { key: 'volumeName', kind: 'string', member: 'VolumeName' },
        {
          key: 'type',
          kind: 'enum',
          member: 'Type',
          constraint: { required: true },
          choices: [
            'PRIMARY',
            'EXTENDED', // MBR only
            'LOGICAL', // inside an extended partition
            'HIDDEN',
            'EFI', // GPT only
            'MSR', // GPT only
            'RECOVERY', // GPT only
          ],
        },
        {
          key: 'size',
          kind: 'int',
          member: 'Size',
          constraint: { min: 1 },
        },
        {
          key: 'sizeUnits',
          kind: 'enum',
          member: 'SizeUnits',
          default: 'MB',
          choices: [
            'MB',
            'GB',
            'Percent', // exports show PERCENT as well
          ],
        },
        { key: 'bootable', kind: 'bool', member: 'Bootable', default: false },
        {
          key: 'fileSystem',
          kind: 'enum',
          member: 'FileSystem',
          choices: [
            'NTFS',
            'FAT32',
            '', // left raw
          ],
        },
        { key: 'quickFormat', kind: 'bool', member: 'QuickFormat', default: true },
        {
          key: 'assignVolumeLetter',
          kind: 'bool',
          member: 'AssignVolumeLetter',
          default: true,
        },
        { key: 'volumeLetterVariable', kind: 'variableName', member: 'VolumeLetterVariable' },
      ],
    },
  ],
});
