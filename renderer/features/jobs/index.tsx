import { TasksAppRegular } from '@fluentui/react-icons';
import type { FeatureDefinition } from '../../app/types.ts';
import '../../styles/forms.css';
import { jobsCommands } from './commands.tsx';
import { JobsPage } from './jobs-page.tsx';
import './jobs.css';
import { JobsCounts } from './status.tsx';
import type {} from './tabs.ts';

/** What goes on in the background and how it ended. */
export const jobsFeature: FeatureDefinition = {
  id: 'jobs',
  tabKinds: [{ kind: 'jobs', icon: <TasksAppRegular fontSize={16} />, Page: JobsPage }],
  commands: jobsCommands,
  StatusCounts: JobsCounts,
};
