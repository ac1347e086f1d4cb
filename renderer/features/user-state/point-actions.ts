import type { MigrationPointId } from '#shared/model/ids';
import type { MigrationPoint, MigrationPointInput } from '#shared/model/state-migration';
import { asItIs, saveFields } from '../../app/save-fields.ts';
import type { Shell } from '../../app/types.ts';
import { removeChosen } from '../../app/use-chosen.ts';
import { inputOfPoint } from './migration-point-form.ts';
import { pointsNode, rereadUserState } from './model.ts';

/** As many stores as a refusal names; how many more there are it says. */
const mostNamed = 12;

/** Makes a migration point, or keeps the changes of the one that the form began with; then the form is closed. */
export async function savePoint(
  shell: Shell,
  begun: MigrationPoint | null,
  input: MigrationPointInput,
  close: (saved: MigrationPointId) => void,
): Promise<void> {
  if (begun !== null && !(await saveChanges(shell, begun, input))) return;
  const saved = begun?.id ?? (await shell.client.call('migrationPoint.create', input)).migrationPointId;
  await rereadUserState(shell);
  const words = begun === null ? 'user-state:point.said.created' : 'user-state:point.said.saved';
  shell.announcer.say(shell.text(words, { name: input.name }));
  close(saved);
}

function saveChanges(shell: Shell, begun: MigrationPoint, edited: MigrationPointInput): Promise<boolean> {
  const { client, text } = shell;
  const migrationPointId = begun.id;
  return saveFields<MigrationPointInput>(shell, {
    ...{ name: begun.name, shown: inputOfPoint(begun), edited },
    words: {
      name: [text('user-state:point.form.name'), asItIs],
      restoreOnly: [
        text('user-state:point.form.restoreOnly'),
        (value) => text(`frame:conflict.${value ? 'yes' : 'no'}`),
      ],
      deletion: [text('user-state:point.form.deletion'), (value) => policyText(shell, value)],
      folders: [
        text('user-state:point.form.folders'),
        (value) => value.map((folder) => folderText(shell, folder)).join(', '),
      ],
    },
    send: (change, shown) => client.call('migrationPoint.set', { migrationPointId, ...change, shown }),
    reload: async () => inputOfPoint(await client.call('migrationPoint.get', { migrationPointId })),
  });
}

function policyText({ text }: Shell, policy: MigrationPointInput['deletion']): string {
  if (policy.kind === 'immediate') return text('user-state:point.form.now');
  const words = ['after', 'daysUnit'] as const;
  const [after, unit] = words.map((word) => text(`user-state:point.form.${word}`));
  return [after, String(policy.days), unit].join(' ');
}

function folderText({ text }: Shell, folder: MigrationPointInput['folders'][number]): string {
  const unit = text(`user-state:point.form.unit.${folder.minimumFreeSpaceUnit}`);
  return `${folder.path} (${String(folder.maximumClients)}; ${String(folder.minimumFreeSpace)} ${unit})`;
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
    keep: text('user-state:point.question.keep'),
    isDestructive: true,
  });
  if (answer !== 'action') return;
  await removeChosen(shell, pointsNode, async () => {
    await client.call('migrationPoint.delete', { migrationPointId: point.id });
    await rereadUserState(shell);
  });
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
