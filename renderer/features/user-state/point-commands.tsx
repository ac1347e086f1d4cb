import { Add20Regular, ArrowSync20Regular, Delete20Regular, Settings20Regular } from '@fluentui/react-icons';
import type { CommandDefinition } from '../../app/types.ts';
import { pointsList, pointsNode, selectedPoint } from './model.ts';
import { deletePoint } from './point-actions.ts';

export const pointCommands: readonly CommandDefinition[] = [
  {
    id: 'points.create',
    scope: pointsNode,
    label: 'user-state:point.command.create',
    icon: <Add20Regular />,
    keys: 'Ctrl+N',
    group: 'create',
    isOfPage: true,
    isPrimary: true,
    run: async (shell) => {
      const made = await shell.dialogs.ask('migrationPoint.edit', { migrationPointId: null });
      if (made !== undefined) shell.selection.select(pointsNode, [made]);
    },
  },
  {
    id: 'points.properties',
    scope: pointsNode,
    label: 'user-state:point.command.properties',
    icon: <Settings20Regular />,
    keys: 'Alt+Enter',
    group: 'point',
    isEnabled: (shell) => selectedPoint(shell) !== null,
    run: (shell) => {
      const point = selectedPoint(shell);
      return point === null ? undefined : shell.dialogs.ask('migrationPoint.edit', { migrationPointId: point.id });
    },
  },
  {
    id: 'points.delete',
    scope: pointsNode,
    label: 'user-state:point.command.delete',
    icon: <Delete20Regular />,
    keys: 'Del',
    group: 'point',
    isEnabled: (shell) => selectedPoint(shell) !== null,
    run: (shell) => {
      const point = selectedPoint(shell);
      return point === null ? undefined : deletePoint(shell, point);
    },
  },
  {
    id: 'points.refresh',
    scope: pointsNode,
    label: 'user-state:point.command.refresh',
    icon: <ArrowSync20Regular />,
    keys: 'Ctrl+R',
    group: 'point',
    isOfPage: true,
    isIconOnly: true,
    run: (shell) => shell.cache.retry(pointsList.method),
  },
];
