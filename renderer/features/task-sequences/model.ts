import { FolderId } from '#shared/model/ids';
import type { TaskSequenceFolder, TaskSequenceFolderRow, TaskSequenceRow } from '#shared/model/task-sequence';
import { chosenOf, type ServerList } from '../../app/server-list.ts';
import type { Shell } from '../../app/types.ts';
import type { Chosen } from '../../stores/lists.ts';

export const sequencesNode = 'task-sequences';
/** The child of the node that shows what was deleted; no folder can have this id. */
export const deletedChild = 'deleted';

export const sequencesList: ServerList<'sequence.list'> = {
  id: sequencesNode,
  method: 'sequence.list',
  idOf: (row) => row.packageId,
};

/** What narrows the list at a place: a folder with what is below it, the deleted ones, or all. */
export function criteriaOf(childId: string | null): Readonly<Record<string, unknown>> {
  if (childId === deletedChild) return { deleted: true };
  return childId === null ? {} : { folderId: FolderId.parse(childId) };
}

/** How many were deleted: the first row is enough to ask for. */
export const deletedCount = { deleted: true, limit: 1 };

/** A folder and everything below it. */
export function foldersBelow(folders: readonly TaskSequenceFolder[], folderId: string): ReadonlySet<string> {
  const children = Map.groupBy(folders, (folder) => folder.parentId);
  const found = new Set<string>();
  const add = (id: string): void => {
    found.add(id);
    for (const child of children.get(id as FolderId) ?? []) if (!found.has(child.id)) add(child.id);
  };
  add(folderId);
  return found;
}

/** How many sequences lie in each folder and below it. */
export function countsBelow(folders: readonly TaskSequenceFolderRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>(folders.map((folder) => [folder.id, folder.sequenceCount]));
  const parents = new Map<string, string | null>(folders.map((folder) => [folder.id, folder.parentId]));
  for (const { id, sequenceCount } of folders) {
    const seen = new Set<string>([id]);
    for (let above = parents.get(id) ?? null; above !== null && !seen.has(above); above = parents.get(above) ?? null) {
      seen.add(above);
      counts.set(above, (counts.get(above) ?? 0) + sequenceCount);
    }
  }
  return counts;
}

/** `User state / Old` for a folder within a folder. */
export function pathText(path: readonly string[]): string {
  return path.join(' / ');
}

/** Where the console tab is within the node: a folder, the deleted ones, or null for all. */
export function currentChild(shell: Pick<Shell, 'navigation'>): string | null {
  const { workspace, places } = shell.navigation.store.getState();
  const place = places[workspace];
  return workspace === 'library' && place?.nodeId === sequencesNode ? place.childId : null;
}

/** The selected rows of the place that is shown: a command never acts on a row that lies elsewhere. */
export function selectedSequences(shell: Pick<Shell, 'lists'>): Chosen<TaskSequenceRow> {
  return chosenOf(shell, sequencesList);
}
