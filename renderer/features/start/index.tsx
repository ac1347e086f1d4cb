import { Home16Regular } from '@fluentui/react-icons';
import { lazyPage } from '../../app/lazy-parts.tsx';
import type { FeatureDefinition } from '../../app/types.ts';
import '../../styles/forms.css';
import { startCommands } from './commands.tsx';
import './start.css';
import { openWhenWanted } from './tabs.ts';

/** The first page of the console. */
export const startFeature: FeatureDefinition = {
  id: 'start',
  tabKinds: [
    {
      kind: 'welcome',
      icon: <Home16Regular />,
      Page: lazyPage(async () => (await import('./welcome-page.tsx')).WelcomePage),
    },
  ],
  commands: startCommands,
  start: openWhenWanted,
};
