import { TasksAppRegular } from '@fluentui/react-icons';
import { lazyPage } from '../../app/lazy-parts.tsx';
import type { FeatureDefinition } from '../../app/types.ts';
import '../../styles/forms.css';
import { jobsCommands } from './commands.tsx';
import './jobs.css';
import { JobsCounts } from './status.tsx';
import type {} from './tabs.ts';

/** What goes on in the background and how it ended. */
export const jobsFeature: FeatureDefinition = {
  id: 'jobs',
  tabKinds: [
    {
      kind: 'jobs',
      icon: <TasksAppRegular fontSize={16} />,
      Page: lazyPage(async () => (await import('./jobs-page.tsx')).JobsPage),
    },
  ],
  commands: jobsCommands,
  StatusCounts: JobsCounts,
};
