import type { StepWords } from '../step-words.ts';

/** Words of the steps of the category Drivers. */
export const driversSteps = {
  'auto-apply-drivers': {
    label: 'Auto Apply Drivers',
    purpose: 'Asks the site for drivers that match the detected hardware and stages them.',
    fields: {
      bestMatch: {
        label: 'Drivers to install',
        help: 'Stage one top-ranked driver per device, or every match and let Windows rank them.',
        choices: { true: 'Install only the best matched compatible drivers', false: 'Install all compatible drivers' },
      },
      categoryList: {
        label: 'Driver categories',
        help: 'Empty means every category.',
      },
      unsignedDriver: {
        label: 'Do unattended installation of unsigned drivers on versions of Windows where this is allowed',
        help: 'Meaningless where the signing policy is fixed.',
      },
    },
  },
  'apply-driver-package': {
    label: 'Apply Driver Package',
    purpose: 'Stages every driver of one driver package into the offline OS.',
    fields: {
      driverPackageId: { label: 'Driver package', help: 'Driver package to stage.' },
      recurse: {
        label: 'Install driver package via running DISM with recurse option',
        help: 'Calls DISM with /recurse on the package folder rather than adding each driver by catalog entry.',
      },
      massStorageDriver: {
        label:
          'Select the mass storage driver within the package that needs to be installed before setup on pre-Windows Vista operating systems',
        help: 'Legacy switch that reveals the two fields below.',
      },
      bootCriticalDriverId: { label: 'Driver', help: 'CI unique ID of the storage driver (legacy).' },
      bootCriticalContentUniqueId: {
        label: 'Content of the driver',
        help: 'Content ID that belongs to the driver (legacy).',
      },
      bootCriticalInfFile: { label: 'INF file of the driver', help: 'INF file name (legacy).' },
      bootCriticalHardwareComponent: {
        label: 'Hardware component of the driver',
        help: 'Component class, always scsi (legacy).',
      },
      bootCriticalId: { label: 'Model', help: 'Device model entry in txtsetup.oem (legacy).' },
      unsignedDriver: {
        label: 'Do unattended installation of unsigned drivers on version of Windows where this is allowed',
        help: 'Allows drivers without signature where the OS policy permits; no effect from Vista on.',
      },
    },
  },
} as const satisfies StepWords<'auto-apply-drivers' | 'apply-driver-package'>;
