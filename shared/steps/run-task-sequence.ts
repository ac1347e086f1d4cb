import { describeStep } from './describe-step.ts';

/** Runs another sequence as a child. */
export const runTaskSequence = describeStep({
  id: 'run-task-sequence',
  newName: 'Run Task Sequence',
  menu: { group: 'General', position: 9 },
  element: 'subtasksequence',
  type: 'SMS_TaskSequence_SubTasksequence',
  runIn: null,
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action: 'SubTasksequence.exe',
  icon: 'run-task-sequence',
  since: '1710 (nested children 1802)',
  properties: [
    {
      key: 'tsPackageId',
      kind: 'taskSequenceRef',
      default: null,
      xml: { name: 'OSDSubTasksequencePackageID', property: 'TsPackageID', hidden: false },
      environment: 'OSDSubTasksequencePackageID',
      constraint: { required: true },
    },
    {
      key: 'tsName',
      kind: 'string',
      default: null,
      xml: { name: 'OSDSubTasksequenceTsName', property: 'TsName', hidden: false },
      environment: 'OSDSubTasksequenceTsName',
      shown: false,
    },
    {
      key: 'tsReferencePackages',
      kind: 'packageRefList',
      default: '',
      xml: { name: 'OSDSubTasksequenceTsReferencePackages', property: 'TsReferencePackages', hidden: false },
      environment: 'OSDSubTasksequenceTsReferencePackages',
      shown: false,
    },
    {
      key: 'tsReferenceApplications',
      kind: 'appRefList',
      default: '',
      xml: { name: 'OSDSubTasksequenceTsReferenceApplications', property: 'TsReferenceApplications', hidden: false },
      environment: 'OSDSubTasksequenceTsReferenceApplications',
      shown: false,
    },
    {
      key: 'tsReferenceSoftwareUpdates',
      kind: 'string',
      default: null,
      xml: {
        name: 'OSDSubTasksequenceTsReferenceSoftwareUpdates',
        property: 'TsReferenceSoftwareUpdates',
        hidden: false,
      },
      shown: false,
    },
  ],
});
