import { check, columns, field, half, type Layouts, nameAndDescription, note, section } from '../layout.ts';

/** Pages of the category User State. */
export const userStatePages: Layouts = {
  'request-state-store': [
    nameAndDescription,
    section('heading.request', [{ kind: 'choice', key: 'requestType', label: 'choice.requestType' }]),
    section('heading.retries', [columns([field('smpRetryCount')], [field('smpRetryTime')]), note('field.globalRetry')]),
    section('heading.account', [check('fallbackToNaa')]),
  ],
  'capture-user-state': [
    columns([field('name')], [field('usmtPackageId')]),
    field('description'),
    section('heading.profiles', [
      {
        kind: 'choice',
        key: 'mode',
        label: 'choice.captureMode',
        isHorizontal: true,
        under: { Advanced: [field('configFiles')] },
      },
    ]),
    section('heading.files', [
      columns(
        [
          {
            kind: 'choice',
            key: 'fileAccess',
            label: 'choice.fileAccess',
            under: { Normal: [check('continueOnLockedFiles'), check('useHardlinks'), check('offlineUserState')] },
          },
        ],
        [check('enableVerboseLogging'), check('skipEncryptedFiles')],
      ),
    ]),
  ],
  'restore-user-state': [
    columns([field('name')], [field('usmtRestorePackageId')]),
    field('description'),
    section('heading.profiles', [
      {
        kind: 'choice',
        key: 'mode',
        label: 'choice.restoreMode',
        isHorizontal: true,
        under: { Advanced: [field('configFiles')] },
      },
      check('localAccounts', [half(field('localAccountPassword'))]),
    ]),
    section('heading.files', [check('continueOnRestore'), check('enableVerboseLogging')]),
  ],
  'release-state-store': [nameAndDescription, note('field.noSettings')],
};
