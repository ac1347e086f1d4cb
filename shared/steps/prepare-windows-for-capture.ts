import { describeStep } from './describe-step.ts';

/** Runs Sysprep and goes to the boot image. */
export const prepareWindowsForCapture = describeStep({
  id: 'prepare-windows-for-capture',
  newName: 'Prepare Windows for Capture',
  menu: { group: 'Images', position: 7 },
  element: 'step',
  type: 'SMS_TaskSequence_PrepareOSAction',
  runIn: 'FullOS',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action:
    'osdprepareos.exe /activate:%OSDKeepActivation% /bmsd:%OSDBuildStorageDriverList% /shutdown:%OSDShutdownPreparedOs%',
  icon: 'capture-os-image',
  properties: [
    {
      key: 'buildStorageDriverList',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDBuildStorageDriverList', property: 'BuildStorageDriverList', hidden: false },
      environment: 'OSDBuildStorageDriverList',
    },
    {
      key: 'keepActivation',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDKeepActivation', property: 'KeepActivation', hidden: false },
      environment: 'OSDKeepActivation',
    },
    {
      key: 'shutdownPreparedOs',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDShutdownPreparedOs', property: 'ShutdownPreparedOs', hidden: false },
      environment: 'OSDShutdownPreparedOs',
    },
  ],
});
