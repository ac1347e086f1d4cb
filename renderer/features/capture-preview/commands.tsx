import {
  Add20Regular,
  ArrowDownload20Regular,
  ArrowSync20Regular,
  Copy20Regular,
  DocumentSearch20Regular,
  PlayCircle20Regular,
  RecordStop20Regular,
  ShieldPerson20Regular,
  TableCopy20Regular,
} from '@fluentui/react-icons';
import { DeviceId } from '#shared/model/ids';
import type { CommandDefinition, Shell } from '../../app/types.ts';
import { saveAs } from '../../api/transfer.ts';
import { listAsCsv, listAsText } from '../../components/list-export.ts';
import { sortRows } from '../../components/list-model.ts';
import { chosenIds } from '../../components/list-selection.ts';
import { emptyList } from '../../stores/settings.ts';
import { devicesNode, selectedDevices } from '../devices/index.tsx';
import { capturesHelped, startElevated } from './elevation.ts';
import { capturePreviewModel } from './model.ts';
import { rowsListId, usersListId, withList, type PreviewChoice } from './preview-lists.ts';
import type { PreviewState } from './preview-store.ts';
import { previewSummary } from './summary.ts';
import { elevationScope, openPreview, previewScope } from './tabs.ts';

function activeState(shell: Shell): PreviewState | null {
  return shell.model(capturePreviewModel).active()?.store.getState() ?? null;
}

function isScanning(shell: Shell): boolean {
  return activeState(shell)?.status === 'scanning';
}

function hasPreview(shell: Shell): boolean {
  return (activeState(shell)?.preview ?? null) !== null;
}

/** The device of the site that the active preview is of; this computer may be one. */
function activeDevice(shell: Shell): string | null {
  const { tabs, activeId } = shell.tabs.store.getState();
  const tab = tabs.find((one) => one.id === activeId);
  if (tab?.kind !== previewScope) return null;
  return tab.params.deviceId ?? shell.cache.known('device.thisComputer', {})?.deviceId ?? null;
}

/** The list as it is seen: filtered, narrowed to profiles, sorted. */
function shownList(shell: Shell, as: 'text' | 'csv') {
  const state = activeState(shell);
  if (state === null || state.preview === null) return null;
  const { list, filter, preview } = state;
  const tab = shell.tabs.store.getState().tabs.find((one) => one.id === shell.tabs.store.getState().activeId);
  const deviceId = tab?.kind === previewScope ? tab.params.deviceId : null;
  const choice: PreviewChoice = { list, filter, users: chosenIds(shell.selection.get(usersListId(deviceId))) };
  const { sort } = shell.settings.store.getState().settings.lists[rowsListId(list)] ?? emptyList;
  return withList(shell, preview, choice, (columns, rows) => {
    const sorted = sortRows(rows, columns, sort);
    const content = as === 'csv' ? listAsCsv(columns, sorted) : listAsText(columns, sorted);
    return { content, count: rows.length, list, name: preview.deviceName };
  });
}

async function copyList(shell: Shell): Promise<void> {
  const shown = shownList(shell, 'text');
  if (shown === null) return;
  await navigator.clipboard.writeText(shown.content);
  const title = shell.text('capture-preview:summary.listCopied', { count: shown.count });
  shell.toasts.show({ intent: 'success', title });
}

function saveList(shell: Shell): void {
  const shown = shownList(shell, 'csv');
  if (shown === null) return;
  const list = shell.text(`capture-preview:summary.list.${shown.list}`);
  const file = shell.text('capture-preview:summary.fileName', { name: shown.name, list });
  saveAs(new Blob([shown.content], { type: 'text/csv' }), file);
  shell.toasts.show({ intent: 'success', title: shell.text('capture-preview:summary.listSaved', { file }) });
}

const openCommands: readonly CommandDefinition[] = [
  {
    id: 'preview.thisComputer',
    scope: 'global',
    label: 'capture-preview:command.thisComputer',
    icon: <DocumentSearch20Regular />,
    group: 'preview',
    places: ['palette'],
    run: async (shell) => {
      const { deviceId, name } = await shell.cache.get('device.thisComputer', {});
      openPreview(shell, deviceId, name);
    },
  },
  {
    id: 'preview.device',
    scope: devicesNode,
    label: 'capture-preview:command.device',
    icon: <DocumentSearch20Regular />,
    group: 'device',
    isEnabled: (shell) => {
      const { count, rows } = selectedDevices(shell);
      return count === 1 && rows[0] !== undefined && rows[0].connection.kind !== 'none';
    },
    run: (shell) => {
      const [device] = selectedDevices(shell).rows;
      if (device !== undefined) openPreview(shell, device.id, device.name);
    },
  },
];

const scanCommands: readonly CommandDefinition[] = [
  {
    id: 'preview.run',
    scope: previewScope,
    label: 'capture-preview:command.run',
    icon: <PlayCircle20Regular />,
    group: 'go',
    places: ['bar', 'palette'],
    isPrimary: true,
    when: (shell) => activeDevice(shell) !== null,
    isEnabled: hasPreview,
    run: (shell) => {
      const deviceId = activeDevice(shell);
      return deviceId === null
        ? undefined
        : shell.dialogs.ask('run.start', { packageId: null, deviceId: DeviceId.parse(deviceId) });
    },
  },
  {
    id: 'preview.createDevice',
    scope: previewScope,
    label: 'capture-preview:command.createDevice',
    icon: <Add20Regular />,
    group: 'go',
    places: ['bar', 'palette'],
    isPrimary: true,
    when: (shell) => activeDevice(shell) === null,
    run: (shell) => shell.dialogs.ask('device.edit', { deviceId: null, connection: 'local' }),
  },
  {
    id: 'preview.scan',
    scope: previewScope,
    label: 'capture-preview:command.scan',
    icon: <ArrowSync20Regular />,
    keys: 'F5',
    group: 'go',
    places: ['bar', 'palette'],
    when: (shell) => !isScanning(shell),
    run: (shell) => shell.model(capturePreviewModel).active()?.scan(),
  },
  {
    id: 'preview.cancel',
    scope: previewScope,
    label: 'capture-preview:command.cancel',
    icon: <RecordStop20Regular />,
    group: 'go',
    places: ['bar', 'palette'],
    when: isScanning,
    run: (shell) => shell.model(capturePreviewModel).active()?.cancel(),
  },
  {
    id: 'preview.elevate',
    // Its only button stands beside the sentence that says what is missing.
    scope: elevationScope,
    label: 'capture-preview:command.elevate',
    icon: <ShieldPerson20Regular />,
    group: 'go',
    when: (shell) => {
      const computer = shell.cache.known('device.thisComputer', {});
      return computer?.canStartElevated === true && capturesHelped(computer.elevationHelps).length > 0;
    },
    run: startElevated,
  },
];

const reportCommands: readonly CommandDefinition[] = [
  {
    id: 'preview.copy',
    scope: previewScope,
    label: 'capture-preview:command.copy',
    icon: <Copy20Regular />,
    group: 'report',
    isEnabled: hasPreview,
    run: async (shell) => {
      const preview = activeState(shell)?.preview ?? null;
      if (preview === null) return;
      await navigator.clipboard.writeText(previewSummary(shell, preview));
      shell.toasts.show({ intent: 'success', title: shell.text('capture-preview:summary.copied') });
    },
  },
  {
    id: 'preview.copyList',
    scope: previewScope,
    label: 'capture-preview:command.copyList',
    icon: <TableCopy20Regular />,
    group: 'report',
    isEnabled: hasPreview,
    run: copyList,
  },
  {
    id: 'preview.saveList',
    scope: previewScope,
    label: 'capture-preview:command.saveList',
    icon: <ArrowDownload20Regular />,
    group: 'report',
    isEnabled: hasPreview,
    run: saveList,
  },
];

export const previewCommands: readonly CommandDefinition[] = [...openCommands, ...scanCommands, ...reportCommands];
