import {
  Folder20Regular,
  History20Regular,
  TaskListSquareLtr16Regular,
  TaskListSquareLtr20Regular,
} from '@fluentui/react-icons';
import { useMemo } from 'react';
import { FolderId } from '#shared/model/ids';
import { useListSelection, useModel, useResource, useShell } from '../../app/shell-context.tsx';
import type { FeatureDefinition, NodeChild, NodeDrop, Shell } from '../../app/types.ts';
import '../../styles/forms.css';
import { openEditor } from '../sequence-editor/index.tsx';
import { importFiles, moveTo } from './actions.ts';
import { folderScope, taskSequencesCommands } from './commands.tsx';
import './dialogs.ts';
import { deletedChild, foldersBelow, sequencesNode, taskSequencesModel } from './model.ts';
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
      return { id: folder.id, parentId: folder.parentId, label: folder.name, icon: <Folder20Regular />, count };
    });
    if (deleted === null || deleted.length === 0) return made;
    const bin = { id: deletedChild, parentId: null, label: text('task-sequences:deleted'), icon: <History20Regular /> };
    return [...made, { ...bin, count: deleted.length }];
  }, [folders, rows, deleted, text]);
}

/** Rows of the list can be dragged onto a folder: the dragged one, or all that are selected with it. */
const drop: NodeDrop = {
  accepts: (data, childId) => data['kind'] === 'task-sequence' && childId !== deletedChild,
  drop: (shell, data, childId) => {
    const dragged = String(data['id']);
    const selected = shell.selection.get(sequencesNode).ids;
    const ids = new Set(selected.includes(dragged) ? selected : [dragged]);
    const rows = (shell.model(taskSequencesModel).list.store.getState().data ?? []).filter((row) =>
      ids.has(row.packageId),
    );
    void shell.attempt(() => moveTo(shell, rows, childId === null ? null : FolderId.parse(childId)));
  },
};

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
