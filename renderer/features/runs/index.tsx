import { PlayCircle16Regular, PlayCircle20Regular } from '@fluentui/react-icons';
import type { FeatureDefinition } from '../../app/types.ts';
import '../../styles/forms.css';
import { runsCommands, runsNode } from './commands.tsx';
import './dialogs.ts';
import { LogFileDialog } from './log-file-dialog.tsx';
import { runsModel } from './model.ts';
import { RunTab } from './run-tab.tsx';
import { RunsPage } from './runs-page.tsx';
import './runs.css';
import { StartRunDialog } from './start-dialog.tsx';
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
      Page: RunsPage,
    },
  ],
  tabKinds: [{ kind: 'run', icon: <PlayCircle16Regular />, Page: RunTab }],
  dialogs: { 'run.start': StartRunDialog, 'run.logFile': LogFileDialog },
  commands: runsCommands,
  objects: (shell) =>
    (shell.model(runsModel).list.store.getState().data ?? []).map((row) => ({
      id: `run:${row.id.toString()}`,
      label: shell.text('runs:tab', { run: row.id, device: row.deviceName }),
      hint: row.sequenceName,
      icon: <PlayCircle16Regular />,
      kind: 'object',
      open: () => openRun(shell, row.id, row.deviceName),
    })),
  StatusItem: RunsStatus,
  StatusCounts: RunsCounts,
};
