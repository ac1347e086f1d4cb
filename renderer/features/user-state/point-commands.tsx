import { Add20Regular, ArrowSync20Regular, Delete20Regular, Settings20Regular } from '@fluentui/react-icons';
import type { MigrationPoint } from '#shared/model/state-migration';
import type { CommandDefinition, Shell } from '../../app/types.ts';
import { userStateModel } from './model.ts';
import { deletePoint } from './point-actions.ts';

export const pointsNode = 'state-migration-points';

function onePoint(shell: Shell): MigrationPoint | null {
  const { ids } = shell.selection.get(pointsNode);
  const points = shell.model(userStateModel).points.store.getState().data ?? [];
  return ids.length === 1 ? (points.find((point) => point.id === ids[0]) ?? null) : null;
}

export const pointCommands: readonly CommandDefinition[] = [
  {
    id: 'points.create',
    scope: pointsNode,
    label: 'user-state:point.command.create',
    icon: <Add20Regular />,
    keys: 'Ctrl+N',
    group: 'create',
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
    isEnabled: (shell) => onePoint(shell) !== null,
    run: (shell) => {
      const point = onePoint(shell);
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
    isEnabled: (shell) => onePoint(shell) !== null,
    run: (shell) => {
      const point = onePoint(shell);
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
    isIconOnly: true,
    run: async (shell) => {
      const { points, stores } = shell.model(userStateModel);
      await Promise.all([points.refresh(), stores.refresh()]);
    },
  },
];
