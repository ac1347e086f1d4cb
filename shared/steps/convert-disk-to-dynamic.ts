import { describeStep } from './describe-step.ts';

/** Turns a basic disk into a dynamic one. */
export const convertDiskToDynamic = describeStep({
  id: 'convert-disk-to-dynamic',
  newName: 'Convert Disk to Dynamic',
  menu: null,
  element: 'step',
  type: 'SMS_TaskSequence_ConvertDiskAction',
  runIn: 'WinPEandFullOS',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action: 'osddiskpart.exe convert %OSDConvertDiskIndex%',
  icon: 'partition-disk',
  retired: true,
  properties: [
    {
      key: 'diskIndex',
      kind: 'int',
      default: 0,
      xml: { name: 'OSDConvertDiskIndex', property: 'DiskIndex', hidden: false },
      environment: 'OSDConvertDiskIndex',
      constraint: { min: 0 },
    },
  ],
});
