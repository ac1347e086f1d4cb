import { useShell, useSlice } from '../../app/shell-context.tsx';
import { jobsScope } from './commands.tsx';

/** How many jobs the page shows. */
export function JobsCounts({ scope }: { readonly scope: string }) {
  const { jobs, text } = useShell();
  const count = useSlice(jobs.store, (state) => state.jobs.length);
  return scope === jobsScope ? <span>{text('jobs:count', { count })}</span> : null;
}
