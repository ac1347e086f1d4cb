import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { activeScope } from '../commands/keys.ts';
import { useAnswer, useShell } from './shell-context.tsx';
import { CutText } from '../components/cut-text.tsx';
import { IntentBar } from '../components/intent-bar.tsx';

function JobsStatus() {
  const shell = useShell();
  const { t } = useTranslation('frame');
  const jobs = useStore(shell.jobs.store, (state) => state.jobs);
  const running = jobs.filter((job) => job.state === 'running');
  const [first] = running;
  if (first === undefined) return null;
  const label =
    first.kind === 'import' && first.count !== undefined
      ? t('job.importMany', { count: first.count })
      : t(`job.${first.kind}`, { name: first.title });
  return (
    <button type="button" onClick={() => void shell.commands.run('jobs.open')}>
      {running.length > 1 ? t('jobsRunning', { count: running.length }) : label}
      <IntentBar
        state="running"
        aria-label={label}
        {...(first.total === null || first.total === 0 ? {} : { value: first.done / first.total })}
      />
    </button>
  );
}

/** At the foot: the site and what runs at the left, counts of what is shown at the right. */
export function StatusBar() {
  const shell = useShell();
  const { t } = useTranslation('frame');
  const { data: info } = useAnswer('site.get', {});
  useStore(shell.tabs.store);
  useStore(shell.navigation.store);
  const scope = activeScope(shell);
  return (
    <footer className="ws-statusbar" aria-label={t('statusBar')} data-region tabIndex={-1}>
      <CutText>{info === null ? '' : t('site', { code: info.code, name: info.name })}</CutText>
      {shell.features.map(({ id, StatusItem }) => (StatusItem === undefined ? null : <StatusItem key={id} />))}
      <JobsStatus />
      <span className="ws-grow" />
      {shell.features.map(({ id, StatusCounts }) =>
        StatusCounts === undefined ? null : <StatusCounts key={id} scope={scope} />,
      )}
    </footer>
  );
}
