import { Home16Regular } from '@fluentui/react-icons';
import type { FeatureDefinition } from '../../app/types.ts';
import '../../styles/forms.css';
import { startCommands } from './commands.tsx';
import './start.css';
import { openWhenWanted } from './tabs.ts';
import { WelcomePage } from './welcome-page.tsx';

/** The first page of the console. */
export const startFeature: FeatureDefinition = {
  id: 'start',
  tabKinds: [{ kind: 'welcome', icon: <Home16Regular />, Page: WelcomePage }],
  commands: startCommands,
  start: openWhenWanted,
};
