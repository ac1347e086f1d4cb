import { Badge } from '@fluentui/react-components';
import { TaskListSquareLtr20Regular, TaskListSquareLtr24Regular } from '@fluentui/react-icons';
import { useEffect, useMemo, useState, type DragEvent } from 'react';
import type { TaskSequenceFolder, TaskSequenceRow } from '#shared/model/task-sequence';
import { ListPage } from '../../app/list-page.tsx';
import { useModel, useResource, useShell } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';
import { CommandButton } from '../../commands/command-bar.tsx';
import { type Column } from '../../components/list-model.ts';
import { EmptyState, IconText } from '../../components/parts.tsx';
import { importFiles, openByDefault } from './actions.ts';
import { SequenceDetails } from './details.tsx';
import { deletedChild, folderPath, rowsIn, sequencesNode, taskSequencesModel } from './model.ts';

const noFolders: readonly TaskSequenceFolder[] = [];

function sequenceColumns(
  { text, format }: Shell,
  folders: readonly TaskSequenceFolder[],
): readonly Column<TaskSequenceRow>[] {
  return [
    {
      id: 'name',
      name: text('task-sequences:column.name'),
      isName: true,
      minWidth: 200,
      text: (row) => row.name,
      cell: (row) => (
        <span className={`ws-row ${row.enabled ? '' : 'ws-muted'}`}>
          <IconText icon={<TaskListSquareLtr20Regular />}>{row.name}</IconText>
          {row.hasDraft ? (
            <Badge appearance="outline" size="small">
              {text('task-sequences:draft')}
            </Badge>
          ) : null}
          {row.enabled ? null : (
            <Badge appearance="outline" size="small">
              {text('task-sequences:disabled')}
            </Badge>
          )}
        </span>
      ),
    },
    { id: 'packageId', name: text('task-sequences:column.packageId'), width: 100, text: (row) => row.packageId },
    {
      id: 'folder',
      name: text('task-sequences:column.folder'),
      width: 130,
      text: (row) => folderPath(folders, row.folderId),
    },
    {
      id: 'steps',
      name: text('task-sequences:column.steps'),
      width: 64,
      align: 'end',
      text: (row) => format.number(row.stepCount),
      compare: (a, b) => a.stepCount - b.stepCount,
    },
    {
      id: 'size',
      name: text('task-sequences:column.size'),
      width: 80,
      align: 'end',
      text: (row) => format.kilobytes(row.sizeBytes),
      compare: (a, b) => a.sizeBytes - b.sizeBytes,
    },
    {
      id: 'modified',
      name: text('task-sequences:column.modified'),
      width: 140,
      text: (row) => format.date(row.modifiedAt),
      compare: (a, b) => a.modifiedAt - b.modifiedAt,
    },
    { id: 'by', name: text('task-sequences:column.by'), width: 90, text: (row) => row.modifiedBy },
  ];
}

function Empty({ isDeleted }: { readonly isDeleted: boolean }) {
  const { text } = useShell();
  if (isDeleted)
    return (
      <EmptyState title={text('task-sequences:empty.deletedTitle')} text={text('task-sequences:empty.deletedText')} />
    );
  return (
    <EmptyState
      icon={<TaskListSquareLtr24Regular />}
      title={text('task-sequences:empty.title')}
      text={text('task-sequences:empty.text')}
      actions={
        <>
          <CommandButton id="sequences.import" appearance="primary" />
          <CommandButton id="sequences.create" />
        </>
      }
    />
  );
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** Files can be dropped anywhere on the page; where they land is said before they are let go. */
function useFileDrop(shell: Shell) {
  const [isOver, setOver] = useState(false);
  return {
    isOver,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event: DragEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        setOver(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.stopPropagation();
        const files = [...event.dataTransfer.files];
        void shell.attempt(() => importFiles(shell, files));
      },
    },
  };
}

/** The rows of the place that is shown: a folder with what is below it, the deleted ones, or all. */
function useRowsOf(childId: string | null) {
  const shell = useShell();
  const model = useModel(taskSequencesModel);
  const isDeleted = childId === deletedChild;
  const resource = isDeleted ? model.deleted : model.list;
  const state = useResource(resource);
  const folders = useResource(model.folders).data ?? noFolders;
  useEffect(() => shell.commands.watch(resource.store), [shell, resource]);
  const here = state.data === null ? null : rowsIn(state.data, folders, childId);
  const folderName = folders.find((folder) => folder.id === childId)?.name;
  return { resource, state, folders, here, isDeleted, folderName };
}

/** Software Library > Task Sequences: list, folders at the left, details below. */
export function TaskSequencesPage({ childId }: { readonly childId: string | null }) {
  const shell = useShell();
  const { text } = shell;
  const { resource, state, folders, here, isDeleted, folderName } = useRowsOf(childId);
  const columns = useMemo(() => sequenceColumns(shell, folders), [shell, folders]);
  const drop = useFileDrop(shell);
  return (
    <div className="ws-page" {...drop.handlers}>
      <ListPage
        scope={sequencesNode}
        title={isDeleted ? text('task-sequences:deleted') : (folderName ?? text('task-sequences:title'))}
        label={text('task-sequences:list')}
        placeholder={text('task-sequences:filter')}
        state={state}
        onRetry={() => void resource.refresh()}
        rows={here}
        id={(row) => row.packageId}
        columns={columns}
        onOpen={() => openByDefault(shell)}
        dragData={(id) => ({ kind: 'task-sequence', id })}
        empty={<Empty isDeleted={isDeleted} />}
        details={(chosen) => (isDeleted ? null : <SequenceDetails rows={chosen} />)}
        detailsName={text('components:details')}
      />
      {drop.isOver ? <div className="ws-drop-over">{text('task-sequences:dropHere')}</div> : null}
    </div>
  );
}
