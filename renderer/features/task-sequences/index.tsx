import {
  Folder20Regular,
  History20Regular,
  TaskListSquareLtr16Regular,
  TaskListSquareLtr20Regular,
} from '@fluentui/react-icons';
import { useMemo } from 'react';
import { FolderId } from '#shared/model/ids';
import type { TaskSequenceRow } from '#shared/model/task-sequence';
import { useListSelection, useModel, useResource, useShell } from '../../app/shell-context.tsx';
import type { FeatureDefinition, NodeChild, NodeDrop, Shell } from '../../app/types.ts';
import '../../styles/forms.css';
import { openEditor } from '../sequence-editor/index.tsx';
import { importFiles, moveFolderTo, moveTo } from './actions.ts';
import { folderScope, taskSequencesCommands } from './commands.tsx';
import './dialogs.ts';
import {
  currentChild,
  deletedChild,
  foldersBelow,
  knownFolders,
  selectedSequences,
  sequencesNode,
  taskSequencesModel,
} from './model.ts';
import { TaskSequencesPage } from './page.tsx';
import { FolderDialog, MoveDialog, PropertiesDialog } from './property-dialogs.tsx';
import './task-sequences.css';
import { ExportDialog, ImportDialog } from './transfer-dialogs.tsx';

/** Folders below the node, each with what lies in it and below; the deleted ones last. */
function useFolders(): readonly NodeChild[] {
  const { text } = useShell();
  const model = useModel(taskSequencesModel);
  const folders = useResource(model.folders).data;
  const rows = useResource(model.list).data;
  const deleted = useResource(model.deleted).data;
  return useMemo(() => {
    const all = folders ?? [];
    const made = all.map((folder): NodeChild => {
      const below = foldersBelow(all, folder.id);
      const count = (rows ?? []).filter((row) => row.folderId !== null && below.has(row.folderId)).length;
      const { id, parentId, name: label } = folder;
      return { id, parentId, label, icon: <Folder20Regular />, count, dragData: { kind: 'task-sequence-folder', id } };
    });
    if (deleted === null || deleted.length === 0) return made;
    const bin = { id: deletedChild, parentId: null, label: text('task-sequences:deleted'), icon: <History20Regular /> };
    return [...made, { ...bin, count: deleted.length }];
  }, [folders, rows, deleted, text]);
}

/**
 * Rows of the list can be dragged onto a folder: the dragged one, or all that are selected with it. A folder goes
 * into another one, never into itself.
 */
export const drop: NodeDrop = {
  accepts: (shell, data, childId) => {
    if (childId === deletedChild) return false;
    if (data['kind'] === 'task-sequence') return currentChild(shell) !== deletedChild;
    if (data['kind'] !== 'task-sequence-folder') return false;
    return childId === null || !foldersBelow(knownFolders(shell), String(data['id'])).has(childId);
  },
  drop: (shell, data, childId) => {
    const id = String(data['id']);
    const target = childId === null ? null : FolderId.parse(childId);
    void shell.attempt(async () => {
      if (data['kind'] === 'task-sequence-folder') await moveFolderTo(shell, FolderId.parse(id), target);
      else await moveTo(shell, draggedRows(shell, id), target);
    });
  },
};

function draggedRows(shell: Shell, id: string): readonly TaskSequenceRow[] {
  const selected = selectedSequences(shell);
  if (selected.some((row) => row.packageId === id)) return selected;
  return (shell.model(taskSequencesModel).list.store.getState().data ?? []).filter((row) => row.packageId === id);
}

/** A file that is let go anywhere in the window is imported; without this the browser would leave the console. */
function acceptFiles(shell: Shell): () => void {
  const isFiles = (event: globalThis.DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
  const onDragOver = (event: globalThis.DragEvent): void => {
    if (isFiles(event)) event.preventDefault();
  };
  const onDrop = (event: globalThis.DragEvent): void => {
    if (event.defaultPrevented || !isFiles(event)) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    void shell.attempt(() => importFiles(shell, files));
  };
  document.addEventListener('dragover', onDragOver);
  document.addEventListener('drop', onDrop);
  return () => {
    document.removeEventListener('dragover', onDragOver);
    document.removeEventListener('drop', onDrop);
  };
}

function Counts({ scope }: { readonly scope: string }) {
  const { text } = useShell();
  const { data } = useResource(useModel(taskSequencesModel).list);
  const { selection } = useListSelection(sequencesNode);
  if (scope !== sequencesNode) return null;
  return (
    <>
      <span>{text('task-sequences:count', { count: data?.length ?? 0 })}</span>
      {selection.ids.length === 0 ? null : (
        <span>{text('task-sequences:selected', { count: selection.ids.length })}</span>
      )}
    </>
  );
}

/** Software Library > Task Sequences. */
export const taskSequencesFeature: FeatureDefinition = {
  id: 'task-sequences',
  nodes: [
    {
      id: sequencesNode,
      workspace: 'library',
      order: 10,
      label: 'task-sequences:node',
      icon: <TaskListSquareLtr20Regular />,
      count: (summary) => summary.taskSequences,
      Page: TaskSequencesPage,
      useChildren: useFolders,
      menuScope: folderScope,
      drop,
    },
  ],
  dialogs: {
    'sequence.properties': PropertiesDialog,
    'sequence.importing': ImportDialog,
    'sequence.export': ExportDialog,
    'sequence.move': MoveDialog,
    'folder.edit': FolderDialog,
  },
  commands: taskSequencesCommands,
  objects: (shell) =>
    (shell.model(taskSequencesModel).list.store.getState().data ?? []).map((row) => ({
      id: `sequence:${row.packageId}`,
      label: row.name,
      hint: row.packageId,
      icon: <TaskListSquareLtr16Regular />,
      kind: 'object',
      open: () => openEditor(shell, { packageId: row.packageId, name: row.name, mode: 'view' }),
    })),
  StatusCounts: Counts,
  start: acceptFiles,
};
