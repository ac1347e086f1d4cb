import { AppError } from '#shared/contract/errors';
import { describeStepType } from '#shared/steps/catalog';

/** What each type that does not act yet would need on a device of folders, by our id of the type (ENG-82). */
const needs: Readonly<Record<string, string>> = {
  'set-dynamic-variables': 'the evaluation of rules over the facts of the device',
  'run-task-sequence': 'child sequences in the engine, and the child in this site',
  'check-readiness': 'facts of the device such as memory, processor and free space, measured for this check',
  'connect-to-network-folder': 'a share map of the site that says which folder the network path is',
  'install-application': 'the application with its content and detection in this site',
  'install-package': 'the content and the program of the package in this site',
  'install-software-updates': 'a software update point, which a site of this program does not have',
  'download-package-content': 'a distribution point with the content of the package',
  'join-domain-or-workgroup': 'an installed Windows to join, or its answer file',
  'format-and-partition-disk': 'permission to erase the drives of the device',
  'convert-disk-to-dynamic': 'a disk of the device; the field has withdrawn this type',
  'enable-bitlocker': 'a running Windows with its BitLocker tools',
  'disable-bitlocker': 'a running Windows with its BitLocker tools',
  'pre-provision-bitlocker': 'Windows PE with its BitLocker tools and a TPM',
  'apply-operating-system-image': 'the image file in this site and permission to erase the drive',
  'apply-data-image': 'the image file in this site and permission to erase the drive',
  'setup-windows-and-configmgr': 'an applied Windows image with its answer file',
  'upgrade-operating-system': 'a running Windows and the upgrade package',
  'install-deployment-tools': 'the package of Sysprep files; the field has withdrawn this type',
  'prepare-configmgr-client-for-capture': 'a running Windows with the Configuration Manager client',
  'prepare-windows-for-capture': 'a running Windows with Sysprep',
  'capture-operating-system-image': 'a tool that writes image files',
  'auto-apply-drivers': 'drivers in the catalogue of this site',
  'apply-driver-package': 'the content of the driver package in this site',
  'capture-network-settings': 'the registry of the device',
  'capture-windows-settings': 'the registry of the device',
  'apply-network-settings': 'an applied Windows image with its answer file',
  'apply-windows-settings': 'an applied Windows image with its answer file',
};

/** Types that would destroy what the computer has (ENG-116). */
const destructive: ReadonlySet<string> = new Set([
  'format-and-partition-disk',
  'convert-disk-to-dynamic',
  'apply-operating-system-image',
  'apply-data-image',
  'setup-windows-and-configmgr',
  'upgrade-operating-system',
  'prepare-windows-for-capture',
  'pre-provision-bitlocker',
]);

/** The error of a type that has no acting part: known and not here, or unknown. */
export function notHereError(type: string, isThisComputer = false): AppError {
  const description = describeStepType(type);
  if (description === undefined) return new AppError('STEP_UNKNOWN_TYPE', { type: type === '' ? '(none)' : type });
  const isRefused = isThisComputer && destructive.has(description.id);
  const what = isRefused
    ? 'another device: it never acts on the computer that Waystation runs on'
    : (needs[description.id] ?? 'its part of the engine');
  return new AppError('STEP_NOT_SUPPORTED_HERE', { type: description.label, needs: what });
}

/** Ids of the types that the table names; a test keeps it in step with the catalogue. */
export const typesNotHere: readonly string[] = Object.keys(needs);
