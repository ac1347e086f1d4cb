import { describeStep } from './describe-step.ts';

/** Stages every driver of one driver package into the offline OS. */
export const applyDriverPackage = describeStep({
  id: 'apply-driver-package',
  newName: 'Apply Driver Package',
  menu: { group: 'Drivers', position: 2 },
  element: 'step',
  type: 'SMS_TaskSequence_ApplyDriverPackageAction',
  runIn: 'WinPE',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action:
    'osddriverclient.exe /install:{DriverPackageID} ["/bootcritical:%OSDApplyDriverBootCriticalContentUniqueID%,%OSDApplyDriverBootCriticalINFFile%,%OSDApplyDriverBootCriticalHardwareComponent%,%OSDApplyDriverBootCriticalID%"] /unsigned:%OSDAllowUnsignedDriver% /recurse:%OSDRecurse%',
  icon: 'apply-driver-package',
  properties: [
    {
      key: 'driverPackageId',
      kind: 'driverPackageRef',
      default: null,
      xml: { name: 'OSDApplyDriverDriverPackageID', property: 'DriverPackageID', hidden: true },
      constraint: { required: true },
    },
    {
      key: 'recurse',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDRecurse', property: 'Recurse', hidden: false },
      environment: 'OSDRecurse',
    },
    {
      key: 'massStorageDriver',
      kind: 'bool',
      default: false,
      xml: null,
      derived: {
        true: [
          'bootCriticalDriverId',
          'bootCriticalContentUniqueId',
          'bootCriticalInfFile',
          'bootCriticalHardwareComponent',
          'bootCriticalId',
        ],
        false: [],
      },
    },
    {
      key: 'bootCriticalDriverId',
      kind: 'string',
      default: null,
      xml: { name: 'BootCriticalDriverID', property: 'BootCriticalDriverID', hidden: true },
      constraint: { requiredWhen: 'massStorageDriver' },
    },
    {
      key: 'bootCriticalContentUniqueId',
      kind: 'string',
      default: null,
      xml: {
        name: 'OSDApplyDriverBootCriticalContentUniqueID',
        property: 'BootCriticalContentUniqueID',
        hidden: false,
      },
      environment: 'OSDApplyDriverBootCriticalContentUniqueID',
      constraint: { requiredWhen: 'bootCriticalDriverId is set' },
    },
    {
      key: 'bootCriticalInfFile',
      kind: 'string',
      default: null,
      xml: { name: 'OSDApplyDriverBootCriticalINFFile', property: 'BootCriticalINFFile', hidden: false },
      environment: 'OSDApplyDriverBootCriticalINFFile',
      constraint: { requiredWhen: 'bootCriticalDriverId is set' },
    },
    {
      key: 'bootCriticalHardwareComponent',
      kind: 'string',
      default: null,
      xml: {
        name: 'OSDApplyDriverBootCriticalHardwareComponent',
        property: 'BootCriticalHardwareComponent',
        hidden: false,
      },
      environment: 'OSDApplyDriverBootCriticalHardwareComponent',
      constraint: { requiredWhen: 'bootCriticalDriverId is set', allowed: ['scsi'] },
    },
    {
      key: 'bootCriticalId',
      kind: 'string',
      default: null,
      xml: { name: 'OSDApplyDriverBootCriticalID', property: 'BootCriticalID', hidden: false },
      environment: 'OSDApplyDriverBootCriticalID',
      constraint: { requiredWhen: 'bootCriticalDriverId is set' },
    },
    {
      key: 'unsignedDriver',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDAllowUnsignedDriver', property: 'UnsignedDriver', hidden: false },
      environment: 'OSDAllowUnsignedDriver',
    },
  ],
});
