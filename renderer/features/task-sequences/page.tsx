import { Badge } from '@fluentui/react-components';
import { TaskListSquareLtr20Regular, TaskListSquareLtr24Regular } from '@fluentui/react-icons';
import { useMemo, useState, type DragEvent } from 'react';
import type { TaskSequenceRow } from '#shared/model/task-sequence';
import { ServerListPage } from '../../app/list-page.tsx';
import { useShell } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';
import { CommandButton } from '../../commands/command-bar.tsx';
import { type Column } from '../../components/list-model.ts';
import { EmptyState, IconText } from '../../components/parts.tsx';
import { importFiles, openByDefault } from './actions.ts';
import { SequenceDetails } from './details.tsx';
import { useFolderRows } from './folders.ts';
import { criteriaOf, deletedChild, pathText, sequencesList } from './model.ts';

function sequenceColumns({ text, format }: Shell): readonly Column<TaskSequenceRow>[] {
  const dated = (date: (row: TaskSequenceRow) => string) =>
    ({ width: 140, isWhole: true, longest: format.longestDates, text: date }) as const;
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
            <Badge className="ws-draft-badge" appearance="outline" size="small">
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
      text: (row) => pathText(row.folderPath),
    },
    {
      id: 'steps',
      name: text('task-sequences:column.steps'),
      width: 64,
      align: 'end',
      text: (row) => format.number(row.stepCount),
    },
    {
      id: 'size',
      name: text('task-sequences:column.size'),
      width: 80,
      align: 'end',
      text: (row) => format.kilobytes(row.sizeBytes),
    },
    { id: 'created', name: text('task-sequences:column.created'), ...dated((row) => format.date(row.createdAt)) },
    { id: 'modified', name: text('task-sequences:column.modified'), ...dated((row) => format.date(row.modifiedAt)) },
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

/** Software Library > Task Sequences: list, folders at the left, details below. */
export function TaskSequencesPage({ childId }: { readonly childId: string | null }) {
  const shell = useShell();
  const { text } = shell;
  const isDeleted = childId === deletedChild;
  const folderName = useFolderRows().find((folder) => folder.id === childId)?.name;
  const columns = useMemo(() => sequenceColumns(shell), [shell]);
  const criteria = useMemo(() => criteriaOf(childId), [childId]);
  const drop = useFileDrop(shell);
  return (
    <div className="ws-page" {...drop.handlers}>
      <ServerListPage
        list={sequencesList}
        criteria={criteria}
        title={isDeleted ? text('task-sequences:deleted') : (folderName ?? text('task-sequences:title'))}
        label={text('task-sequences:list')}
        placeholder={text('task-sequences:filter')}
        columns={columns}
        onOpen={() => openByDefault(shell)}
        dragData={(id) => ({ kind: 'task-sequence', id })}
        empty={<Empty isDeleted={isDeleted} />}
        details={(chosen) => (isDeleted ? null : <SequenceDetails rows={chosen} />)}
        detailsName={text('components:details')}
        hasDetails={!isDeleted}
      />
      {drop.isOver ? (
        <div className="ws-drop-over">
          <span>{text('task-sequences:dropHere')}</span>
        </div>
      ) : null}
    </div>
  );
}
