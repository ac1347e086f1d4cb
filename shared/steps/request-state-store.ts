import { describeStep } from './describe-step.ts';

/** Obtains a folder on a state migration point. */
export const requestStateStore = describeStep({
  id: 'request-state-store',
  newName: 'Request State Store',
  menu: { group: 'User State', position: 1 },
  element: 'step',
  type: 'SMS_TaskSequence_RequestStateStoreAction',
  runIn: 'WinPEandFullOS',
  runInEditable: true,
  successCodes: '0',
  retryCount: 0,
  action: 'osdsmpclient.exe /{RequestType}',
  icon: 'request-state-store',
  properties: [
    {
      key: 'requestType',
      kind: 'enum',
      default: 'capture',
      xml: { name: 'OSDStateRequestType', property: 'RequestType', hidden: true },
      constraint: { required: true },
      choices: ['capture', 'restore'],
    },
    {
      key: 'smpRetryCount',
      kind: 'int',
      default: 3,
      xml: { name: 'OSDStateSMPRetryCount', property: 'SMPRetryCount', hidden: true },
      environment: 'OSDStateSMPRetryCount',
      constraint: { min: 0, max: 30 },
    },
    {
      key: 'smpRetryTime',
      kind: 'int',
      default: 10,
      xml: { name: 'OSDStateSMPRetryTime', property: 'SMPRetryTime', hidden: true },
      environment: 'OSDStateSMPRetryTime',
      constraint: { min: 0, max: 600 },
    },
    {
      key: 'fallbackToNaa',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDStateFallbackToNAA', property: 'FallbackToNAA', hidden: false },
      environment: 'OSDStateFallbackToNAA',
    },
  ],
});
