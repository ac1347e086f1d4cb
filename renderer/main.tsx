// First: the build makes a file of its own of it, and the page runs that while the console is on its way.
import { port } from './early.ts';
import '#shared/contract/jitless';
import '@fontsource-variable/inter';
import '@fontsource/cascadia-mono';
import './styles/frame.css';
import './styles/parts.css';
import './styles/window.css';
import { createRoot } from 'react-dom/client';
import { connect } from './api/connect.ts';
import { hasBridge } from './api/open-port.ts';
import type { QueryName } from './api/answer-parts.ts';
import { build, firstAnswers } from './api/first-questions.ts';
import { createShell } from './app/create-shell.ts';
import { features } from './app/features.ts';
import { createI18n } from './app/i18n.ts';
import { sealParts } from './app/lazy-part.tsx';
import { loadAhead } from './app/load-ahead.ts';
import { lazyPartsOf } from './app/load-parts.ts';
import { claimByLock, rememberWindow } from './app/remember-window.ts';
import { Root } from './app/root.tsx';
import { createConnection } from './stores/connection.ts';

/** Puts the console into the page, over the port that was opened before this file was read. */
function start(): void {
  const place = document.getElementById('root');
  if (place === null) throw new Error('The page has no place for the console');
  const connection = createConnection({ status: 'connecting' });
  const client = connect(window, connection, build, port);
  if (!hasBridge(window)) {
    connection.store.subscribe(({ state }) => {
      if (state.status === 'lost') sealParts();
    });
  }
  const i18n = createI18n();
  const shell = createShell({ client, i18n, features, connection });
  rememberWindow(shell, {
    storage: window.sessionStorage,
    newId: () => crypto.randomUUID(),
    claim: claimByLock((navigator as Partial<Navigator>).locks),
    schedule: (action, milliseconds) => {
      const timer = setTimeout(action, milliseconds);
      return () => clearTimeout(timer);
    },
    onLeave: (action) => {
      window.addEventListener('pagehide', action);
      return () => window.removeEventListener('pagehide', action);
    },
    now: () => Date.now(),
  });
  for (const feature of features) feature.start?.(shell);
  // An answer that is here by now is in the first drawing; a failure is told by whoever shows what is missing.
  for (const { method, input } of firstAnswers)
    shell.cache.get(method as QueryName, input as never).catch(() => undefined);
  createRoot(place).render(<Root shell={shell} i18n={i18n} />);
  // When everything that the first page asked for is here.
  const stop = shell.cache.subscribe(() => {
    if (shell.cache.queries.isFetching() > 0) return;
    stop();
    void loadAhead(lazyPartsOf(features), (work) => requestIdleCallback(work));
  });
}

start();
