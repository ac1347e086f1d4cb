import { TasksApp24Regular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import type { Job } from '#shared/model/job';
import { ListPage } from '../../app/list-page.tsx';
import { useShell, useSlice } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';
import { type Column } from '../../components/list-model.ts';
import { EmptyState } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import { jobsScope } from './commands.tsx';
import { JobDetails } from './job-details.tsx';
import { jobFraction, jobName, jobStateWords, jobTook } from './job-words.ts';
import { IntentBar } from '../../components/intent-bar.tsx';

/** Long work that is not a run: what goes on, and how it ended. */
export function JobsPage() {
  const shell = useShell();
  const { text } = shell;
  const jobs = useSlice(shell.jobs.store, (state) => state.jobs);
  const columns = useMemo(() => jobColumns(shell), [shell]);
  return (
    <ListPage
      scope={jobsScope}
      title={text('jobs:title')}
      label={text('jobs:list')}
      placeholder={text('jobs:filter')}
      rows={jobs}
      id={(job) => job.id}
      columns={columns}
      isMultiple={false}
      onOpen={() => void shell.commands.run('jobs.openResult')}
      empty={<JobsEmpty />}
      details={([job]) => (job === undefined ? null : <JobDetails job={job} />)}
      detailsName={text('jobs:details.label')}
    />
  );
}

function JobsEmpty() {
  const { text } = useShell();
  return <EmptyState icon={<TasksApp24Regular />} title={text('jobs:empty.title')} text={text('jobs:empty.text')} />;
}

function progressText({ text, format }: Shell, job: Job): string {
  const fraction = jobFraction(job);
  if (fraction !== null) return format.percent(fraction);
  return job.total === null ? job.text : text('jobs:amount', { done: job.done, total: job.total });
}

function JobProgress({ shell, job }: { readonly shell: Shell; readonly job: Job }) {
  const fraction = jobFraction(job);
  if (job.state !== 'running') return <span className="ws-num">{progressText(shell, job)}</span>;
  return (
    <span className="ws-job-progress">
      <IntentBar
        state="running"
        aria-label={shell.text('jobs:progressOf', { job: jobName(shell, job) })}
        {...(fraction === null ? {} : { value: fraction })}
      />
      <span className="ws-num">{progressText(shell, job)}</span>
    </span>
  );
}

function jobColumns(shell: Shell): readonly Column<Job>[] {
  const { text, format } = shell;
  return [
    { id: 'job', name: text('jobs:column.job'), isName: true, minWidth: 240, text: (job) => jobName(shell, job) },
    {
      id: 'state',
      name: text('jobs:column.state'),
      width: 130,
      isWhole: true,
      text: (job) => jobStateWords(shell, job).text,
      cell: (job) => {
        const words = jobStateWords(shell, job);
        return <State name={words.state}>{words.text}</State>;
      },
    },
    {
      id: 'progress',
      name: text('jobs:column.progress'),
      width: 190,
      text: (job) => progressText(shell, job),
      compare: (a, b) => (jobFraction(a) ?? 0) - (jobFraction(b) ?? 0),
      cell: (job) => <JobProgress shell={shell} job={job} />,
    },
    {
      id: 'started',
      name: text('jobs:column.started'),
      width: 150,
      isWhole: true,
      longest: format.longestDates,
      text: (job) => format.date(job.startedAt),
      compare: (a, b) => a.startedAt - b.startedAt,
    },
    {
      id: 'took',
      name: text('jobs:column.took'),
      width: 110,
      align: 'end',
      text: (job) => jobTook(shell, job),
      compare: (a, b) => (a.endedAt ?? Infinity) - a.startedAt - ((b.endedAt ?? Infinity) - b.startedAt),
    },
  ];
}
