import {
  Add20Regular,
  ArrowSync20Regular,
  DatabaseArrowDown20Regular,
  DatabaseArrowUp20Regular,
  DatabaseSearch20Regular,
  Delete20Regular,
  PeopleEdit20Regular,
  ShieldCheckmark20Regular,
} from '@fluentui/react-icons';
import type { StatePurpose } from '#shared/model/lists';
import type { Association, StateStoreCondition } from '#shared/model/state-migration';
import type { CommandDefinition, Shell } from '../../app/types.ts';
import { deleteAssociations, verifyStore } from './association-actions.ts';
import { associationsList, associationsNode, selectedAssociations } from './model.ts';
import { openResult } from './tabs.ts';

function oneAssociation(shell: Shell): Association | null {
  const { count, rows } = selectedAssociations(shell);
  return count === 1 ? (rows[0] ?? null) : null;
}

/** A store whose data can be read: captured, and not deleted since. */
export function isReadable(state: StateStoreCondition | null): boolean {
  return state !== null && ['captured', 'available', 'restored', 'restored-unproven', 'damaged'].includes(state);
}

/** Only sequences that do it are offered, the one for this type of association first. */
function askRun(shell: Shell, one: Association, purpose: StatePurpose): Promise<unknown> {
  const deviceId = purpose === 'capture' ? one.sourceDeviceId : one.destinationDeviceId;
  return shell.dialogs.ask('run.start', { packageId: null, deviceId, purpose, isInPlace: one.type === 'in-place' });
}

const stateCommands: readonly CommandDefinition[] = [
  {
    id: 'associations.capture',
    scope: associationsNode,
    label: 'user-state:association.command.capture',
    icon: <DatabaseArrowUp20Regular />,
    group: 'state',
    isEnabled: (shell) => oneAssociation(shell) !== null,
    run: (shell) => {
      const one = oneAssociation(shell);
      return one === null ? undefined : askRun(shell, one, 'capture');
    },
  },
  {
    id: 'associations.restore',
    scope: associationsNode,
    label: 'user-state:association.command.restore',
    icon: <DatabaseArrowDown20Regular />,
    group: 'state',
    isEnabled: (shell) => oneAssociation(shell)?.capturedAt != null,
    run: (shell) => {
      const one = oneAssociation(shell);
      return one === null ? undefined : askRun(shell, one, 'restore');
    },
  },
  {
    id: 'associations.open',
    scope: associationsNode,
    label: 'user-state:association.command.open',
    icon: <DatabaseSearch20Regular />,
    keys: 'Enter',
    isKeyHint: true,
    group: 'state',
    isEnabled: (shell) => (oneAssociation(shell)?.stateStoreId ?? null) !== null,
    run: (shell) => {
      const one = oneAssociation(shell);
      const id = one?.stateStoreId ?? null;
      if (one !== null && id !== null) openResult(shell, id, one);
    },
  },
  {
    id: 'associations.verify',
    scope: associationsNode,
    label: 'user-state:association.command.verify',
    icon: <ShieldCheckmark20Regular />,
    group: 'state',
    isEnabled: (shell) => isReadable(oneAssociation(shell)?.storeCondition ?? null),
    run: (shell) => {
      const one = oneAssociation(shell);
      const id = one?.stateStoreId ?? null;
      return one === null || id === null ? undefined : verifyStore(shell, id, one.sourceName);
    },
  },
];

export const associationCommands: readonly CommandDefinition[] = [
  {
    id: 'associations.create',
    scope: associationsNode,
    label: 'user-state:association.command.create',
    icon: <Add20Regular />,
    keys: 'Ctrl+N',
    group: 'create',
    isOfPage: true,
    isPrimary: true,
    run: async (shell) => {
      const made = await shell.dialogs.ask('association.create', { sourceDeviceId: null });
      if (made !== undefined) shell.selection.select(associationsNode, [made]);
    },
  },
  ...stateCommands,
  {
    id: 'associations.accounts',
    scope: associationsNode,
    label: 'user-state:association.command.accounts',
    icon: <PeopleEdit20Regular />,
    keys: 'Alt+Enter',
    group: 'association',
    isEnabled: (shell) => oneAssociation(shell) !== null,
    run: (shell) => {
      const one = oneAssociation(shell);
      return one === null ? undefined : shell.dialogs.ask('association.accounts', { associationId: one.id });
    },
  },
  {
    id: 'associations.delete',
    scope: associationsNode,
    label: 'user-state:association.command.delete',
    icon: <Delete20Regular />,
    keys: 'Del',
    group: 'association',
    isEnabled: (shell) => selectedAssociations(shell).input !== null,
    run: (shell) => deleteAssociations(shell, selectedAssociations(shell)),
  },
  {
    id: 'associations.refresh',
    scope: associationsNode,
    label: 'user-state:association.command.refresh',
    icon: <ArrowSync20Regular />,
    keys: 'Ctrl+R',
    group: 'association',
    isOfPage: true,
    isIconOnly: true,
    run: (shell) => shell.cache.retry(associationsList.method),
  },
];
