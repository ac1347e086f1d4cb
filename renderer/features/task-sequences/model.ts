import { readAll } from '#shared/contract/read-all';
import type { TaskSequenceDetails, TaskSequenceFolder, TaskSequenceRow } from '#shared/model/task-sequence';
import { createResource, type Resource } from '../../api/resource.ts';
import { defineModel, type Shell } from '../../app/types.ts';

export const sequencesNode = 'task-sequences';
/** The child of the node that shows what was deleted; no folder can have this id. */
export const deletedChild = 'deleted';

export interface TaskSequencesModel {
  readonly list: Resource<readonly TaskSequenceRow[]>;
  readonly deleted: Resource<readonly TaskSequenceRow[]>;
  readonly folders: Resource<readonly TaskSequenceFolder[]>;
  /** What the details pane shows of one; made when first asked for, and again after the list changed. */
  details(row: TaskSequenceRow): Resource<TaskSequenceDetails>;
}

function create({ client, connection }: Shell): TaskSequencesModel {
  const { onReconnect } = connection;
  const read = (deleted: boolean) =>
    createResource({
      client,
      onReconnect,
      areas: ['sequences'],
      load: async (c, signal) => readAll(c, 'sequence.list', { deleted }, { signal }),
    });
  const details = new Map<string, Resource<TaskSequenceDetails>>();
  return {
    list: read(false),
    deleted: read(true),
    folders: createResource({
      client,
      onReconnect,
      areas: ['folders'],
      load: async (c, signal) => readAll(c, 'folder.list', {}, { signal }),
    }),
    details: ({ packageId, revision, modifiedAt }) => {
      // Name and description change without a new revision.
      const key = `${packageId}/${revision.toString()}/${modifiedAt.toString()}`;
      const known = details.get(key);
      if (known !== undefined) return known;
      for (const old of details.values()) old.stop();
      details.clear();
      const made = createResource({
        client,
        onReconnect,
        areas: [],
        load: (c, signal) => c.call('sequence.get', { packageId }, { signal }),
      });
      details.set(key, made);
      return made;
    },
  };
}

export const taskSequencesModel = defineModel('task-sequences', create);

/** Folder and everything below it. */
export function foldersBelow(folders: readonly TaskSequenceFolder[], folderId: string): ReadonlySet<string> {
  const found = new Set([folderId]);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const folder of folders) if (folder.parentId !== null && found.has(folder.parentId)) found.add(folder.id);
  }
  return found;
}

/** The folders as they were read last. */
export function knownFolders(shell: Shell): readonly TaskSequenceFolder[] {
  return shell.model(taskSequencesModel).folders.store.getState().data ?? [];
}

/** `User state / Old` for a folder within a folder. */
export function folderPath(folders: readonly TaskSequenceFolder[], folderId: string | null): string {
  const folder = folders.find((one) => one.id === folderId);
  if (folder === undefined) return '';
  const above = folderPath(folders, folder.parentId);
  return above === '' ? folder.name : `${above} / ${folder.name}`;
}

/** Where the console tab is within the node: a folder, the deleted ones, or null for all. */
export function currentChild(shell: Shell): string | null {
  const { workspace, places } = shell.navigation.store.getState();
  const place = places[workspace];
  return workspace === 'library' && place?.nodeId === sequencesNode ? place.childId : null;
}

/** The rows of a place: a folder with what is below it, or all. */
export function rowsIn(
  rows: readonly TaskSequenceRow[],
  folders: readonly TaskSequenceFolder[],
  childId: string | null,
): readonly TaskSequenceRow[] {
  if (childId === null || childId === deletedChild) return rows;
  const below = foldersBelow(folders, childId);
  return rows.filter((row) => row.folderId !== null && below.has(row.folderId));
}

/** The selected rows of the place that is shown: a command never acts on a row that lies elsewhere. */
export function selectedSequences(shell: Shell): readonly TaskSequenceRow[] {
  const model = shell.model(taskSequencesModel);
  const ids = new Set<string>(shell.selection.get(sequencesNode).ids);
  const child = currentChild(shell);
  const from = child === deletedChild ? model.deleted : model.list;
  return rowsIn(from.store.getState().data ?? [], knownFolders(shell), child).filter((row) => ids.has(row.packageId));
}
