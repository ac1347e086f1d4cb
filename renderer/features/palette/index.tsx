import { Keyboard20Regular, Search20Regular } from '@fluentui/react-icons';
import type { CommandDefinition, FeatureDefinition } from '../../app/types.ts';
import '../../styles/forms.css';
import type {} from './dialogs.ts';
import { PaletteDialog } from './palette-dialog.tsx';
import './palette.css';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';

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
  dialogs: { palette: PaletteDialog, shortcuts: ShortcutsDialog },
  commands,
};
