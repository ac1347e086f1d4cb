import { DatabasePerson20Regular, PersonSwap20Regular } from '@fluentui/react-icons';
import { paletteObjects } from '../../app/palette-objects.ts';
import { lazyDialog, lazyPage } from '../../app/lazy-parts.tsx';
import type { FeatureDefinition } from '../../app/types.ts';
import '../../styles/forms.css';
import { pairText } from './association-actions.ts';
import { associationCommands } from './association-commands.tsx';
import './dialogs.ts';
import { associationsList, associationsNode, pointsNode } from './model.ts';
import { pointCommands } from './point-commands.tsx';
import { resultCommands } from './result-commands.tsx';
import { UserStateCounts } from './status.tsx';
import './tabs.ts';
import './user-state.css';

/** Computer associations, results of state stores, and state migration points. */
export const userStateFeature: FeatureDefinition = {
  id: 'user-state',
  nodes: [
    {
      id: associationsNode,
      workspace: 'assets',
      order: 20,
      label: 'user-state:association.node',
      icon: <PersonSwap20Regular />,
      count: (summary) => summary.associations,
      Page: lazyPage(async () => (await import('./associations-page.tsx')).AssociationsPage),
    },
    {
      id: pointsNode,
      workspace: 'administration',
      order: 10,
      label: 'user-state:point.node',
      icon: <DatabasePerson20Regular />,
      count: (summary) => summary.migrationPoints,
      Page: lazyPage(async () => (await import('./points-page.tsx')).PointsPage),
    },
  ],
  tabKinds: [
    {
      kind: 'state-result',
      icon: <DatabasePerson20Regular fontSize={16} />,
      Page: lazyPage(async () => (await import('./result-tab.tsx')).ResultTab),
    },
  ],
  dialogs: {
    'association.create': lazyDialog(async () => (await import('./association-dialog.tsx')).AssociationDialog),
    'association.accounts': lazyDialog(async () => (await import('./accounts-dialog.tsx')).AccountsDialog),
    'association.delete': lazyDialog(async () => (await import('./delete-dialog.tsx')).DeleteAssociationsDialog),
    'stateStore.accept': lazyDialog(async () => (await import('./accept-dialog.tsx')).AcceptDialog),
    'migrationPoint.edit': lazyDialog(async () => (await import('./point-dialog.tsx')).PointDialog),
    'migrationPoint.refused': lazyDialog(async () => (await import('./refused-dialog.tsx')).PointRefusedDialog),
  },
  commands: [...associationCommands, ...resultCommands, ...pointCommands],
  objects: [
    paletteObjects(associationsList, (shell, one) => ({
      id: `association:${one.id}`,
      label: pairText(shell, one),
      hint: shell.text('user-state:association.node'),
      icon: <PersonSwap20Regular />,
      open: () => {
        shell.goTo(associationsNode);
        shell.selection.select(associationsNode, [one.id]);
      },
    })),
  ],
  StatusCounts: UserStateCounts,
};
