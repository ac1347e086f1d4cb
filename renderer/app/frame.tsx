import { Button } from '@fluentui/react-components';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { ErrorPage } from '../components/error-text.tsx';
import { useWindowSize } from '../components/use-window-size.ts';
import type { Tab } from '../stores/tabs.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { ConsolePage } from './console-page.tsx';
import { DialogHost } from './dialog-host.tsx';
import { DropGuard } from './drop-guard.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Rail } from './rail.tsx';
import { useAnswer, useShell } from './shell-context.tsx';
import { StatusBar } from './status-bar.tsx';
import { TabStrip } from './tab-strip.tsx';
import { TitleBar } from './title-bar.tsx';
import { Toaster } from './toaster.tsx';
import { usePageFocus } from './use-page-focus.ts';

function TabPage({ tab, isActive }: { readonly tab: Tab; readonly isActive: boolean }) {
  const shell = useShell();
  const kind = shell.features.flatMap((feature) => feature.tabKinds ?? []).find((other) => other.kind === tab.kind);
  // A page that was opened again or behind begins its work when somebody looks at it.
  const [wasShown, setShown] = useState(isActive);
  if (isActive && !wasShown) setShown(true);
  const Page = kind?.Page as React.ComponentType<{ tab: Tab }> | undefined;
  const page = usePageFocus(isActive);
  return (
    <div
      ref={page}
      className="ws-page"
      data-page={tab.kind}
      hidden={!isActive}
      role="tabpanel"
      aria-labelledby={`tab-${tab.id}`}
    >
      <h1 className="ws-sr">{tab.title}</h1>
      <ErrorBoundary resetKey={tab.id}>
        <Suspense>
          {tab.kind === 'console' ? <ConsolePage /> : Page === undefined || !wasShown ? null : <Page tab={tab} />}
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}

/** The window is of no use without its site: what is wrong and what to do fills it. */
function SiteProblem() {
  const shell = useShell();
  const { t } = useTranslation('frame');
  const state = useStore(shell.connection.store, (store) => store.state);
  const { problem } = useAnswer('site.get', {});
  if (state.status === 'refused') {
    const reload = <Button onClick={() => window.location.reload()}>{t('reload')}</Button>;
    return <ErrorPage problem={state.problem} actions={reload} />;
  }
  if (problem === null) return null;
  return <ErrorPage problem={problem} onRetry={() => window.location.reload()} />;
}

/** The whole window: title bar, rail, tabs, page, status bar. */
export function Frame() {
  const shell = useShell();
  const { t } = useTranslation('frame');
  const { tabs, activeId } = useStore(shell.tabs.store);
  const { isNarrow, isLow } = useWindowSize();
  const wantsLabels = useStore(shell.settings.store, (state) => state.settings.railLabels);
  const hasLabels = wantsLabels && !isNarrow && !isLow;
  const isRefused = useStore(shell.connection.store, (store) => store.state.status === 'refused');
  const { data, problem } = useAnswer('site.get', {});
  const isBroken = isRefused || (data === null && problem !== null);
  return (
    <div className="ws-app">
      <TitleBar />
      <div>
        <ConnectionBanner />
        {shell.features.map(({ id, Banner }) => (Banner === undefined ? null : <Banner key={id} />))}
      </div>
      <div className={`ws-body ${hasLabels ? '' : 'is-narrow'}`}>
        <Rail hasLabels={hasLabels} />
        <div className="ws-workspace">
          <TabStrip />
          <main className="ws-card" id="page" aria-label={t('page')}>
            {isBroken ? (
              <SiteProblem />
            ) : (
              tabs.map((tab) => <TabPage key={tab.id} tab={tab} isActive={tab.id === activeId} />)
            )}
          </main>
          <Toaster />
        </div>
      </div>
      <StatusBar />
      <DialogHost />
      <DropGuard />
    </div>
  );
}
