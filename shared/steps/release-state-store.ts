import type { StepDescription } from './step-description.ts';

/** Tells the state migration point that capture or restore has ended. */
export const releaseStateStore = {
  id: 'release-state-store',
  label: 'Release State Store',
  purpose: 'Tells the state migration point that capture or restore has ended.',
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
} as const satisfies StepDescription;
