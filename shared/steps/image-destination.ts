import type { StepSource } from './step-source.ts';

/** Where an image step puts its content: the same fields in every such step of the field. */
export const imageDestination = [
  {
    key: 'destination',
    kind: 'enum',
    default: 'NextAvailableFormattedPartition',
    xml: null,
    derived: {
      NextAvailableFormattedPartition: [],
      SpecificDiskAndPartition: ['destinationDisk', 'destinationPartition'],
      SpecificLogicalDriveLetter: ['destinationLogicalDrive'],
      LogicalDriveLetterInVariable: ['destinationVariable'],
    },
    choices: [
      'NextAvailableFormattedPartition', // first formatted partition that no earlier image step of this sequence has used; all four destination values stay null
      'SpecificDiskAndPartition', // fixed disk number (from 0) and partition number (from 1)
      'SpecificLogicalDriveLetter', // letter as seen by Windows PE, which may differ from the letter in the deployed OS
      'LogicalDriveLetterInVariable', // name of a variable holding the target, normally the one filled by a partition of Format and Partition Disk
    ],
  },
  {
    key: 'destinationDisk',
    kind: 'int',
    default: null,
    xml: { name: 'DestinationDisk', property: 'DestinationDisk', hidden: true },
    constraint: { requiredWhen: 'destination=SpecificDiskAndPartition', min: 0, max: 99 },
  },
  {
    key: 'destinationPartition',
    kind: 'int',
    default: null,
    xml: { name: 'DestinationPartition', property: 'DestinationPartition', hidden: true },
    constraint: { requiredWhen: 'destinationDisk is set', min: 1, max: 99 },
  },
  {
    key: 'destinationLogicalDrive',
    kind: 'drive',
    default: null,
    xml: { name: 'DestinationLogicalDrive', property: 'DestinationLogicalDrive', hidden: true },
    constraint: { requiredWhen: 'destination=SpecificLogicalDriveLetter', allowed: 'C-Z' },
  },
  {
    key: 'destinationVariable',
    kind: 'variableName',
    reads: true,
    default: null,
    xml: { name: 'DestinationVariable', property: 'DestinationVariable', hidden: true },
    constraint: {
      requiredWhen: 'destination=LogicalDriveLetterInVariable',
      maxLength: 255,
      pattern: '^[A-Za-z0-9_-]+$',
    },
  },
] as const satisfies StepSource['properties'];
