import { check, choice, columns, field, half, type Layouts, nameAndDescription, section } from '../layout.ts';

/** Pages of the category Drivers. */
export const driversPages: Layouts = {
  'auto-apply-drivers': [
    nameAndDescription,
    section('heading.whichDrivers', [choice('bestMatch', 'choice.drivers'), field('categoryList')]),
    section('heading.signing', [check('unsignedDriver')]),
  ],
  'apply-driver-package': [
    nameAndDescription,
    section('heading.driverPackage', [half(field('driverPackageId')), check('recurse')]),
    section('heading.massStorage', [
      check('massStorageDriver', [
        columns([field('bootCriticalDriverId')], [field('bootCriticalId')]),
        columns([field('bootCriticalInfFile')], [field('bootCriticalHardwareComponent')]),
        half(field('bootCriticalContentUniqueId')),
      ]),
    ]),
    section('heading.signing', [check('unsignedDriver')]),
  ],
};
