import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { FolderId } from '#shared/model/ids';
import { type Command, type CommandContext, type Commands, demandOneOf, flag, text, textOption } from './command.ts';
import { type FolderPaths, readFolders } from './lookup.ts';
import { exitCodes, table } from './output.ts';
import { printList } from './print-list.ts';
import { wrongUse } from './wrong-use.ts';

/** `--folder PATH` or `--top`: where something goes. One of the two must be there. */
export function readPlace(context: CommandContext): (folders: FolderPaths) => FolderId | null {
  if (!demandOneOf(context, 'folder', 'top')) throw wrongUse('say-where-to');
  const path = textOption(context, 'folder');
  return (folders) => (path === undefined ? null : folders.find(path).id);
}

/** What a place is called in a sentence. */
export function namePlace({ pathOf }: FolderPaths, id: FolderId | null): Message {
  return id === null ? message('command-line:folder.top') : message('command-line:folder.named', { path: pathOf(id) });
}

const list: Command = {
  usage: 'folder list',
  needs: 0,
  most: 0,
  run: ({ site, output }) =>
    site(async (client) => {
      const { all, unreadable } = await readFolders(client);
      const rows = all.map(({ folder, path }) => [path, String(folder.sequenceCount)]);
      const folders = all.map(({ folder: { sequenceCount, ...folder }, path }) => {
        return { ...folder, path, taskSequences: sequenceCount };
      });
      const lines = rows.length === 0 ? [message('command-line:folder.none')] : table(['path', 'task-sequences'], rows);
      printList(output, { folders }, lines, unreadable);
      return exitCodes.success;
    }),
};

/** The last name of a path, and what stands before it. */
function splitPath(path: string): { parent: string | undefined; name: string } {
  const names = path.split(/[\\/]/).filter((name) => name !== '');
  const name = names.pop();
  if (name === undefined) throw wrongUse('path-without-name');
  return { parent: names.length === 0 ? undefined : names.join('/'), name };
}

const create: Command = {
  usage: 'folder create PATH',
  needs: 1,
  most: 1,
  run: ({ site, output, words }) =>
    site(async (client) => {
      const { parent, name } = splitPath(words[0] ?? '');
      const parentId = parent === undefined ? null : (await readFolders(client)).find(parent).id;
      const { folderId } = await client.call('folder.create', { parentId, name });
      const path = (await readFolders(client)).pathOf(folderId);
      output.result({ folderId, path }, [message('command-line:folder.created', { path })]);
      return exitCodes.success;
    }),
};

const rename: Command = {
  usage: 'folder rename PATH NAME',
  needs: 2,
  most: 2,
  run: ({ site, output, words: [path = '', name = ''] }) =>
    site(async (client) => {
      const { id: folderId } = (await readFolders(client)).find(path);
      await client.call('folder.rename', { folderId, name });
      const renamed = (await readFolders(client)).pathOf(folderId);
      output.result({ folderId, path: renamed }, [message('command-line:folder.is-now', { path: renamed })]);
      return exitCodes.success;
    }),
};

const move: Command = {
  usage: 'folder move PATH --folder PATH | --top',
  needs: 1,
  most: 1,
  options: { folder: text, top: flag },
  run: (context) => {
    const place = readPlace(context);
    return context.site(async (client) => {
      const folders = await readFolders(client);
      const { id: folderId } = folders.find(context.words[0] ?? '');
      await client.call('folder.move', { folderId, parentId: place(folders) });
      const moved = (await readFolders(client)).pathOf(folderId);
      context.output.result({ folderId, path: moved }, [message('command-line:folder.is-now', { path: moved })]);
      return exitCodes.success;
    });
  },
};

const remove: Command = {
  usage: 'folder delete PATH',
  needs: 1,
  most: 1,
  run: ({ site, output, words }) =>
    site(async (client) => {
      const { find, pathOf } = await readFolders(client);
      const { id: folderId } = find(words[0] ?? '');
      await client.call('folder.delete', { folderId });
      output.result({ deleted: pathOf(folderId) }, [
        message('command-line:folder.deleted', { path: pathOf(folderId) }),
      ]);
      return exitCodes.success;
    }),
};

export const folderCommands = {
  'folder list': list,
  'folder create': create,
  'folder rename': rename,
  'folder move': move,
  'folder delete': remove,
} satisfies Commands;
