import {
  ArrowSync20Regular,
  CheckmarkNote20Regular,
  Copy20Regular,
  DatabaseArrowDown20Regular,
  DatabaseArrowUp20Regular,
  Delete20Regular,
  PlayCircle20Regular,
  RecordStop20Regular,
  ShieldCheckmark20Regular,
} from '@fluentui/react-icons';
import type { Job } from '#shared/model/job';
import type { StateStoreCondition } from '#shared/model/state-migration';
import type { CommandDefinition, Shell } from '../../app/types.ts';
import { verifyStore } from './association-actions.ts';
import { isReadable } from './association-commands.tsx';
import { rereadUserState } from './model.ts';
import { deleteStore } from './result-actions.ts';
import { summaryText } from './result-words.ts';
import { canAccept, headlineOf, type StateResultData } from './state-result.ts';

/** The result whose tab is active, or null. */
function activeResult(shell: Shell): StateResultData | null {
  const { tabs, activeId } = shell.tabs.store.getState();
  const tab = tabs.find((one) => one.id === activeId);
  if (tab?.kind !== 'state-result') return null;
  return shell.cache.known('stateStore.get', { stateStoreId: tab.params.stateStoreId }) ?? null;
}

function runningVerify(shell: Shell): Job | null {
  const id = activeResult(shell)?.row.id;
  const { jobs } = shell.jobs.store.getState();
  return jobs.find((job) => job.stateStoreId === id && job.kind === 'verify' && job.state === 'running') ?? null;
}

function readableState(shell: Shell): StateStoreCondition | null {
  return activeResult(shell)?.row.condition ?? null;
}

const nextCommands: readonly CommandDefinition[] = [
  {
    id: 'result.restore',
    scope: 'state-result',
    label: 'user-state:result.command.restore',
    icon: <DatabaseArrowDown20Regular />,
    group: 'next',
    isPrimary: true,
    isEnabled: (shell) => isReadable(readableState(shell)),
    run: (shell) =>
      shell.dialogs.ask('run.start', {
        packageId: null,
        deviceId: activeResult(shell)?.row.destinationDeviceId ?? null,
        purpose: 'restore',
      }),
  },
  {
    id: 'result.capture',
    scope: 'state-result',
    label: 'user-state:result.command.capture',
    icon: <DatabaseArrowUp20Regular />,
    group: 'next',
    when: (shell) => {
      const data = activeResult(shell);
      return (
        data !== null && ['damaged', 'captured-missing', 'not-finished', 'deleted'].includes(headlineOf(data).kind)
      );
    },
    run: (shell) =>
      shell.dialogs.ask('run.start', {
        packageId: null,
        deviceId: activeResult(shell)?.row.sourceDeviceId ?? null,
        purpose: 'capture',
      }),
  },
  {
    id: 'result.accept',
    scope: 'state-result',
    label: 'user-state:result.command.accept',
    icon: <CheckmarkNote20Regular />,
    group: 'next',
    when: (shell) => {
      const data = activeResult(shell);
      return data !== null && canAccept(data);
    },
    run: async (shell) => {
      const data = activeResult(shell);
      if (data === null) return;
      const { id: stateStoreId, sourceName, missingCount: missing } = data.row;
      await shell.dialogs.ask('stateStore.accept', { stateStoreId, sourceName, missing });
    },
  },
  {
    id: 'result.verify',
    scope: 'state-result',
    label: 'user-state:result.command.verify',
    icon: <ShieldCheckmark20Regular />,
    keys: 'F5',
    group: 'next',
    when: (shell) => runningVerify(shell) === null,
    isEnabled: (shell) => isReadable(readableState(shell)),
    run: (shell) => {
      const row = activeResult(shell)?.row;
      return row === undefined ? undefined : verifyStore(shell, row.id, row.sourceName);
    },
  },
  {
    id: 'result.cancelVerify',
    scope: 'state-result',
    label: 'user-state:result.command.cancelVerify',
    icon: <RecordStop20Regular />,
    group: 'next',
    when: (shell) => runningVerify(shell) !== null,
    run: async (shell) => {
      const job = runningVerify(shell);
      if (job !== null) await shell.jobs.cancel(job.id);
    },
  },
];

export const resultCommands: readonly CommandDefinition[] = [
  ...nextCommands,
  {
    id: 'result.openRun',
    scope: 'state-result',
    label: 'user-state:result.command.openRun',
    icon: <PlayCircle20Regular />,
    group: 'report',
    isEnabled: (shell) => {
      const row = activeResult(shell)?.row;
      return row !== undefined && (row.restoreRunId ?? row.captureRunId) !== null;
    },
    run: (shell) => {
      const row = activeResult(shell)?.row;
      const runId = row?.restoreRunId ?? row?.captureRunId ?? null;
      if (row === undefined || runId === null) return;
      const device = (row.restoreRunId === null ? row.sourceName : row.destinationName) ?? '';
      const title = shell.text('runs:tab', { run: runId, device });
      shell.tabs.open({ kind: 'run', params: { runId }, title, key: String(runId) });
    },
  },
  {
    id: 'result.copy',
    scope: 'state-result',
    label: 'user-state:result.command.copy',
    icon: <Copy20Regular />,
    group: 'report',
    run: async (shell) => {
      const data = activeResult(shell);
      if (data === null) return;
      await navigator.clipboard.writeText(summaryText(shell, data));
      shell.toasts.show({ intent: 'success', title: shell.text('user-state:result.summary.copied') });
    },
  },
  {
    id: 'result.delete',
    scope: 'state-result',
    label: 'user-state:result.command.delete',
    icon: <Delete20Regular />,
    group: 'store',
    isEnabled: (shell) => {
      const row = activeResult(shell)?.row;
      return row !== undefined && row.state !== 'deleted' && row.state !== 'capturing' && row.state !== 'requested';
    },
    run: (shell) => {
      const data = activeResult(shell);
      return data === null ? undefined : deleteStore(shell, data.row);
    },
  },
  {
    id: 'result.refresh',
    scope: 'state-result',
    label: 'user-state:result.command.refresh',
    icon: <ArrowSync20Regular />,
    keys: 'Ctrl+R',
    group: 'store',
    isIconOnly: true,
    run: (shell) => {
      const id = activeResult(shell)?.row.id;
      return id === undefined ? undefined : rereadUserState(shell);
    },
  },
];
