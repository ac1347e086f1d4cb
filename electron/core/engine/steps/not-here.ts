import { AppError } from '#shared/contract/errors';
import { message, reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { describeStepType } from '#shared/steps/catalog';

/** Types that do not act yet, by our id; what each would need on a device of folders is under `reasons:needs` (ENG-82). */
const needs = [
  'set-dynamic-variables',
  'run-task-sequence',
  'check-readiness',
  'connect-to-network-folder',
  'install-application',
  'install-package',
  'install-software-updates',
  'download-package-content',
  'join-domain-or-workgroup',
  'format-and-partition-disk',
  'convert-disk-to-dynamic',
  'enable-bitlocker',
  'disable-bitlocker',
  'pre-provision-bitlocker',
  'apply-operating-system-image',
  'apply-data-image',
  'setup-windows-and-configmgr',
  'upgrade-operating-system',
  'install-deployment-tools',
  'prepare-configmgr-client-for-capture',
  'prepare-windows-for-capture',
  'capture-operating-system-image',
  'auto-apply-drivers',
  'apply-driver-package',
  'capture-network-settings',
  'capture-windows-settings',
  'apply-network-settings',
  'apply-windows-settings',
] as const;

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

function needOf(id: string): Message {
  const known = needs.find((one) => one === id);
  return known === undefined ? message('reasons:needs.engine') : message(`reasons:needs.${known}`);
}

/** The error of a type that has no acting part: known and not here, or unknown. */
export function notHereError(type: string, isThisComputer = false): AppError {
  const description = describeStepType(type);
  // Steps of the Deployment Toolkit are known by their prefix: each starts a script of its own.
  if (description === undefined && type.startsWith('BDD_'))
    return new AppError('STEP_NOT_SUPPORTED_HERE', { type, needs: message('reasons:needs.toolkit-scripts') });
  if (description === undefined)
    return new AppError('STEP_UNKNOWN_TYPE', { type: type === '' ? reason('no-type') : type });
  const isRefused = isThisComputer && destructive.has(description.id);
  const what = isRefused ? message('reasons:needs.another-device') : needOf(description.id);
  return new AppError('STEP_NOT_SUPPORTED_HERE', { type: description.label, needs: what });
}

/** Roots of the scripts of the Deployment Toolkit, by the names of their variables: what lies there is not here. */
export const toolkitRoots = /%(scriptroot|deployroot|toolroot)%/gi;

/** Ids of the types that the table names; a test keeps it in step with the catalogue. */
export const typesNotHere: readonly string[] = needs;
