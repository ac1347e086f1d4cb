import type { StepDescription } from './step-description.ts';

/** Readies the client of the reference machine for imaging. */
export const prepareConfigmgrClientForCapture = {
  id: 'prepare-configmgr-client-for-capture',
  label: 'Prepare ConfigMgr Client for Capture',
  purpose: 'Readies the client of the reference machine for imaging.',
  menu: { group: 'Images', position: 6 },
  element: 'step',
  type: 'SMS_TaskSequence_PrepareSMSClientAction',
  runIn: 'FullOS',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action: 'osdpreparesmsclient.exe',
  icon: 'capture-os-image',
  properties: [],
} as const satisfies StepDescription;
