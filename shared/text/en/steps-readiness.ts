import type { StepWords } from '../step-words.ts';

/** Words of the step that checks readiness. */
export const readinessSteps = {
  'check-readiness': {
    label: 'Check Readiness',
    purpose: 'Evaluates hardware and OS prerequisites.',
    fields: {
      checkMemory: { label: 'Minimum memory (MB)', help: 'Turns the memory check on.' },
      memory: { label: 'Memory, at least', help: 'Smallest acceptable physical memory in MB.' },
      checkProcessorSpeed: { label: 'Minimum processor speed (MHz)', help: 'Turns the clock check on.' },
      processorSpeed: {
        label: 'Processor speed, at least',
        help: 'Smallest acceptable processor clock in MHz.',
      },
      checkFreeDiskSpace: {
        label: 'Minimum free disk space (MB)',
        help: 'Turns the disk check on; raw disks count as free since 2103.',
      },
      freeDiskSpace: {
        label: 'Free disk space, at least',
        help: 'Smallest acceptable free disk space in MB.',
      },
      checkOsType: { label: 'Current OS to be refreshed is', help: 'Turns the client/server check on.' },
      osType: {
        label: 'Kind of operating system',
        help: 'Product family the running OS has to belong to.',
        choices: { CLIENT: 'Client', SERVER: 'Server' },
      },
      checkOsArchitecture: { label: 'Architecture of current OS', help: 'Turns the architecture check on.' },
      osArchitecture: {
        label: 'Architecture',
        help: 'Word size the running OS must have.',
        choices: { 32: '32-bit', 64: '64-bit' },
      },
      checkMinOsVersion: { label: 'Minimum OS version', help: 'Turns the lower bound on.' },
      minOsVersion: { label: 'OS version, at least', help: 'Lower OS bound, such as 10.0.19045.' },
      checkMaxOsVersion: {
        label: 'Maximum OS version',
        help: 'Turns the upper bound on (odd casing in the XML name).',
      },
      maxOsVersion: { label: 'OS version, at most', help: 'Newest OS version that still passes.' },
      checkCmClientMinVersion: { label: 'Minimum client version', help: 'Turns the client version check on.' },
      cmClientMinVersion: {
        label: 'Client version, at least',
        help: 'Lowest accepted client, such as 5.00.9106.1000.',
      },
      checkOsLanguageId: { label: 'Language of current OS', help: 'Turns the language check on.' },
      osLanguageId: {
        label: 'Language',
        help: 'LCID compared with OSLanguage of Win32_OperatingSystem; 1033 is en-US.',
      },
      checkPowerState: { label: 'AC power plugged in', help: 'Result is negative while the machine runs on battery.' },
      checkNetworkConnected: { label: 'Network adapter connected', help: 'Fails without an active connection.' },
      checkNetworkWired: { label: 'Network adapter is not wireless', help: 'Fails when only Wi-Fi is active.' },
      checkDeviceUefi: { label: 'Computer is in UEFI mode', help: 'Fails on legacy BIOS.' },
      checkTpmEnabled: { label: 'TPM 2.0 or above is enabled', help: 'Fails without an enabled TPM 2.0.' },
      checkTpmActivated: { label: 'TPM 2.0 or above is activated', help: 'Fails when the enabled TPM is not active.' },
    },
  },
} as const satisfies StepWords<'check-readiness'>;
