import {
  account,
  check,
  choice,
  columns,
  field,
  half,
  type Layouts,
  nameAndDescription,
  part,
  section,
} from '../layout.ts';

/** Pages of the category Settings. */
export const settingsPages: Layouts = {
  'capture-network-settings': [
    nameAndDescription,
    section('heading.whatToCapture', [check('migrateNetworkMembership'), check('migrateAdapterSettings')]),
  ],
  'capture-windows-settings': [
    nameAndDescription,
    section('heading.whatToCapture', [
      check('migrateComputerName'),
      check('migrateRegistrationInfo'),
      check('migrateTimeZone'),
    ]),
  ],
  'apply-network-settings': [
    nameAndDescription,
    section('heading.membership', [
      choice('networkJoinType', 'choice.membership', {
        0: [columns([field('domainName')], [field('domainOuName')]), account('domainUsername', 'domainPassword')],
        1: [half(field('workgroupName'))],
      }),
    ]),
    section('heading.adapters', [part('networkAdapters', ['adapters', 'numAdapters']), check('enableTcpipFiltering')]),
    section('heading.nameResolution', [half(field('dnsDomain')), field('dnsSuffixSearchOrder')]),
  ],
  'apply-windows-settings': [
    nameAndDescription,
    section('heading.registration', [
      columns([field('registeredUserName')], [field('registeredOrgName')]),
      half(field('productKey')),
    ]),
    section('heading.administrator', [
      {
        kind: 'choice',
        key: 'randomAdminPassword',
        label: 'choice.administrator',
        otherKey: 'adminPassword',
        under: { false: [half(field('adminPassword', 'field.password'))] },
      },
    ]),
    section('heading.region', [
      columns([field('timeZone')], [field('inputLocale')]),
      columns([field('systemLocale')], [field('userLocale')]),
      columns([field('uiLanguage')], [field('uiLanguageFallback')]),
    ]),
  ],
};
