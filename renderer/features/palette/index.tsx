import { Keyboard20Regular, Search20Regular } from '@fluentui/react-icons';
import { lazyDialog } from '../../app/lazy-parts.tsx';
import type { CommandDefinition, FeatureDefinition } from '../../app/types.ts';
import '../../styles/forms.css';
import type {} from './dialogs.ts';
import './palette.css';

const commands: readonly CommandDefinition[] = [
  {
    id: 'palette.open',
    scope: 'global',
    label: 'palette:command.open',
    icon: <Search20Regular />,
    keys: 'Ctrl+Shift+P',
    group: 'help',
    run: async (shell) => {
      const chosen = await shell.dialogs.ask('palette', {});
      await chosen?.run();
    },
  },
  {
    id: 'help.shortcuts',
    scope: 'global',
    label: 'palette:command.shortcuts',
    icon: <Keyboard20Regular />,
    keys: 'F1',
    group: 'help',
    run: (shell) => shell.dialogs.ask('shortcuts', {}),
  },
];

/** Finds everything that can be done and opened, and shows every key. */
export const paletteFeature: FeatureDefinition = {
  id: 'palette',
  dialogs: {
    palette: lazyDialog(async () => (await import('./palette-dialog.tsx')).PaletteDialog),
    shortcuts: lazyDialog(async () => (await import('./shortcuts-dialog.tsx')).ShortcutsDialog),
  },
  commands,
};
