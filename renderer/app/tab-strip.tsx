import { Dismiss12Regular, Library20Regular } from '@fluentui/react-icons';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Tab } from '../stores/tabs.ts';
import { useShell } from './shell-context.tsx';

function useTabIcon(kind: Tab['kind']) {
  const shell = useShell();
  if (kind === 'console') return <Library20Regular aria-hidden="true" />;
  return shell.features.flatMap((feature) => feature.tabKinds ?? []).find((other) => other.kind === kind)?.icon ?? null;
}

function OneTab({ tab, isActive }: { readonly tab: Tab; readonly isActive: boolean }) {
  const shell = useShell();
  const { t } = useTranslation(['frame', 'components']);
  const icon = useTabIcon(tab.kind);
  const isClosable = tab.kind !== 'console';
  return (
    <div className={`ws-tab ${isActive ? 'is-active' : ''} ${isClosable ? 'is-closable' : ''}`} role="presentation">
      <button
        type="button"
        className="ws-tab-button"
        role="tab"
        id={`tab-${tab.id}`}
        aria-selected={isActive}
        aria-controls="page"
        tabIndex={isActive ? 0 : -1}
        onClick={() => shell.tabs.activate(tab.id)}
        onAuxClick={(event) => {
          if (event.button === 1 && isClosable) void shell.tabs.close(tab.id);
        }}
      >
        {icon}
        <span>{tab.title}</span>
        {tab.isDirty ? <span className="ws-sr">{t('components:unsaved')}</span> : null}
      </button>
      {isClosable ? (
        <button
          type="button"
          className="ws-tab-close"
          tabIndex={-1}
          aria-hidden="true"
          title={t('frame:closeTab')}
          onClick={() => void shell.tabs.close(tab.id)}
        >
          {tab.isDirty ? <span className="ws-tab-dirty" /> : null}
          <Dismiss12Regular className={`ws-tab-cross ${tab.isDirty ? 'is-hidden' : ''}`} />
        </button>
      ) : null}
    </div>
  );
}

/** The first tab is the console and never closes; editors, runs and results open beside it. */
export function TabStrip() {
  const shell = useShell();
  const { t } = useTranslation('frame');
  const { tabs, activeId } = useStore(shell.tabs.store);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step !== 0) {
      shell.tabs.cycle(step);
      requestAnimationFrame(() => document.getElementById(`tab-${shell.tabs.store.getState().activeId}`)?.focus());
    } else if (event.key === 'Delete') void shell.tabs.close(activeId);
    else return;
    event.preventDefault();
  };
  return (
    <div className="ws-tabs" role="tablist" aria-label={t('openPages')} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <OneTab key={tab.id} tab={tab} isActive={tab.id === activeId} />
      ))}
    </div>
  );
}
