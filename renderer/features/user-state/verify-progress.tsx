import { Button } from '@fluentui/react-components';
import type { Job } from '#shared/model/job';
import { useShell } from '../../app/shell-context.tsx';
import { State } from '../../components/state.tsx';
import { IntentBar } from '../../components/intent-bar.tsx';

/** A verification that goes on: percent, amount, Cancel. */
export function VerifyProgress({ job }: { readonly job: Job }) {
  const shell = useShell();
  const { text, format } = shell;
  const fraction = job.total === null || job.total === 0 ? null : Math.min(job.done / job.total, 1);
  return (
    <section className="ws-verify" aria-label={text('user-state:result.verify.progress')}>
      <State name="running">{text('user-state:result.verify.progress')}</State>
      <IntentBar
        {...(fraction === null ? {} : { value: fraction })}
        state="running"
        aria-label={text('user-state:result.verify.progress')}
      />
      <span className="ws-num ws-small ws-nowrap">{fraction === null ? job.text : format.percent(fraction)}</span>
      <Button size="small" onClick={() => void shell.attempt(() => shell.jobs.cancel(job.id))}>
        {text('user-state:result.verify.cancel')}
      </Button>
    </section>
  );
}
