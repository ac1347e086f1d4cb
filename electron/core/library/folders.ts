import { demandNoConflict } from '#shared/model/change';
import { FolderId } from '#shared/model/ids';
import type { Ids } from '../ports/ids.ts';
import type { KeyedQueue } from '../queue/keyed-queue.ts';
import type { Database } from '../store/connection.ts';
import { deleteFolder, type FolderRow, insertFolder, moveFolder, renameFolder } from '../store/tables/folder.ts';
import type { Library } from './library-types.ts';

/** Folders of task sequences. All changes have one key: what one may do depends on the others. */
export function createFolders(ports: {
  readonly database: Database;
  readonly ids: Ids;
  readonly queue: KeyedQueue;
}): Library['folders'] {
  const { database, ids, queue } = ports;
  const write: Database['write'] = (work) => queue.run('folder/', () => database.write(work));
  return {
    create: async (parentId, name) => {
      const id = FolderId.parse(ids.uuid());
      await write((transaction) => insertFolder(transaction, { id, parentId, name, kind: 'task-sequence' }));
      return id;
    },
    rename: (id, name, shown) => {
      const check = (row: FolderRow): void => demandNoConflict(row, { name: row.name }, { name }, { name: shown });
      return write((transaction) => renameFolder(transaction, id, name, check));
    },
    move: (id, parentId) => write((transaction) => moveFolder(transaction, id, parentId)),
    remove: (id) => write((transaction) => deleteFolder(transaction, id)),
  };
}
