import { AppError } from '#shared/contract/errors';
import type { FolderId } from '#shared/model/ids';
import type { TaskSequenceRow } from '#shared/model/task-sequence';
import { asItIs, saveFields } from '../../app/save-fields.ts';
import type { Shell } from '../../app/types.ts';

type Names = Pick<TaskSequenceRow, 'name' | 'description'>;

/** Keeps name and description of a task sequence as the form has them. False for back to the form. */
export function saveNames(shell: Shell, { packageId, name, description }: TaskSequenceRow, edited: Names) {
  const { client, text } = shell;
  return saveFields<Names>(shell, {
    ...{ name, shown: { name, description }, edited },
    words: {
      name: [text('task-sequences:fact.name'), asItIs],
      description: [text('task-sequences:fact.description'), asItIs],
    },
    send: (change, shown) => client.call('sequence.setProperties', { packageId, ...change, shown }),
    reload: async () => {
      const { row } = await client.call('sequence.get', { packageId });
      return { name: row.name, description: row.description };
    },
  });
}

/** Gives a folder the name that the form has. False for back to the form. */
export function renameFolder(shell: Shell, folderId: FolderId, shown: string, edited: string): Promise<boolean> {
  const { client, text } = shell;
  return saveFields<{ name: string }>(shell, {
    ...{ name: shown, shown: { name: shown }, edited: { name: edited } },
    words: { name: [text('task-sequences:folder.name'), asItIs] },
    send: (change, before) =>
      client.call('folder.rename', {
        ...{ folderId, name: change.name ?? edited },
        ...(before.name === undefined ? {} : { shown: before.name }),
      }),
    reload: async () => {
      const [now] = (await client.call('folder.list', { ids: [folderId] })).rows;
      if (now === undefined) throw new AppError('FOLDER_NOT_FOUND', { id: folderId });
      return { name: now.name };
    },
  });
}
