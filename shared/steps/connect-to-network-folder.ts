import { describeStep } from './describe-step.ts';

/** Connects a UNC share, optionally with a drive letter. */
export const connectToNetworkFolder = describeStep({
  id: 'connect-to-network-folder',
  newName: 'Connect To Network Folder',
  menu: { group: 'General', position: 5 },
  element: 'step',
  type: 'SMS_TaskSequence_ConnectNetworkFolderAction',
  runIn: 'WinPEandFullOS',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action: 'smsnetuse.exe %SMSConnectNetworkFolderPath%',
  icon: 'connect-network-folder',
  properties: [
    {
      key: 'path',
      kind: 'path',
      default: null,
      xml: { name: 'SMSConnectNetworkFolderPath', property: 'Path', hidden: false },
      environment: 'SMSConnectNetworkFolderPath',
      constraint: { required: true, format: '\\\\server\\share' },
    },
    {
      key: 'driveLetter',
      kind: 'drive',
      default: null,
      xml: { name: 'SMSConnectNetworkFolderDriveLetter', property: 'DriveLetter', hidden: false },
      environment: 'SMSConnectNetworkFolderDriveLetter',
      constraint: { allowed: 'D:-Z:', notAllowed: ['X:'] },
    },
    {
      key: 'username',
      kind: 'account',
      default: null,
      xml: { name: 'SMSConnectNetworkFolderAccount', property: 'Username', hidden: false },
      environment: 'SMSConnectNetworkFolderAccount',
      constraint: { required: true, format: 'Domain\\User' },
    },
    {
      key: 'password',
      kind: 'password',
      default: null,
      xml: { name: 'SMSConnectNetworkFolderPassword', property: 'Password', hidden: false },
      environment: 'SMSConnectNetworkFolderPassword',
      secret: true,
      constraint: { required: true },
    },
  ],
});
