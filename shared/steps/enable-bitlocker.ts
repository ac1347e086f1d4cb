import { describeStep } from './describe-step.ts';

/** Turns BitLocker on, sets protectors and escrows the recovery key. */
export const enableBitlocker = describeStep({
  id: 'enable-bitlocker',
  newName: 'Enable BitLocker',
  menu: { group: 'Disks', position: 4 },
  element: 'step',
  type: 'SMS_TaskSequence_EnableBitLockerAction',
  runIn: 'FullOS',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action:
    'OSDBitLocker.exe /enable [ /drive:{TargetDrive}][ /wait:{WaitForEncryption}][ /mode:{Mode}][ /keydrive:{StartupKeyDrive}][ /pwd:{CreateRecoveryPassword}][ /full:{EncryptFullDisk}][ /crypt:{EncryptMethod}][ /ignoretpm:{SkipWhenNoValidTPM}]',
  icon: 'enable-bitlocker',
  properties: [
    {
      key: 'target',
      kind: 'enum',
      default: 'CurrentOS',
      xml: null,
      derived: { CurrentOS: [], SpecificDrive: ['targetDrive'] },
      choices: [
        'CurrentOS',
        'SpecificDrive', // data drive
      ],
    },
    {
      key: 'targetDrive',
      kind: 'drive',
      default: null,
      xml: { name: 'OSDBitLockerTargetDrive', property: 'TargetDrive', hidden: true },
      constraint: { requiredWhen: 'target=SpecificDrive' },
    },
    {
      key: 'mode',
      kind: 'enum',
      default: 'TPM',
      xml: { name: 'OSDBitLockerMode', property: 'Mode', hidden: true },
      constraint: { requiredWhen: 'target=CurrentOS' },
      choices: ['TPM', 'Key', 'TPMAndKey', 'TPMAndPIN'],
    },
    {
      key: 'pin',
      kind: 'password',
      default: null,
      xml: { name: 'OSDBitLockerPIN', property: 'PIN', hidden: false },
      environment: 'OSDBitLockerPIN',
      secret: true,
      constraint: { requiredWhen: 'mode=TPMAndPIN', pattern: '^[0-9]{4,20}$', format: 'pin' },
    },
    {
      key: 'startupKeyDrive',
      kind: 'drive',
      default: null,
      xml: { name: 'OSDBitLockerStartupKeyDrive', property: 'StartupKeyDrive', hidden: true },
      constraint: { enabledWhen: 'mode in (Key,TPMAndKey)' },
    },
    {
      key: 'encryptMethod',
      kind: 'enum',
      default: '0',
      xml: { name: 'OSDBitLockerEncryptMethod', property: 'EncryptMethod', hidden: true },
      since: '2006',
      choices: [
        '0', // OS default algorithm
        '3',
        '4',
        '6',
        '7',
      ],
    },
    {
      key: 'encryptFullDisk',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDBitLockerEncryptFullDisk', property: 'EncryptFullDisk', hidden: true },
      since: '1806',
    },
    {
      key: 'createRecoveryPassword',
      kind: 'enum',
      default: 'AD',
      xml: { name: 'OSDBitLockerCreateRecoveryPassword', property: 'CreateRecoveryPassword', hidden: true },
      choices: [
        'AD', // needs the schema extension
        'ConfigMgr', // since 2203; stored value not confirmed
        'None', // not recommended
      ],
    },
    {
      key: 'waitForEncryption',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDBitLockerWaitForEncryption', property: 'WaitForEncryption', hidden: true },
    },
    {
      key: 'skipWhenNoValidTpm',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDBitLockerSkipWhenNoValidTPM', property: 'SkipWhenNoValidTPM', hidden: true },
      since: '2006',
    },
  ],
});
