import type { StepDescription } from './step-description.ts';

/** Runs Sysprep and goes to the boot image. */
export const prepareWindowsForCapture = {
  id: 'prepare-windows-for-capture',
  label: 'Prepare Windows for Capture',
  purpose: 'Runs Sysprep and goes to the boot image.',
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
      label: 'Automatically build mass storage driver list',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDBuildStorageDriverList', property: 'BuildStorageDriverList', hidden: false },
      environment: 'OSDBuildStorageDriverList',
      help: 'Had a meaning for Windows XP only; keep for old sequences.',
    },
    {
      key: 'keepActivation',
      label: 'Do not reset activation flag',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDKeepActivation', property: 'KeepActivation', hidden: false },
      environment: 'OSDKeepActivation',
      help: 'Tells Sysprep to leave the activation state alone.',
    },
    {
      key: 'shutdownPreparedOs',
      label: 'Shut down the computer after running this action',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDShutdownPreparedOs', property: 'ShutdownPreparedOs', hidden: false },
      environment: 'OSDShutdownPreparedOs',
      help: 'Powers off after Sysprep.',
    },
  ],
} as const satisfies StepDescription;
