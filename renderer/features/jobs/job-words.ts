import type { Job } from '#shared/model/job';
import type { Shell } from '../../app/types.ts';
import type { StateName } from '../../components/state.tsx';

interface StateWords {
  readonly state: StateName;
  readonly text: string;
}

export function jobName(shell: Pick<Shell, 'text'>, job: Job): string {
  if (job.kind === 'import' && job.count !== undefined) return shell.text('jobs:kind.importMany', { count: job.count });
  return shell.text(`jobs:kind.${job.kind}`, { name: job.title });
}

const states: Readonly<Record<Job['state'], StateName>> = {
  running: 'running',
  succeeded: 'success',
  incomplete: 'warning',
  failed: 'failed',
  cancelled: 'skipped',
  interrupted: 'paused',
};

/** The sign of a job and its words; a verification that came to its end and found damage is bad news, not half of some. */
export function jobStateWords({ text }: Pick<Shell, 'text'>, { kind, state }: Pick<Job, 'kind' | 'state'>): StateWords {
  if (kind === 'verify' && state === 'incomplete') return { state: 'error', text: text('jobs:state.damaged') };
  return { state: states[state], text: text(`jobs:state.${state}`) };
}

/** How much of it is done, from 0 to 1; null while nobody knows how much there is. */
export function jobFraction(job: Job): number | null {
  if (job.state === 'succeeded' || job.state === 'incomplete') return 1;
  return job.total === null || job.total === 0 ? null : Math.min(job.done / job.total, 1);
}

export function jobTook(shell: Pick<Shell, 'format'>, job: Job): string {
  return job.endedAt === null ? '' : shell.format.duration(job.endedAt - job.startedAt);
}
