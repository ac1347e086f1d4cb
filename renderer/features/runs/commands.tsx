import {
  ArrowDownload20Regular,
  ArrowSync20Regular,
  DatabaseCheckmark20Regular,
  Delete20Regular,
  Document20Regular,
  DocumentText20Regular,
  Next20Regular,
  Open20Regular,
  PlayCircle20Regular,
  RecordStop20Regular,
} from '@fluentui/react-icons';
import { canGoOn, type RunRow } from '#shared/model/run';
import type { CommandDefinition, Shell } from '../../app/types.ts';
import { downloadFile } from '../../api/transfer.ts';
import { isBeingCancelled, runsList, runsModel, runsNode, selectedRuns, type OpenRun } from './model.ts';
import { cancelRun, deleteRuns, findResult, resumeRun, showLogFile } from './run-actions.ts';
import { resultStore } from './run-model.ts';
import { openRun } from './tabs.ts';

function oneRun(shell: Shell): RunRow | null {
  const { count, rows } = selectedRuns(shell);
  return count === 1 ? (rows[0] ?? null) : null;
}

/** The run whose tab is active, or null. */
export function activeRun(shell: Shell): OpenRun | null {
  const { tabs, activeId } = shell.tabs.store.getState();
  const tab = tabs.find((one) => one.id === activeId);
  return tab?.kind === 'run' ? shell.model(runsModel).open(tab.params.runId) : null;
}

function activeModel(shell: Shell): ReturnType<OpenRun['run']['store']['getState']>['model'] {
  return activeRun(shell)?.run.store.getState().model ?? null;
}

/** Once is enough: a run that is being cancelled already says so where it could be asked to. */
function canCancel(shell: Shell, row: RunRow | null): boolean {
  return row?.state === 'running' && !isBeingCancelled(shell, row);
}

function cancelLabel(shell: Shell, row: RunRow | null): string {
  const isCancelling = row !== null && isBeingCancelled(shell, row);
  return shell.text(isCancelling ? 'runs:command.cancelling' : 'runs:command.cancel');
}

/** Opens the result of a state store: user state owns that tab. */
function openResultTab(shell: Shell, stateStoreId: NonNullable<ReturnType<typeof resultStore>>): void {
  shell.tabs.open({
    kind: 'state-result',
    params: { stateStoreId },
    title: shell.text('user-state:result.tab'),
    key: stateStoreId,
  });
}

const listCommands: readonly CommandDefinition[] = [
  {
    id: 'runs.start',
    scope: runsNode,
    label: 'runs:command.startSequence',
    icon: <PlayCircle20Regular />,
    keys: 'Ctrl+N',
    group: 'run',
    isOfPage: true,
    isPrimary: true,
    run: (shell) => shell.dialogs.ask('run.start', { packageId: null, deviceId: null }),
  },
  {
    id: 'runs.open',
    scope: runsNode,
    label: 'runs:command.open',
    icon: <Open20Regular />,
    keys: 'Enter',
    isKeyHint: true,
    group: 'look',
    isEnabled: (shell) => oneRun(shell) !== null,
    run: (shell) => {
      const row = oneRun(shell);
      if (row !== null) openRun(shell, row.id, row.deviceName);
    },
  },
  {
    id: 'runs.cancel',
    scope: runsNode,
    label: (shell) => cancelLabel(shell, oneRun(shell)),
    icon: <RecordStop20Regular />,
    group: 'run',
    isEnabled: (shell) => canCancel(shell, oneRun(shell)),
    run: (shell) => {
      const row = oneRun(shell);
      return row === null ? undefined : cancelRun(shell, row, null);
    },
  },
  {
    id: 'runs.resume',
    scope: runsNode,
    label: 'runs:command.resume',
    icon: <Next20Regular />,
    group: 'run',
    isEnabled: (shell) => canGoOn(oneRun(shell)?.state ?? 'running'),
    run: (shell) => {
      const row = oneRun(shell);
      return row === null ? undefined : resumeRun(shell, row.id);
    },
  },
  {
    id: 'runs.showLog',
    scope: runsNode,
    label: 'runs:command.showLog',
    icon: <DocumentText20Regular />,
    group: 'look',
    isEnabled: (shell) => oneRun(shell) !== null,
    run: (shell) => {
      const row = oneRun(shell);
      return row === null ? undefined : showLogFile(shell, row.id);
    },
  },
  {
    id: 'runs.openResult',
    scope: runsNode,
    label: 'runs:command.openResult',
    icon: <DatabaseCheckmark20Regular />,
    group: 'look',
    isEnabled: (shell) => oneRun(shell) !== null,
    run: async (shell) => {
      const row = oneRun(shell);
      const found = row === null ? null : await findResult(shell, row.id);
      if (found !== null) openResultTab(shell, found);
      else if (row !== null)
        shell.toasts.show({ intent: 'info', title: shell.text('runs:said.noResult', { run: row.id }) });
    },
  },
  {
    id: 'runs.delete',
    scope: runsNode,
    label: 'runs:command.delete',
    icon: <Delete20Regular />,
    keys: 'Del',
    group: 'list',
    isEnabled: (shell) => {
      const { input, rows } = selectedRuns(shell);
      return input !== null && rows.every((row) => row.state !== 'running');
    },
    run: (shell) => deleteRuns(shell, selectedRuns(shell)),
  },
  {
    id: 'runs.refresh',
    scope: runsNode,
    label: 'runs:command.refresh',
    icon: <ArrowSync20Regular />,
    keys: 'Ctrl+R',
    group: 'list',
    isOfPage: true,
    isIconOnly: true,
    run: (shell) => shell.cache.retry(runsList.method),
  },
];

const tabCommands: readonly CommandDefinition[] = [
  {
    id: 'run.cancel',
    scope: 'run',
    label: (shell) => cancelLabel(shell, activeModel(shell)?.row ?? null),
    icon: <RecordStop20Regular />,
    group: 'run',
    isEnabled: (shell) => canCancel(shell, activeModel(shell)?.row ?? null),
    run: (shell) => {
      const model = activeModel(shell);
      return model === null ? undefined : cancelRun(shell, model.row, model);
    },
  },
  {
    id: 'run.resume',
    scope: 'run',
    label: 'runs:command.resume',
    icon: <Next20Regular />,
    group: 'run',
    isEnabled: (shell) => activeModel(shell)?.canResume === true,
    run: async (shell) => {
      const open = activeRun(shell);
      const row = open?.run.store.getState().model?.row;
      if (open === null || row === undefined) return;
      await resumeRun(shell, row.id);
      await open.run.refresh();
    },
  },
  {
    id: 'run.again',
    scope: 'run',
    label: 'runs:command.again',
    icon: <PlayCircle20Regular />,
    group: 'run',
    isEnabled: (shell) => {
      const state = activeModel(shell)?.row.state;
      return state !== undefined && state !== 'running';
    },
    run: (shell) => {
      const row = activeModel(shell)?.row;
      return row === undefined
        ? undefined
        : shell.dialogs.ask('run.start', { packageId: row.packageId, deviceId: row.deviceId });
    },
  },
  {
    id: 'run.openResult',
    scope: 'run',
    label: 'runs:command.openResult',
    icon: <DatabaseCheckmark20Regular />,
    group: 'look',
    when: (shell) => resultStore(activeModel(shell)?.steps ?? []) !== null,
    run: (shell) => {
      const found = resultStore(activeModel(shell)?.steps ?? []);
      if (found !== null) openResultTab(shell, found);
    },
  },
  {
    id: 'run.showInEditor',
    scope: 'run',
    label: 'runs:command.showInEditor',
    icon: <Document20Regular />,
    group: 'look',
    run: (shell) => {
      const row = activeModel(shell)?.row;
      if (row === undefined) return;
      const { packageId, sequenceName: title } = row;
      shell.tabs.open({ kind: 'editor', params: { packageId, mode: 'edit' }, title, key: packageId });
    },
  },
  {
    id: 'run.downloadLog',
    scope: 'run',
    label: 'runs:command.downloadLog',
    icon: <ArrowDownload20Regular />,
    group: 'look',
    run: async (shell) => {
      const row = activeModel(shell)?.row;
      if (row === undefined) return;
      const fileName = `smsts-${row.id.toString()}.log`;
      const { transferId } = await shell.client.call('run.logFile', { runId: row.id });
      await downloadFile(shell.client, transferId, fileName);
      shell.toasts.show({ intent: 'success', title: shell.text('runs:said.downloaded', { file: fileName }) });
    },
  },
  {
    id: 'run.showLog',
    scope: 'run',
    label: 'runs:command.showLog',
    icon: <DocumentText20Regular />,
    group: 'look',
    run: (shell) => {
      const row = activeModel(shell)?.row;
      return row === undefined ? undefined : showLogFile(shell, row.id);
    },
  },
  {
    id: 'run.followLog',
    scope: 'run',
    label: 'runs:command.follow',
    group: 'look',
    places: ['palette'],
    isChecked: (shell) => activeRun(shell)?.log.store.getState().follows ?? false,
    run: (shell) => {
      const log = activeRun(shell)?.log;
      log?.setFollows(!log.store.getState().follows);
    },
  },
  {
    id: 'run.refresh',
    scope: 'run',
    label: 'runs:command.refresh',
    icon: <ArrowSync20Regular />,
    keys: 'Ctrl+R',
    group: 'look',
    isIconOnly: true,
    run: async (shell) => {
      const open = activeRun(shell);
      await Promise.all([open?.run.refresh(), open?.log.refresh()]);
    },
  },
];

export const runsCommands: readonly CommandDefinition[] = [...listCommands, ...tabCommands];
