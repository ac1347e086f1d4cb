import { Button, Link } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { State, type StateName } from '../components/state.tsx';
import { ReportNumber } from '../components/error-text.tsx';
import type { Toast } from '../stores/toasts.ts';
import { useShell } from './shell-context.tsx';

/** Long enough to read and to reach Undo; an error stays until it is dismissed. */
const stayMs = 10_000;

const states: Readonly<Record<Toast['intent'], StateName>> = {
  success: 'success',
  info: 'info',
  warning: 'warning',
  error: 'error',
};

function OneToast({ toast }: { readonly toast: Toast }) {
  const shell = useShell();
  const { t } = useTranslation('components');
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  // Two reasons to stay: a mouse that leaves must not take the toast from under the keyboard.
  const isHeld = isHovered || isFocused;
  const { id, intent, action } = toast;
  useEffect(() => {
    if (isHeld || intent === 'error') return undefined;
    const timer = window.setTimeout(() => shell.toasts.dismiss(id), stayMs);
    return () => window.clearTimeout(timer);
  }, [shell, id, intent, isHeld]);
  return (
    <div
      className={`ws-toast ws-toast-${intent}`}
      role={intent === 'error' ? 'alert' : 'status'}
      onMouseEnter={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={(event) => setFocused(event.currentTarget.contains(event.relatedTarget))}
    >
      <State name={states[intent]} isIconOnly />
      <div className="ws-toast-text">
        <b>{toast.title}</b>
        {toast.text === undefined ? null : <span>{toast.text}</span>}
        {toast.problem === undefined ? null : <ReportNumber problem={toast.problem} />}
      </div>
      {action === undefined ? null : (
        <Link
          as="button"
          onClick={() => {
            shell.toasts.dismiss(id);
            void shell.attempt(async () => action.run());
          }}
        >
          {action.label}
        </Link>
      )}
      <Button
        size="small"
        appearance="subtle"
        icon={<Dismiss16Regular />}
        aria-label={t('dismiss')}
        onClick={() => shell.toasts.dismiss(id)}
      />
    </div>
  );
}

/** Bottom right: finished and undoable things. */
export function Toaster() {
  const shell = useShell();
  const { t } = useTranslation('frame');
  const toasts = useStore(shell.toasts.store, (state) => state.toasts);
  return (
    <section className="ws-toaster" aria-label={t('notifications')}>
      {toasts.map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
    </section>
  );
}
