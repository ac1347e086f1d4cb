import { imageDestination } from './image-destination.ts';
import type { StepDescription } from './step-description.ts';

/** Extracts a non-bootable WIM index onto a volume. */
export const applyDataImage = {
  id: 'apply-data-image',
  label: 'Apply Data Image',
  purpose: 'Extracts a non-bootable WIM index onto a volume.',
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
      label: 'Image Package',
      kind: 'imageRef',
      default: null,
      xml: { name: 'ImagePackageID', property: 'ImagePackageID', hidden: true },
      constraint: { required: true },
      help: 'OS image package whose WIM supplies the data.',
    },
    {
      key: 'imageIndex',
      label: 'Image',
      kind: 'int',
      default: 1,
      xml: { name: 'OSDDataImageIndex', property: 'ImageIndex', hidden: false },
      environment: 'OSDDataImageIndex',
      constraint: { required: true, min: 1, max: 2147483647 },
      help: 'Index inside the WIM; the UI fills the list from the chosen package.',
    },
    ...imageDestination,
    {
      key: 'wipeDestinationPartition',
      label: 'Delete all content on the partition before applying the image',
      kind: 'bool',
      default: true,
      xml: { name: 'OSDWipeDestinationPartition', property: 'WipeDestinationPartition', hidden: false },
      environment: 'OSDWipeDestinationPartition',
      help: 'Empties the target volume before extraction.',
    },
  ],
} as const satisfies StepDescription;
