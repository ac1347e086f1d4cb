import type { StepDescription } from './step-description.ts';

/** Where an image step puts its content: the same fields in every such step of the field. */
export const imageDestination = [
  {
    key: 'destination',
    label: 'Destination',
    kind: 'enum',
    default: 'NextAvailableFormattedPartition',
    xml: null,
    choices: [
      {
        value: 'NextAvailableFormattedPartition',
        label: 'Next available partition',
        meaning:
          'first formatted partition that no earlier image step of this sequence has used; all four destination values stay null',
      },
      {
        value: 'SpecificDiskAndPartition',
        label: 'Specific disk and partition',
        meaning: 'fixed disk number (from 0) and partition number (from 1)',
      },
      {
        value: 'SpecificLogicalDriveLetter',
        label: 'Specific logical drive letter',
        meaning: 'letter as seen by Windows PE, which may differ from the letter in the deployed OS',
      },
      {
        value: 'LogicalDriveLetterInVariable',
        label: 'Logical drive letter stored in a variable',
        meaning:
          'name of a variable holding the target, normally the one filled by a partition of Format and Partition Disk',
      },
    ],
    help: 'Which volume receives the content; the editor derives it from which of the four fields below is set.',
  },
  {
    key: 'destinationDisk',
    label: 'Disk',
    kind: 'int',
    default: null,
    xml: { name: 'DestinationDisk', property: 'DestinationDisk', hidden: true },
    constraint: { requiredWhen: 'destination=SpecificDiskAndPartition', min: 0, max: 99 },
    help: 'Physical disk number of the target.',
  },
  {
    key: 'destinationPartition',
    label: 'Partition',
    kind: 'int',
    default: null,
    xml: { name: 'DestinationPartition', property: 'DestinationPartition', hidden: true },
    constraint: { requiredWhen: 'destinationDisk is set', min: 1, max: 99 },
    help: 'Partition number on the target disk.',
  },
  {
    key: 'destinationLogicalDrive',
    label: 'Drive letter',
    kind: 'drive',
    default: null,
    xml: { name: 'DestinationLogicalDrive', property: 'DestinationLogicalDrive', hidden: true },
    constraint: { requiredWhen: 'destination=SpecificLogicalDriveLetter', allowed: 'C-Z' },
    help: 'Windows PE drive letter of the target volume.',
  },
  {
    key: 'destinationVariable',
    label: 'Variable name',
    kind: 'variableName',
    default: null,
    xml: { name: 'DestinationVariable', property: 'DestinationVariable', hidden: true },
    constraint: {
      requiredWhen: 'destination=LogicalDriveLetterInVariable',
      maxLength: 255,
      pattern: '^[A-Za-z0-9_-]+$',
    },
    help: 'Variable whose value is either "disk,partition" (for example 1,1) or a letter such as c:.',
  },
] as const satisfies StepDescription['properties'];
