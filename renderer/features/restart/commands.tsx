import { ArrowClockwise20Regular, PlayCircle20Regular, RecordStop20Regular } from '@fluentui/react-icons';
import type { PendingRestart } from '#shared/model/local-computer';
import type { CommandDefinition, Shell } from '../../app/types.ts';
import { restartModel } from './model.ts';

function pending(shell: Shell): PendingRestart | null {
  return shell.model(restartModel).store.getState().restart;
}

function isCounting(shell: Shell): boolean {
  return pending(shell)?.state === 'counting';
}

export const restartCommands: readonly CommandDefinition[] = [
  {
    id: 'restart.now',
    scope: 'global',
    label: 'restart:command.now',
    icon: <ArrowClockwise20Regular />,
    group: 'restart',
    places: ['bar', 'palette'],
    when: isCounting,
    run: (shell) => shell.model(restartModel).now(),
  },
  {
    id: 'restart.stop',
    scope: 'global',
    label: 'restart:command.stop',
    icon: <RecordStop20Regular />,
    group: 'restart',
    places: ['bar', 'palette'],
    when: isCounting,
    run: async (shell) => {
      const restart = pending(shell);
      if (restart === null) return;
      await shell.model(restartModel).stop();
      shell.toasts.show({
        intent: 'info',
        title: shell.text('restart:said.stopped'),
        text: shell.text('restart:said.stoppedText', { run: restart.runId }),
      });
    },
  },
  {
    id: 'restart.openRun',
    scope: 'global',
    label: 'restart:command.openRun',
    icon: <PlayCircle20Regular />,
    group: 'restart',
    places: ['bar'],
    when: (shell) => pending(shell) !== null,
    run: (shell) => {
      const restart = pending(shell);
      if (restart === null) return;
      const { runId } = restart;
      const title = shell.text('restart:run.tab', { run: runId });
      shell.tabs.open({ kind: 'run', params: { runId }, title, key: String(runId) });
    },
  },
];
