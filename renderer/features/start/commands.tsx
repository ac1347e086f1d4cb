import {
  BeakerRegular,
  DatabaseArrowDown20Regular,
  DatabaseArrowUp20Regular,
  DatabasePerson20Regular,
  Dismiss20Regular,
  DocumentSearch20Regular,
  Home20Regular,
  TaskListSquareLtr20Regular,
} from '@fluentui/react-icons';
import type { CommandDefinition, Shell } from '../../app/types.ts';
import { openEditor } from '../sequence-editor/index.tsx';
import { sampleOf, startModel } from './model.ts';
import { sampleNames } from './sample.ts';
import { openWelcome, welcomeScope } from './tabs.ts';

const group = 'try';

function hasSample(shell: Shell): boolean {
  return shell.cache.known('site.get', {})?.hasSample === true;
}

/** Both sequences side by side in tabs, the one of the capture in front. */
function editPair(shell: Shell): void {
  const sample = sampleOf(shell);
  for (const sequence of [sample?.restoreSequence, sample?.captureSequence]) {
    if (sequence) openEditor(shell, { packageId: sequence.packageId, name: sequence.name, mode: 'edit' });
  }
}

function openResult(shell: Shell): void {
  const store = sampleOf(shell)?.store;
  if (!store) return;
  const title = shell.text('user-state:result.tab');
  shell.tabs.open({ kind: 'state-result', params: { stateStoreId: store.id }, title, key: store.id });
}

const tryCommands: readonly CommandDefinition[] = [
  {
    id: 'start.capture',
    scope: welcomeScope,
    label: (shell) => shell.text('start:command.capture', { device: sampleNames.oldDevice }),
    icon: <DatabaseArrowUp20Regular />,
    group,
    when: hasSample,
    isEnabled: (shell) => Boolean(sampleOf(shell)?.captureSequence && sampleOf(shell)?.oldDevice),
    run: (shell) => {
      const sample = sampleOf(shell);
      return shell.dialogs.ask('run.start', {
        packageId: sample?.captureSequence?.packageId ?? null,
        deviceId: sample?.oldDevice?.id ?? null,
      });
    },
  },
  {
    id: 'start.restore',
    scope: welcomeScope,
    label: (shell) => shell.text('start:command.restore', { device: sampleNames.newDevice }),
    icon: <DatabaseArrowDown20Regular />,
    group,
    when: hasSample,
    isEnabled: (shell) => {
      const sample = sampleOf(shell);
      return Boolean(sample?.restoreSequence && sample.newDevice && sample.store);
    },
    run: (shell) => {
      const sample = sampleOf(shell);
      return shell.dialogs.ask('run.start', {
        packageId: sample?.restoreSequence?.packageId ?? null,
        deviceId: sample?.newDevice?.id ?? null,
      });
    },
  },
  {
    id: 'start.result',
    scope: welcomeScope,
    label: 'start:command.result',
    icon: <DatabasePerson20Regular />,
    group,
    when: (shell) => Boolean(sampleOf(shell)?.store?.restoredAt),
    run: openResult,
  },
  {
    id: 'start.edit',
    scope: welcomeScope,
    label: 'start:command.edit',
    icon: <TaskListSquareLtr20Regular />,
    group,
    when: hasSample,
    isEnabled: (shell) => Boolean(sampleOf(shell)?.captureSequence ?? sampleOf(shell)?.restoreSequence),
    run: editPair,
  },
  {
    id: 'start.preview',
    scope: welcomeScope,
    label: 'start:command.preview',
    icon: <DocumentSearch20Regular />,
    group,
    places: ['bar'],
    when: hasSample,
    run: (shell) => shell.commands.run('preview.thisComputer'),
  },
];

export const startCommands: readonly CommandDefinition[] = [
  {
    id: 'start.open',
    scope: 'global',
    label: 'start:command.open',
    icon: <Home20Regular />,
    group: 'pages',
    places: ['palette'],
    run: (shell) => void openWelcome(shell),
  },
  ...tryCommands,
  {
    id: 'start.makeSample',
    scope: welcomeScope,
    label: 'start:command.makeSample',
    icon: <BeakerRegular fontSize={20} />,
    group: 'begin',
    when: (shell) => shell.cache.known('site.get', {})?.hasSample === false,
    isEnabled: (shell) => shell.model(startModel).making.getState().jobId === null,
    run: (shell) => shell.model(startModel).makeSample(),
  },
  {
    id: 'start.dismiss',
    scope: welcomeScope,
    label: 'start:command.dismiss',
    icon: <Dismiss20Regular />,
    group: 'page',
    run: async (shell) => {
      await shell.settings.set({ welcomeDismissed: true });
      await shell.tabs.close(openWelcome(shell));
    },
  },
];
