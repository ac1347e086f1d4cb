import { ArrowClockwise20Regular } from '@fluentui/react-icons';
import { useStore } from 'zustand';
import type { RunId } from '#shared/model/ids';
import { useModel, useShell } from '../../app/shell-context.tsx';
import { CommandButton } from '../../commands/command-bar.tsx';
import { State } from '../../components/state.tsx';
import { restartModel, timeLeft } from './model.ts';

/** Above every page while a restart is announced: how long, what goes on afterwards, and the way to hold it. */
export function RestartNotice() {
  const { text, format } = useShell();
  const { restart, left } = useStore(useModel(restartModel).store);
  if (restart === null) return null;
  const { sequenceName, message, state } = restart;
  return (
    <section className="ws-banner ws-restart" aria-label={text('restart:label')}>
      <ArrowClockwise20Regular aria-hidden="true" />
      <div className="ws-restart-words" tabIndex={0}>
        {/* The live region speaks it at sensible times; a timer that is read at every second cannot be listened to. */}
        <b role="timer" aria-live="off" className="ws-num">
          {state === 'counting'
            ? text('restart:counting', { time: timeLeft(format, left) })
            : text('restart:restarting')}
        </b>{' '}
        <span>{text('restart:goesOn', { sequence: sequenceName })}</span>
        {message === '' ? null : <p className="ws-restart-message">{text('restart:message', { message })}</p>}
      </div>
      <div className="ws-row ws-restart-actions">
        <CommandButton id="restart.openRun" appearance="subtle" size="small" />
        <CommandButton id="restart.now" size="small" />
        <CommandButton id="restart.stop" appearance="primary" size="small" />
      </div>
    </section>
  );
}

/** On the page of a run that waits for the restart: that it goes on by itself afterwards. */
export function RestartOfRun({ runId }: { readonly runId: RunId }) {
  const { text, format } = useShell();
  const { restart, left } = useStore(useModel(restartModel).store);
  if (restart?.runId !== runId) return null;
  return (
    <section className="ws-run-now" aria-label={text('restart:run.title')}>
      <State name="waiting">
        <b>{text('restart:run.title')}</b>
      </State>
      <p className="ws-num">
        {restart.state === 'counting'
          ? text('restart:run.text', { time: timeLeft(format, left) })
          : text('restart:run.now')}
      </p>
    </section>
  );
}
