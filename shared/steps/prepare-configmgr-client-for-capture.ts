import { describeStep } from './describe-step.ts';

/** Readies the client of the reference machine for imaging. */
export const prepareConfigmgrClientForCapture = describeStep({
  id: 'prepare-configmgr-client-for-capture',
  newName: 'Prepare ConfigMgr Client for Capture',
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
});
