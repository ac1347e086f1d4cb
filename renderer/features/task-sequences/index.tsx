import {
  Folder20Regular,
  History20Regular,
  TaskListSquareLtr16Regular,
  TaskListSquareLtr20Regular,
} from '@fluentui/react-icons';
import { useMemo } from 'react';
import { FolderId } from '#shared/model/ids';
import { ListCounts } from '../../app/list-counts.tsx';
import { paletteObjects } from '../../app/palette-objects.ts';
import { rowsById } from '../../app/server-list.ts';
import { lazyDialog } from '../../app/lazy-parts.tsx';
import { useAnswer, useShell } from '../../app/shell-context.tsx';
import type { TaskSequenceRow } from '#shared/model/task-sequence';
import type { Chosen } from '../../stores/lists.ts';
import type { FeatureDefinition, NodeChild, NodeDrop, Shell } from '../../app/types.ts';
import '../../styles/forms.css';
import { openEditor } from '../sequence-editor/index.tsx';
import { importFiles, moveFolderTo, moveTo } from './actions.ts';
import { folderScope, taskSequencesCommands } from './commands.tsx';
import './dialogs.ts';
import { knownFolders, useFolderRows } from './folders.ts';
import {
  countsBelow,
  currentChild,
  deletedChild,
  deletedCount,
  foldersBelow,
  selectedSequences,
  sequencesList,
  sequencesNode,
} from './model.ts';
import { TaskSequencesPage } from './page.tsx';
import './task-sequences.css';

/** Folders below the node, each with what lies in it and below; the deleted ones last. */
function useFolders(): readonly NodeChild[] {
  const { text } = useShell();
  const folders = useFolderRows();
  const deleted = useAnswer('sequence.list', deletedCount).data?.total ?? 0;
  return useMemo(() => {
    const counts = countsBelow(folders);
    const made = folders.map(({ id, parentId, name: label }): NodeChild => {
      const dragData = { kind: 'task-sequence-folder', id };
      return { id, parentId, label, icon: <Folder20Regular />, count: counts.get(id) ?? 0, dragData };
    });
    if (deleted === 0) return made;
    const bin = { id: deletedChild, parentId: null, label: text('task-sequences:deleted'), icon: <History20Regular /> };
    return [...made, { ...bin, count: deleted }];
  }, [folders, deleted, text]);
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
      else await moveTo(shell, await draggedRows(shell, id), target);
    });
  },
};

/** The dragged row, or all that are selected with it. */
async function draggedRows(shell: Shell, id: string): Promise<Chosen<TaskSequenceRow>> {
  const chosen = selectedSequences(shell);
  const isAmong = chosen.input?.kind === 'all' ? !chosen.input.except.includes(id) : chosen.input?.ids.includes(id);
  if (isAmong === true) return chosen;
  const rows = await rowsById(shell, sequencesList, [id]);
  return { count: rows.length, rows, input: { kind: 'ids', ids: [id] } };
}

/** A file that is let go anywhere in the window is imported, but not behind a dialog: nobody would see what comes of it. */
function acceptFiles(shell: Shell): () => void {
  const isForUs = (event: globalThis.DragEvent): boolean =>
    shell.dialogs.store.getState().open.length === 0 && event.dataTransfer?.types.includes('Files') === true;
  const onDragOver = (event: globalThis.DragEvent): void => {
    if (isForUs(event)) event.preventDefault();
  };
  const onDrop = (event: globalThis.DragEvent): void => {
    if (event.defaultPrevented || !isForUs(event)) return;
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
  if (scope !== sequencesNode) return null;
  return (
    <ListCounts
      listId={sequencesNode}
      total={(summary) => text('task-sequences:count', { count: summary.taskSequences })}
      chosen={(count) => text('task-sequences:selected', { count })}
    />
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
    'sequence.properties': lazyDialog(async () => (await import('./property-dialogs.tsx')).PropertiesDialog),
    'sequence.importing': lazyDialog(async () => (await import('./transfer-dialogs.tsx')).ImportDialog),
    'sequence.export': lazyDialog(async () => (await import('./transfer-dialogs.tsx')).ExportDialog),
    'sequence.move': lazyDialog(async () => (await import('./property-dialogs.tsx')).MoveDialog),
    'folder.edit': lazyDialog(async () => (await import('./property-dialogs.tsx')).FolderDialog),
  },
  commands: taskSequencesCommands,
  objects: [
    paletteObjects(sequencesList, (shell, row) => ({
      id: `sequence:${row.packageId}`,
      label: row.name,
      hint: row.packageId,
      icon: <TaskListSquareLtr16Regular />,
      open: () => openEditor(shell, { packageId: row.packageId, name: row.name, mode: 'view' }),
    })),
  ],
  StatusCounts: Counts,
  start: acceptFiles,
};
