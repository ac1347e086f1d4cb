import { Spinner } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useShell } from './shell-context.tsx';

/** A host that starts anew is back by then, and one that was closed has another address when it comes back. */
const longAttempt = 4;

/** Says that the core cannot be reached; what is on the screen stays, because it may be back in a moment. */
export function ConnectionBanner() {
  const shell = useShell();
  const { t } = useTranslation('frame');
  const state = useStore(shell.connection.store, (store) => store.state);
  if (state.status !== 'lost') return null;
  return (
    <div className="ws-banner" role="alert">
      <Spinner size="tiny" />
      <span>
        {t('connectionLost')}
        {state.attempt >= longAttempt ? ` ${t('connectionLostLong')}` : ''}
      </span>
    </div>
  );
}
