import type { Job } from '#shared/model/job';
import { TasksApp20Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useShell } from '../../app/shell-context.tsx';
import { DetailsPane } from '../../components/details-pane.tsx';
import { ErrorText } from '../../components/error-text.tsx';
import { Facts } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import { jobName, jobStateWords, jobTook } from './job-words.ts';

/** Facts about the selected job; why it failed comes first. */
export function JobDetails({ job }: { readonly job: Job }) {
  const shell = useShell();
  const { text, format } = shell;
  const words = jobStateWords(shell, job);
  const rows: (readonly [string, ReactNode])[] = [
    [
      text('jobs:details.state'),
      <State key="state" name={words.state}>
        {words.text}
      </State>,
    ],
    [text('jobs:details.started'), format.date(job.startedAt)],
  ];
  if (job.endedAt !== null) {
    rows.push([text('jobs:details.ended'), format.date(job.endedAt)], [text('jobs:details.took'), jobTook(shell, job)]);
  }
  if (job.text !== '' && job.state !== 'succeeded' && job.state !== 'incomplete')
    rows.push([text(job.state === 'running' ? 'jobs:details.now' : 'jobs:details.last'), job.text]);
  return (
    <DetailsPane
      icon={<TasksApp20Regular />}
      title={jobName(shell, job)}
      activeTab="summary"
      onTab={() => undefined}
      tabs={[
        {
          id: 'summary',
          label: text('jobs:details.tab'),
          content: (
            <div className="ws-pad ws-stack">
              {job.state === 'failed' && job.error !== null ? <ErrorText problem={job.error} /> : null}
              {job.state === 'incomplete' ? (
                <p className="ws-job-note">
                  {text(job.kind === 'verify' ? 'jobs:details.incompleteVerify' : 'jobs:details.incompleteImport')}
                </p>
              ) : null}
              {job.state === 'cancelled' ? <p className="ws-job-note">{cancelledText(shell, job)}</p> : null}
              <Facts rows={rows} />
            </div>
          ),
        },
      ]}
    />
  );
}

function cancelledText({ text }: Pick<ReturnType<typeof useShell>, 'text'>, { kind }: Job): string {
  if (kind === 'verify') return text('jobs:details.cancelledVerify');
  if (kind === 'import') return text('jobs:details.cancelledImport');
  if (kind === 'preview') return text('jobs:details.cancelledPreview');
  return text(kind === 'sample' ? 'jobs:details.cancelledSample' : 'jobs:details.cancelledDelete');
}
