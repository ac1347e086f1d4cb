import { Button, Field, Input } from '@fluentui/react-components';
import { ArrowUp16Regular, Folder20Regular, FolderAdd16Regular, Home16Regular } from '@fluentui/react-icons';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { BrowseEntry } from '#shared/contract/areas/site';
import { useListLayout, useListSelection, useShell } from '../../app/shell-context.tsx';
import type { DialogProps } from '../../app/types.ts';
import { DataList } from '../../components/data-list.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import type { Column } from '../../components/list-model.ts';
import { EmptyState, IconText } from '../../components/parts.tsx';
import { createFolderBrowser, type FolderBrowser } from './folder-store.ts';

/** Chooses a folder of this computer: the one that is open, or the one that is selected in it. */
export function FolderDialog({ request, close }: DialogProps<'folder.choose'>) {
  const { client, text, selection } = useShell();
  const browser = useMemo(() => createFolderBrowser(client), [client]);
  const state = useStore(browser.store);
  useEffect(() => {
    selection.set('folder-browser', { ids: [], activeId: null });
    void openFirst(browser, request.path);
  }, [browser, request.path, selection]);
  const chosen = useListSelection('folder-browser').selection.ids[0];
  const isHere = state.place?.entries.some((entry) => entry.path === chosen) === true;
  const path = isHere ? chosen : state.place?.path;
  return (
    <FormDialog
      title={request.title}
      action={text('devices:folder.choose')}
      width={640}
      isBusy={state.status === 'loading' && state.place === null}
      problem={state.problem}
      onSubmit={() => {
        if (path !== undefined) close(path);
      }}
      onClose={() => close()}
    >
      <PathRow
        key={state.place?.path}
        path={state.place?.path ?? ''}
        browser={browser}
        parent={state.place?.parent ?? null}
      />
      <Folders
        entries={state.place?.entries ?? []}
        isLoading={state.place === null}
        onOpen={(entry) => void browser.open(entry.path)}
      />
      {state.place?.isTruncated === true ? <p className="ws-muted ws-small">{text('devices:folder.cut')}</p> : null}
      <NewFolder browser={browser} />
    </FormDialog>
  );
}

/** A path that is gone is no reason to show nothing: then the home folder. */
async function openFirst(browser: FolderBrowser, path: string | null): Promise<void> {
  await browser.open(path);
  if (browser.store.getState().place === null && path !== null) await browser.open(null);
}

interface PathRowProps {
  readonly path: string;
  readonly parent: string | null;
  readonly browser: FolderBrowser;
}

function PathRow({ path, parent, browser }: PathRowProps) {
  const { text } = useShell();
  const [typed, setTyped] = useState(path);
  return (
    <div className="ws-folder-path">
      <Button
        size="small"
        icon={<ArrowUp16Regular />}
        aria-label={text('devices:folder.up')}
        disabledFocusable={parent === null}
        onClick={() => void browser.open(parent)}
      />
      <Button
        size="small"
        icon={<Home16Regular />}
        aria-label={text('devices:folder.home')}
        onClick={() => void browser.open(null)}
      />
      <Input
        size="small"
        className="ws-mono"
        aria-label={text('devices:folder.path')}
        value={typed}
        onChange={(_event, { value }) => setTyped(value)}
        onKeyDown={(event) => {
          // Enter opens what was typed; a second Enter chooses it.
          if (event.key !== 'Enter' || typed === path) return;
          event.preventDefault();
          void browser.open(typed);
        }}
      />
    </div>
  );
}

interface FoldersProps {
  readonly entries: readonly BrowseEntry[];
  readonly isLoading: boolean;
  readonly onOpen: (entry: BrowseEntry) => void;
}

function Folders({ entries, isLoading, onOpen }: FoldersProps) {
  const { text, format } = useShell();
  const layout = useListLayout('folder-browser');
  const selection = useListSelection('folder-browser');
  const columns = useMemo<readonly Column<BrowseEntry>[]>(
    () => [
      {
        id: 'name',
        name: text('devices:folder.name'),
        isName: true,
        text: (entry) => entry.name,
        cell: (entry) => <IconText icon={<Folder20Regular />}>{entry.name}</IconText>,
      },
      {
        id: 'modified',
        name: text('devices:folder.modified'),
        width: 150,
        text: (entry) => (entry.modifiedAt === null ? '' : format.date(entry.modifiedAt)),
        compare: (one, other) => (one.modifiedAt ?? 0) - (other.modifiedAt ?? 0),
      },
    ],
    [text, format],
  );
  return (
    <div className="ws-folder-list">
      <DataList
        {...layout}
        {...selection}
        label={text('devices:folder.list')}
        columns={columns}
        rows={entries}
        id={(entry) => entry.path}
        isLoading={isLoading}
        isMultiple={false}
        onOpen={onOpen}
        empty={<EmptyState title={text('devices:folder.none')} />}
      />
    </div>
  );
}

function NewFolder({ browser }: { readonly browser: FolderBrowser }) {
  const { text } = useShell();
  const [name, setName] = useState('');
  const create = (): void => {
    if (name.trim() === '') return;
    void browser.createFolder(name.trim());
    setName('');
  };
  return (
    <div className="ws-folder-new">
      <Field size="small">
        <Input
          size="small"
          placeholder={text('devices:folder.newName')}
          aria-label={text('devices:folder.newName')}
          value={name}
          onChange={(_event, { value }) => setName(value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || name.trim() === '') return;
            event.preventDefault();
            create();
          }}
        />
      </Field>
      <Button size="small" appearance="subtle" icon={<FolderAdd16Regular />} onClick={create}>
        {text('devices:folder.create')}
      </Button>
    </div>
  );
}
