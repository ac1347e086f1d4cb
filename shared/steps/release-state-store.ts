import { describeStep } from './describe-step.ts';

/** Tells the state migration point that capture or restore has ended. */
export const releaseStateStore = describeStep({
  id: 'release-state-store',
  newName: 'Release State Store',
  menu: { group: 'User State', position: 4 },
  element: 'step',
  type: 'SMS_TaskSequence_ReleaseStateStoreAction',
  runIn: 'WinPEandFullOS',
  runInEditable: true,
  successCodes: '0',
  retryCount: 0,
  action: 'osdsmpclient.exe /release',
  icon: 'release-state-store',
  properties: [],
});
