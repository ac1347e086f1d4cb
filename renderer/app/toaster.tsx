import { Button, Link } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { State, type StateName } from '../components/state.tsx';
import type { Toast } from '../stores/toasts.ts';
import { useShell } from './shell-context.tsx';
import { ErrorReference } from '../components/error-text.tsx';

/** Long enough to read. */
const readMs = 10_000;
/** Long enough to come back for: a way back, or what went wrong. */
const reachMs = 30_000;

/** How long a toast stays; one that asks for something to be done stays until it is answered. */
function stayMs({ intent, action }: Toast): number | null {
  if (intent === 'error' && action !== undefined) return null;
  return action !== undefined || intent === 'error' || intent === 'warning' ? reachMs : readMs;
}

/** Nobody reads in a window that is hidden, or beside a question that is in front of it. */
function useIsUnseen(): boolean {
  const shell = useShell();
  const isBehind = useStore(shell.dialogs.store, ({ open }) => open.length > 0);
  const isHidden = useSyncExternalStore(onVisibility, () => document.visibilityState === 'hidden');
  return isBehind || isHidden;
}

function onVisibility(listen: () => void): () => void {
  document.addEventListener('visibilitychange', listen);
  return () => document.removeEventListener('visibilitychange', listen);
}

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
  const isUnseen = useIsUnseen();
  const isHeld = isHovered || isFocused || isUnseen;
  const { id, intent, action } = toast;
  const stay = stayMs(toast);
  useEffect(() => {
    if (isHeld || stay === null) return undefined;
    const timer = window.setTimeout(() => shell.toasts.dismiss(id), stay);
    return () => window.clearTimeout(timer);
  }, [shell, id, stay, isHeld]);
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
        {toast.problem === undefined ? null : <ErrorReference problem={toast.problem} />}
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

/** Tells the page beside it how much of its height the toasts have, so that the lowest pane gives it and nothing moves. */
function usePlace() {
  const place = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const { current } = place;
    // Absent where nothing is laid out.
    if (current === null || !('ResizeObserver' in globalThis)) return undefined;
    const tell = (): void => {
      current.parentElement?.style.setProperty('--ws-toasts', `${current.offsetHeight.toString()}px`);
    };
    const observer = new ResizeObserver(tell);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return place;
}

/** Above the status bar: finished and undoable things. */
export function Toaster() {
  const shell = useShell();
  const { t } = useTranslation('frame');
  const toasts = useStore(shell.toasts.store, (state) => state.toasts);
  const place = usePlace();
  return (
    <section ref={place} className="ws-toaster" aria-label={t('notifications')}>
      {toasts.map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
    </section>
  );
}
