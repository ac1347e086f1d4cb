import { describeStep } from './describe-step.ts';

/** Fetches content of packages and stores the local path in variables. */
export const downloadPackageContent = describeStep({
  id: 'download-package-content',
  newName: 'Download Package Content',
  menu: { group: 'Software', position: 4 },
  element: 'step',
  type: 'SMS_TaskSequence_DownloadPackageContentAction',
  runIn: 'WinPEandFullOS',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action: 'OsdDownloadContent.exe ',
  icon: 'download-content',
  properties: [
    {
      key: 'downloadPackages',
      kind: 'packageRefList',
      default: null,
      xml: { name: 'OSDDownloadDownloadPackages', property: 'DownloadPackages', hidden: false },
      environment: 'OSDDownloadDownloadPackages',
      constraint: { required: true, format: 'comma separated package IDs' },
    },
    {
      key: 'numPackages',
      kind: 'int',
      default: 0,
      xml: { name: 'OSDPackageCount', property: 'NumPackages', hidden: false },
      environment: 'OSDPackageCount',
      shown: false,
    },
    {
      key: 'packageInfo',
      kind: 'table',
      default: [],
      xml: { name: 'OSDPackage', property: 'PackageInfo', hidden: true },
      shown: false,
      columns: [
        { key: 'name', kind: 'string', member: 'Name' },
        { key: 'packageId', kind: 'string', member: 'PackageId' },
        {
          key: 'pkgType',
          kind: 'enum',
          member: 'PkgType',
          choices: ['0', '3', '257', '258', '259'],
        },
        { key: 'size', kind: 'int', member: 'Size' },
      ],
    },
    {
      key: 'destinationLocationType',
      kind: 'enum',
      default: 'TSCache',
      xml: { name: 'OSDDownloadDestinationLocationType', property: 'DestinationLocationType', hidden: false },
      environment: 'OSDDownloadDestinationLocationType',
      choices: [
        'TSCache', // removed at the end
        'CCMCache', // not in Windows PE
        'Custom', // folder given below
      ],
    },
    {
      key: 'destinationCustomPath',
      kind: 'path',
      default: '',
      xml: { name: 'OSDDownloadDestinationPath', property: 'DestinationCustomPath', hidden: false },
      environment: 'OSDDownloadDestinationPath',
      constraint: { requiredWhen: 'destinationLocationType=Custom' },
    },
    {
      key: 'destinationVariable',
      kind: 'variableName',
      default: '',
      xml: { name: 'OSDDownloadDestinationVariable', property: 'DestinationVariable', hidden: false },
      environment: 'OSDDownloadDestinationVariable',
    },
    {
      key: 'continueDownloadOnError',
      kind: 'bool',
      default: true,
      xml: { name: 'OSDDownloadContinueDownloadOnError', property: 'ContinueDownloadOnError', hidden: false },
      environment: 'OSDDownloadContinueDownloadOnError',
    },
  ],
});
