import { imageDestination } from './image-destination.ts';
import { describeStep } from './describe-step.ts';

/** Extracts a non-bootable WIM index onto a volume. */
export const applyDataImage = describeStep({
  id: 'apply-data-image',
  newName: 'Apply Data Image',
  menu: { group: 'Images', position: 2 },
  element: 'step',
  type: 'SMS_TaskSequence_ApplyDataImageAction',
  runIn: 'WinPE',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action:
    'OSDApplyOS.exe /data:{ImagePackageID},%OSDDataImageIndex%[ /target:{DestinationDisk},{DestinationPartition}][ /target:{DestinationLogicalDrive}][ /target:%{DestinationVariable}%]',
  icon: 'apply-os-image',
  properties: [
    {
      key: 'imagePackageId',
      kind: 'imageRef',
      default: null,
      xml: { name: 'ImagePackageID', property: 'ImagePackageID', hidden: true },
      constraint: { required: true },
    },
    {
      key: 'imageIndex',
      kind: 'int',
      default: 1,
      xml: { name: 'OSDDataImageIndex', property: 'ImageIndex', hidden: false },
      environment: 'OSDDataImageIndex',
      constraint: { required: true, min: 1, max: 2147483647 },
    },
    ...imageDestination,
    {
      key: 'wipeDestinationPartition',
      kind: 'bool',
      default: true,
      xml: { name: 'OSDWipeDestinationPartition', property: 'WipeDestinationPartition', hidden: false },
      environment: 'OSDWipeDestinationPartition',
    },
  ],
});
