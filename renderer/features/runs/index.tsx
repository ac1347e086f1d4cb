import { PlayCircle16Regular, PlayCircle20Regular } from '@fluentui/react-icons';
import { paletteObjects } from '../../app/palette-objects.ts';
import type { FeatureDefinition } from '../../app/types.ts';
import '../../styles/forms.css';
import { runsCommands } from './commands.tsx';
import './dialogs.ts';
import { LogFileDialog } from './log-file-dialog.tsx';
import { runsList, runsModel, runsNode } from './model.ts';
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
