import { Document20Regular, Folder20Regular } from '@fluentui/react-icons';
import type { BrowseEntry } from '#shared/contract/areas/site';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { useShell } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';
import { DataList } from '../../components/data-list.tsx';
import { compareText, type Column, type ListLayout } from '../../components/list-model.ts';
import { chosenRows } from '../../components/list-selection.ts';
import { EmptyState, IconText } from '../../components/parts.tsx';
import type { FileBrowser, FileBrowserState } from './file-browser-store.ts';

interface FileListProps {
  readonly browser: FileBrowser;
  readonly state: FileBrowserState;
  readonly show: 'folders' | 'files';
  readonly extensions: readonly string[];
  readonly onOpen: (path: string) => void;
}

/** The entries of a folder: Enter opens, Backspace goes up. */
export function FileList({ browser, state, show, extensions, onOpen }: FileListProps) {
  const shell = useShell();
  const { text } = shell;
  const [layout, setLayout] = useState<ListLayout>({ widths: {}, hidden: [], sort: null });
  const columns = useMemo(() => fileColumns(shell, show), [shell, show]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Backspace') return;
    event.preventDefault();
    void browser.up();
  };
  const ids = state.selected === null ? [] : [state.selected];
  return (
    <div className="ws-files-list" onKeyDown={onKeyDown}>
      <DataList
        label={text(show === 'folders' ? 'file-browser:folders' : 'file-browser:files')}
        columns={columns}
        rows={state.entries}
        id={(entry) => entry.path}
        layout={layout}
        onLayoutChange={setLayout}
        selection={chosenRows(ids)}
        onSelectionChange={(selection) => browser.select(selection.activeId)}
        isMultiple={false}
        isLoading={state.isLoading && state.path === ''}
        onOpen={(entry) => onOpen(entry.path)}
        empty={<NothingHere show={show} extensions={extensions} />}
      />
    </div>
  );
}

function NothingHere({ show, extensions }: Pick<FileListProps, 'show' | 'extensions'>) {
  const { text } = useShell();
  if (show === 'folders') return <EmptyState title={text('file-browser:emptyFolders')} />;
  const only = extensions.join(', ');
  return (
    <EmptyState
      title={text('file-browser:emptyFiles')}
      {...(only === '' ? {} : { text: text('file-browser:emptyExtensions', { extensions: only }) })}
    />
  );
}

/** Folders stay above files, whatever the order. */
function compareEntries(a: BrowseEntry, b: BrowseEntry): number {
  return Number(a.kind === 'file') - Number(b.kind === 'file') || compareText(a.name, b.name);
}

function fileColumns({ text, format }: Shell, show: 'folders' | 'files'): readonly Column<BrowseEntry>[] {
  const columns: Column<BrowseEntry>[] = [
    {
      id: 'name',
      name: text('file-browser:column.name'),
      isName: true,
      minWidth: 180,
      text: (entry) => entry.name,
      compare: compareEntries,
      cell: (entry) => (
        <IconText
          icon={
            entry.kind === 'folder' ? (
              <Folder20Regular aria-label={text('file-browser:folder')} className="ws-files-folder" />
            ) : (
              <Document20Regular aria-label={text('file-browser:file')} />
            )
          }
        >
          {entry.name}
        </IconText>
      ),
    },
    {
      id: 'modified',
      name: text('file-browser:column.modified'),
      width: 140,
      isWhole: true,
      longest: format.longestDates,
      text: (entry) => (entry.modifiedAt === null ? '' : format.date(entry.modifiedAt)),
      compare: (a, b) => (a.modifiedAt ?? 0) - (b.modifiedAt ?? 0),
    },
  ];
  if (show === 'folders') return columns;
  return [
    ...columns,
    {
      id: 'size',
      name: text('file-browser:column.size'),
      width: 90,
      align: 'end',
      text: (entry) => (entry.sizeBytes === null ? '' : format.bytes(entry.sizeBytes)),
      compare: (a, b) => (a.sizeBytes ?? -1) - (b.sizeBytes ?? -1),
    },
  ];
}
