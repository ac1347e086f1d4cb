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
import type { RunStepRow } from '#shared/model/run';
import type { ReactElement } from 'react';

/** By the class of the field without its `SMS_TaskSequence_` and `Action`. Related types share a shape. */
const icons: Readonly<Record<string, ReactElement>> = {
  RunCommandLine: <WindowConsole20Regular />,
  RunPowerShellScript: <Script20Regular />,
  SetVariable: <BracesVariable20Regular />,
  SetDynamicVariables: <TextBulletListSquareSettings20Regular />,
  Reboot: <ArrowClockwise20Regular />,
  PrestartCheck: <ClipboardTaskListLtr20Regular />,
  SubTasksequence: <TaskListSquareLtr20Regular />,
  ConnectNetworkFolder: <FolderGlobe20Regular />,
  JoinDomainWorkgroup: <Organization20Regular />,
  InstallApplication: <AppGeneric20Regular />,
  InstallSoftware: <Box20Regular />,
  InstallUpdate: <AppsList20Regular />,
  DownloadPackageContent: <CloudArrowDown20Regular />,
  PartitionDisk: <HardDrive20Regular />,
  ConvertDisk: <HardDrive20Regular />,
  OfflineEnableBitLocker: <ShieldLock20Regular />,
  EnableBitLocker: <LockClosed20Regular />,
  DisableBitLocker: <LockOpen20Regular />,
  RequestStateStore: <DatabaseLink20Regular />,
  CaptureUserState: <DatabaseArrowUp20Regular />,
  RestoreUserState: <DatabaseArrowDown20Regular />,
  ReleaseStateStore: <DatabaseCheckmark20Regular />,
  ApplyOperatingSystem: <ImageArrowForward20Regular />,
  ApplyDataImage: <ImageArrowForward20Regular />,
  CaptureSystemImage: <ImageArrowBack20Regular />,
  SetupWindowsAndSMS: <WindowShield20Regular />,
  UpgradeOperatingSystem: <WindowArrowUp20Regular />,
  AutoApply: <DeveloperBoard20Regular />,
  ApplyDriverPackage: <PlugConnectedSettings20Regular />,
  ApplyWindowsSettings: <WindowSettings20Regular />,
  CaptureWindowsSettings: <WindowSettings20Regular />,
  PrepareOS: <WindowSettings20Regular />,
  PrepareSMSClient: <WindowSettings20Regular />,
  InstallDeployTools: <Box20Regular />,
  ApplyNetworkSettings: <Connector20Regular />,
  CaptureNetworkSettings: <NetworkCheck20Regular />,
};

/** The icon of a row of a run. A type without one is an unknown step: shown, never hidden. */
export function iconOfStep(step: Pick<RunStepRow, 'kind' | 'type'>): ReactElement {
  if (step.kind === 'group') return <Folder20Regular />;
  if (step.kind === 'subtasksequence') return <TaskListSquareLtr20Regular />;
  const name = step.type.replace(/^SMS_TaskSequence_/, '').replace(/Action$/, '');
  return icons[name] ?? <DocumentQuestionMark20Regular />;
}
