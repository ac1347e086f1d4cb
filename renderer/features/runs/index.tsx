import { PlayCircle16Regular, PlayCircle20Regular } from '@fluentui/react-icons';
import { paletteObjects } from '../../app/palette-objects.ts';
import { lazyDialog, lazyPage } from '../../app/lazy-parts.tsx';
import type { FeatureDefinition } from '../../app/types.ts';
import '../../styles/forms.css';
import { runsCommands } from './commands.tsx';
import './dialogs.ts';
import { runsList, runsModel, runsNode } from './model.ts';
import './runs.css';
import { RunsCounts, RunsStatus } from './status.tsx';
import { openRun } from './tabs.ts';

/** Monitoring > Runs, the tab of a run, and the dialog that starts one. */
export const runsFeature: FeatureDefinition = {
  id: 'runs',
  nodes: [
    {
      id: runsNode,
      workspace: 'monitoring',
      order: 10,
      label: 'runs:node',
      icon: <PlayCircle20Regular />,
      count: (summary) => summary.runs,
      Page: lazyPage(async () => (await import('./runs-page.tsx')).RunsPage),
    },
  ],
  tabKinds: [
    { kind: 'run', icon: <PlayCircle16Regular />, Page: lazyPage(async () => (await import('./run-tab.tsx')).RunTab) },
  ],
  dialogs: {
    'run.start': lazyDialog(async () => (await import('./start-dialog.tsx')).StartRunDialog),
    'run.logFile': lazyDialog(async () => (await import('./log-file-dialog.tsx')).LogFileDialog),
  },
  commands: runsCommands,
  objects: [
    paletteObjects(runsList, (shell, row) => ({
      id: `run:${row.id.toString()}`,
      label: shell.text('runs:tab', { run: row.id, device: row.deviceName }),
      hint: row.sequenceName,
      icon: <PlayCircle16Regular />,
      open: () => openRun(shell, row.id, row.deviceName),
    })),
  ],
  // Its events are heard from the beginning, whatever is on the screen.
  start: (shell) => {
    shell.model(runsModel);
    return () => undefined;
  },
  StatusItem: RunsStatus,
  StatusCounts: RunsCounts,
};
