import type { StepDescription } from './step-description.ts';

/** Turns a basic disk into a dynamic one. */
export const convertDiskToDynamic = {
  id: 'convert-disk-to-dynamic',
  label: 'Convert Disk to Dynamic',
  purpose: 'Turns a basic disk into a dynamic one.',
  menu: null,
  element: 'step',
  type: 'SMS_TaskSequence_ConvertDiskAction',
  runIn: 'WinPEandFullOS',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action: 'osddiskpart.exe convert %OSDConvertDiskIndex%',
  icon: 'partition-disk',
  retired: 'Deprecated 2016-11-18, support dropped with 1710; keep for import only.',
  properties: [
    {
      key: 'diskIndex',
      label: 'Disk number',
      kind: 'int',
      default: 0,
      xml: { name: 'OSDConvertDiskIndex', property: 'DiskIndex', hidden: false },
      environment: 'OSDConvertDiskIndex',
      constraint: { min: 0 },
      help: 'Number of the physical disk to convert.',
    },
  ],
} as const satisfies StepDescription;
