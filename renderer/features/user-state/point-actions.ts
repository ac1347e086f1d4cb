import type { MigrationPointId } from '#shared/model/ids';
import type { MigrationPoint, MigrationPointInput } from '#shared/model/state-migration';
import type { Shell } from '../../app/types.ts';
import { rereadUserState } from './model.ts';

/** As many stores as a refusal names; how many more there are it says. */
const mostNamed = 12;

/** Makes a migration point, or keeps the changes of one. Gives its id. */
export async function savePoint(
  shell: Shell,
  migrationPointId: MigrationPointId | null,
  input: MigrationPointInput,
): Promise<MigrationPointId> {
  const { client } = shell;
  const saved = migrationPointId ?? (await client.call('migrationPoint.create', input)).migrationPointId;
  if (migrationPointId !== null) await client.call('migrationPoint.set', { migrationPointId, ...input });
  await rereadUserState(shell);
  const words = migrationPointId === null ? 'user-state:point.said.created' : 'user-state:point.said.saved';
  shell.announcer.say(shell.text(words, { name: input.name }));
  return saved;
}

/** Says why it cannot be removed while stores live there; else asks, removes, and offers to make it again. */
export async function deletePoint(shell: Shell, point: MigrationPoint): Promise<void> {
  const { text, client } = shell;
  const live = await client.call('stateStore.list', { migrationPointId: point.id, exists: true, limit: mostNamed });
  if (live.total > 0) {
    await shell.dialogs.ask('migrationPoint.refused', { name: point.name, stores: live.rows, total: live.total });
    return;
  }
  const answer = await shell.dialogs.ask('confirm', {
    title: text('user-state:point.question.deleteTitle', { name: point.name }),
    text: text('user-state:point.question.deleteText', { count: point.folders.length }),
    items: point.folders.map((folder) => folder.path),
    action: text('user-state:point.question.delete'),
    isDestructive: true,
  });
  if (answer !== 'action') return;
  await client.call('migrationPoint.delete', { migrationPointId: point.id });
  await rereadUserState(shell);
  shell.toasts.show({
    intent: 'success',
    title: text('user-state:point.said.deleted', { name: point.name }),
    action: { label: text('user-state:point.said.undo'), run: () => makeAgain(shell, point) },
  });
}

async function makeAgain(shell: Shell, point: MigrationPoint): Promise<void> {
  const { name, restoreOnly, deletion, folders } = point;
  await shell.client.call('migrationPoint.create', {
    name,
    restoreOnly,
    deletion,
    folders: folders.map(({ path, maximumClients, minimumFreeSpace, minimumFreeSpaceUnit }) => ({
      id: null,
      path,
      maximumClients,
      minimumFreeSpace,
      minimumFreeSpaceUnit,
    })),
  });
  await rereadUserState(shell);
  shell.announcer.say(shell.text('user-state:point.said.restored', { name }));
}
