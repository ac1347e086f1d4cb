import { applyDataImage } from './apply-data-image.ts';
import { applyDriverPackage } from './apply-driver-package.ts';
import { applyNetworkSettings } from './apply-network-settings.ts';
import { applyOperatingSystemImage } from './apply-operating-system-image.ts';
import { applyWindowsSettings } from './apply-windows-settings.ts';
import { autoApplyDrivers } from './auto-apply-drivers.ts';
import { captureNetworkSettings } from './capture-network-settings.ts';
import { captureOperatingSystemImage } from './capture-operating-system-image.ts';
import { captureUserState } from './capture-user-state.ts';
import { captureWindowsSettings } from './capture-windows-settings.ts';
import { checkReadiness } from './check-readiness.ts';
import { connectToNetworkFolder } from './connect-to-network-folder.ts';
import { convertDiskToDynamic } from './convert-disk-to-dynamic.ts';
import { disableBitlocker } from './disable-bitlocker.ts';
import { downloadPackageContent } from './download-package-content.ts';
import { enableBitlocker } from './enable-bitlocker.ts';
import { formatAndPartitionDisk } from './format-and-partition-disk.ts';
import { group } from './group.ts';
import { installApplication } from './install-application.ts';
import { installDeploymentTools } from './install-deployment-tools.ts';
import { installPackage } from './install-package.ts';
import { installSoftwareUpdates } from './install-software-updates.ts';
import { joinDomainOrWorkgroup } from './join-domain-or-workgroup.ts';
import { preProvisionBitlocker } from './pre-provision-bitlocker.ts';
import { prepareConfigmgrClientForCapture } from './prepare-configmgr-client-for-capture.ts';
import { prepareWindowsForCapture } from './prepare-windows-for-capture.ts';
import { releaseStateStore } from './release-state-store.ts';
import { requestStateStore } from './request-state-store.ts';
import { restartComputer } from './restart-computer.ts';
import { restoreUserState } from './restore-user-state.ts';
import { runCommandLine } from './run-command-line.ts';
import { runPowershellScript } from './run-powershell-script.ts';
import { runTaskSequence } from './run-task-sequence.ts';
import { setDynamicVariables } from './set-dynamic-variables.ts';
import { setTaskSequenceVariable } from './set-task-sequence-variable.ts';
import { setupWindowsAndConfigmgr } from './setup-windows-and-configmgr.ts';
import { upgradeOperatingSystem } from './upgrade-operating-system.ts';
import type { SequenceNode } from '../model/sequence.ts';
import type { MenuGroup, StepDescription } from './step-description.ts';

const known = [
  group,
  runCommandLine,
  runPowershellScript,
  setDynamicVariables,
  joinDomainOrWorkgroup,
  connectToNetworkFolder,
  restartComputer,
  setTaskSequenceVariable,
  checkReadiness,
  runTaskSequence,
  installApplication,
  installPackage,
  installSoftwareUpdates,
  downloadPackageContent,
  formatAndPartitionDisk,
  convertDiskToDynamic,
  enableBitlocker,
  disableBitlocker,
  preProvisionBitlocker,
  requestStateStore,
  captureUserState,
  restoreUserState,
  releaseStateStore,
  applyOperatingSystemImage,
  applyDataImage,
  setupWindowsAndConfigmgr,
  upgradeOperatingSystem,
  installDeploymentTools,
  prepareConfigmgrClientForCapture,
  prepareWindowsForCapture,
  captureOperatingSystemImage,
  autoApplyDrivers,
  applyDriverPackage,
  captureNetworkSettings,
  captureWindowsSettings,
  applyNetworkSettings,
  applyWindowsSettings,
] as const;
/** What is written of each step type, with its literal types. */
export type KnownStep = (typeof known)[number]['source'];

/** Every step type in the order of the Add menu; retired types stand where they used to. The group comes first. */
export const stepDescriptions: readonly StepDescription[] = known;

const byType = new Map(stepDescriptions.map((description) => [description.type.toLowerCase(), description]));
const byId = new Map(stepDescriptions.map((description) => [description.id, description]));

/** The description of a class of the field (letter case does not matter), or undefined for a type we do not know. */
export function describeStepType(type: string): StepDescription | undefined {
  return byType.get(type.toLowerCase());
}

/** The description with our own id (`run-command-line`), or undefined. */
export function describeStepId(id: string): StepDescription | undefined {
  return byId.get(id);
}

/** The description of what a node of a tree or a run is: groups and child sequences have one without a type of their own. */
export function describeNode(node: Pick<SequenceNode, 'kind' | 'type'>): StepDescription | undefined {
  if (node.kind === 'group') return group;
  if (node.kind === 'subtasksequence') return runTaskSequence;
  if (node.kind !== 'step') return undefined;
  // A step without a type is a plain command line; only MDT writes them (formats 2.5).
  return node.type === '' ? runCommandLine : describeStepType(node.type);
}

/** True when a node is a step of this type (letter case does not matter). */
export function isStepOf(node: Pick<SequenceNode, 'type'>, description: Pick<StepDescription, 'type'>): boolean {
  return node.type.toLowerCase() === description.type.toLowerCase();
}

/** Categories of the Add menu in their order; "New Group" stands above them. */
export const menuGroups: readonly MenuGroup[] = [
  'General',
  'Software',
  'Disks',
  'User State',
  'Images',
  'Drivers',
  'Settings',
];

/** What the Add menu offers: each category with its types, without the retired ones. */
export function listAddMenu(): { group: MenuGroup; types: StepDescription[] }[] {
  return menuGroups.map((group) => ({
    group,
    types: stepDescriptions
      .filter((description) => description.menu?.group === group)
      .sort((a, b) => (a.menu?.position ?? 0) - (b.menu?.position ?? 0)),
  }));
}

/** True when the variable of a step holds something that must not be shown, logged or exported (formats of the field, passwords and keys). */
export function isSecretProperty(type: string, property: string): boolean {
  const known = describeStepType(type)?.properties.find((one) => one.xml?.property === property);
  return known?.secret === true;
}
