import {
  ArrowSync20Regular,
  DatabasePerson20Regular,
  RecordStop20Regular,
  TasksApp20Regular,
} from '@fluentui/react-icons';
import type { Job } from '#shared/model/job';
import type { CommandDefinition, Shell } from '../../app/types.ts';
import { chosenIds } from '../../components/list-selection.ts';
import { jobName } from './job-words.ts';
import { openJobs } from './tabs.ts';

export const jobsScope = 'jobs';

/** The job that is selected in the list, or null. */
export function selectedJob(shell: Shell): Job | null {
  const [id] = chosenIds(shell.selection.get(jobsScope));
  return shell.jobs.store.getState().jobs.find((job) => job.id === id) ?? null;
}

/** The store of a finished verification: its result says what was compared. */
function resultOf(job: Job | null): Job['stateStoreId'] {
  const hasEnded = job?.state === 'succeeded' || job?.state === 'incomplete';
  return job?.kind === 'verify' && hasEnded ? job.stateStoreId : null;
}

export const jobsCommands: readonly CommandDefinition[] = [
  {
    id: 'jobs.open',
    scope: 'global',
    label: 'jobs:command.open',
    icon: <TasksApp20Regular />,
    group: 'pages',
    places: ['palette'],
    run: openJobs,
  },
  {
    id: 'jobs.cancel',
    scope: jobsScope,
    label: 'jobs:command.cancel',
    icon: <RecordStop20Regular />,
    keys: 'Del',
    group: 'job',
    isEnabled: (shell) => selectedJob(shell)?.state === 'running',
    run: async (shell) => {
      const job = selectedJob(shell);
      if (job === null) return;
      await shell.jobs.cancel(job.id);
      shell.announcer.say(shell.text('jobs:said.cancelled', { job: jobName(shell, job) }));
    },
  },
  {
    id: 'jobs.openResult',
    scope: jobsScope,
    label: 'jobs:command.openResult',
    icon: <DatabasePerson20Regular />,
    keys: 'Enter',
    isKeyHint: true,
    group: 'job',
    isEnabled: (shell) => resultOf(selectedJob(shell)) !== null,
    run: (shell) => {
      const stateStoreId = resultOf(selectedJob(shell));
      if (stateStoreId === null) return;
      const title = shell.text('user-state:result.tab');
      shell.tabs.open({ kind: 'state-result', params: { stateStoreId }, title, key: stateStoreId });
    },
  },
  {
    id: 'jobs.refresh',
    scope: jobsScope,
    label: 'jobs:command.refresh',
    icon: <ArrowSync20Regular />,
    keys: 'Ctrl+R',
    group: 'look',
    isIconOnly: true,
    run: (shell) => shell.jobs.refresh(),
  },
];
