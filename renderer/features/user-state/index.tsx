import { DatabasePerson20Regular, PersonSwap20Regular } from '@fluentui/react-icons';
import { paletteObjects } from '../../app/palette-objects.ts';
import type { FeatureDefinition } from '../../app/types.ts';
import '../../styles/forms.css';
import { AccountsDialog } from './accounts-dialog.tsx';
import { pairText } from './association-actions.ts';
import { associationCommands } from './association-commands.tsx';
import { AssociationDialog } from './association-dialog.tsx';
import { AssociationsPage } from './associations-page.tsx';
import { DeleteAssociationsDialog } from './delete-dialog.tsx';
import './dialogs.ts';
import { associationsList, associationsNode, pointsNode } from './model.ts';
import { pointCommands } from './point-commands.tsx';
import { PointDialog } from './point-dialog.tsx';
import { PointsPage } from './points-page.tsx';
import { PointRefusedDialog } from './refused-dialog.tsx';
import { resultCommands } from './result-commands.tsx';
import { ResultTab } from './result-tab.tsx';
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
      Page: AssociationsPage,
    },
    {
      id: pointsNode,
      workspace: 'administration',
      order: 10,
      label: 'user-state:point.node',
      icon: <DatabasePerson20Regular />,
      count: (summary) => summary.migrationPoints,
      Page: PointsPage,
    },
  ],
  tabKinds: [{ kind: 'state-result', icon: <DatabasePerson20Regular fontSize={16} />, Page: ResultTab }],
  dialogs: {
    'association.create': AssociationDialog,
    'association.accounts': AccountsDialog,
    'association.delete': DeleteAssociationsDialog,
    'migrationPoint.edit': PointDialog,
    'migrationPoint.refused': PointRefusedDialog,
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
