import {
  AppGeneric20Regular,
  AppsList20Regular,
  ArrowClockwise20Regular,
  Box20Regular,
  BracesVariable20Regular,
  ClipboardTaskListLtr20Regular,
  CloudArrowDown20Regular,
  Connector20Regular,
  DatabaseArrowDown20Regular,
  DatabaseArrowUp20Regular,
  DatabaseCheckmark20Regular,
  DatabaseLink20Regular,
  DeveloperBoard20Regular,
  DocumentQuestionMark20Regular,
  Folder20Regular,
  FolderGlobe20Regular,
  HardDrive20Regular,
  ImageArrowBack20Regular,
  ImageArrowForward20Regular,
  LockClosed20Regular,
  LockOpen20Regular,
  NetworkCheck20Regular,
  Organization20Regular,
  PlugConnectedSettings20Regular,
  Script20Regular,
  ShieldLock20Regular,
  TaskListSquareLtr20Regular,
  TextBulletListSquareSettings20Regular,
  WindowArrowUp20Regular,
  WindowConsole20Regular,
  WindowSettings20Regular,
  WindowShield20Regular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { NodeKind } from '#shared/model/sequence';
import { describeNode } from '#shared/steps/catalog';

/** One icon per kind of step. Related kinds share a shape: databases are state stores, pictures are images. */
const icons: Readonly<Record<string, ReactElement>> = {
  group: <Folder20Regular />,
  'check-readiness': <ClipboardTaskListLtr20Regular />,
  'run-command-line': <WindowConsole20Regular />,
  'run-powershell-script': <Script20Regular />,
  'set-variable': <BracesVariable20Regular />,
  'set-dynamic-variables': <TextBulletListSquareSettings20Regular />,
  'restart-computer': <ArrowClockwise20Regular />,
  'run-task-sequence': <TaskListSquareLtr20Regular />,
  'connect-network-folder': <FolderGlobe20Regular />,
  'download-content': <CloudArrowDown20Regular />,
  'install-application': <AppGeneric20Regular />,
  'install-package': <Box20Regular />,
  'install-updates': <AppsList20Regular />,
  'partition-disk': <HardDrive20Regular />,
  'pre-provision-bitlocker': <ShieldLock20Regular />,
  'enable-bitlocker': <LockClosed20Regular />,
  'disable-bitlocker': <LockOpen20Regular />,
  'request-state-store': <DatabaseLink20Regular />,
  'capture-user-state': <DatabaseArrowUp20Regular />,
  'restore-user-state': <DatabaseArrowDown20Regular />,
  'release-state-store': <DatabaseCheckmark20Regular />,
  'apply-os-image': <ImageArrowForward20Regular />,
  'capture-os-image': <ImageArrowBack20Regular />,
  'setup-windows': <WindowShield20Regular />,
  'upgrade-os': <WindowArrowUp20Regular />,
  'auto-apply-drivers': <DeveloperBoard20Regular />,
  'apply-driver-package': <PlugConnectedSettings20Regular />,
  'capture-windows-settings': <WindowSettings20Regular />,
  'apply-windows-settings': <WindowSettings20Regular />,
  'capture-network-settings': <NetworkCheck20Regular />,
  'apply-network-settings': <Connector20Regular />,
  'join-domain': <Organization20Regular />,
};

/** The icon of a description's key; a question mark for what we do not know. */
export function iconOf(key: string | undefined): ReactElement {
  return (key === undefined ? undefined : icons[key]) ?? <DocumentQuestionMark20Regular />;
}

export interface StepKind {
  readonly kind: NodeKind;
  readonly type: string;
}

/** The icon of a row of a sequence or a run. A type that is not known is shown, never hidden. */
export function StepIcon({ step }: { readonly step: StepKind }) {
  // A step without a type is a plain command line of an MDT sequence.
  if (step.kind === 'step' && step.type === '') return iconOf('run-command-line');
  return iconOf(describeNode(step)?.icon);
}
