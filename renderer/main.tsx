import '#shared/contract/jitless';
import '@fontsource-variable/inter';
import '@fontsource/cascadia-mono';
import './styles/frame.css';
import './styles/parts.css';
import './styles/window.css';
import { createRoot } from 'react-dom/client';
import { connect } from './api/connect.ts';
import { createShell } from './app/create-shell.ts';
import { features } from './app/features.ts';
import { createI18n } from './app/i18n.ts';
import { loadAhead } from './app/load-ahead.ts';
import { lazyPartsOf } from './app/load-parts.ts';
import { Root } from './app/root.tsx';
import { createConnection } from './stores/connection.ts';

/** A client and a host of different builds still speak when their contract has the same version. */
const build = 'console';

const place = document.getElementById('root');
if (place === null) throw new Error('The page has no place for the console');
const connection = createConnection({ status: 'connecting' });
const client = connect(window, connection, build);
const i18n = createI18n();
const shell = createShell({ client, i18n, features, connection });
for (const feature of features) feature.start?.(shell);
createRoot(place).render(<Root shell={shell} i18n={i18n} />);

// When everything that the first page asked for is here.
const stop = shell.cache.subscribe(() => {
  if (shell.cache.queries.isFetching() > 0) return;
  stop();
  void loadAhead(lazyPartsOf(features), (work) => requestIdleCallback(work));
});
