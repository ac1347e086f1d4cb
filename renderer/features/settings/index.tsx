import { Settings16Regular, Settings20Regular } from '@fluentui/react-icons';
import { lazyPage } from '../../app/lazy-parts.tsx';
import type { FeatureDefinition } from '../../app/types.ts';
import '../../styles/forms.css';
import './settings.css';
import { SettingsNote } from './status.tsx';
import { openSettings } from './tabs.ts';

/** Choices of the person, and what the site says about itself. */
export const settingsFeature: FeatureDefinition = {
  id: 'settings',
  tabKinds: [
    {
      kind: 'settings',
      icon: <Settings16Regular />,
      Page: lazyPage(async () => (await import('./settings-page.tsx')).SettingsPage),
    },
  ],
  commands: [
    {
      id: 'settings.open',
      scope: 'global',
      label: 'settings:command.open',
      icon: <Settings20Regular />,
      keys: 'Ctrl+,',
      group: 'pages',
      places: ['palette'],
      run: openSettings,
    },
  ],
  StatusCounts: SettingsNote,
};
