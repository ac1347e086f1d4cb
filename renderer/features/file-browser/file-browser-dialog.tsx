import { Button, Field, Input, Tooltip } from '@fluentui/react-components';
import { ArrowUp20Regular, FolderAdd20Regular } from '@fluentui/react-icons';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { useShell } from '../../app/shell-context.tsx';
import type { DialogProps, Shell } from '../../app/types.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { computerPath } from '#shared/contract/areas/site';
import { PlaceIcon, placeName } from './place.tsx';
import { FileList } from './file-list.tsx';
import { createFileBrowser, type FileBrowser, type FileBrowserState } from './file-browser-store.ts';
import { NewFolder } from './new-folder.tsx';
import { lastName, pathParts } from './paths.ts';
import { CutText } from '../../components/cut-text.tsx';

/** What the action button would give: the marked row, else the folder that is shown. */
function chosenPath(state: FileBrowserState, show: 'folders' | 'files'): string | null {
  const marked = state.entries.find((entry) => entry.path === state.selected);
  if (show === 'folders') return marked?.path ?? (['', computerPath].includes(state.path) ? null : state.path);
  return marked?.kind === 'file' ? marked.path : null;
}

function actionLabel({ text }: Shell, show: 'folders' | 'files', chosen: string | null): string {
  if (chosen === null) return text(show === 'files' ? 'file-browser:chooseFile' : 'file-browser:chooseFolder');
  return text('file-browser:choose', { name: lastName(chosen) });
}

/** Chooses a folder or file of the computer that the core runs on: a page itself cannot. */
export function FileBrowserDialog({ request, close }: DialogProps<'files.choose'>) {
  const shell = useShell();
  const { text } = shell;
  const { show, extensions = [] } = request;
  const [browser] = useState(() => createFileBrowser({ client: shell.client, show, extensions }));
  const state = useStore(browser.store);
  const [isNaming, setIsNaming] = useState(false);
  const [isTried, setIsTried] = useState(false);
  useEffect(() => void browser.go(request.path), [browser, request.path]);
  const chosen = chosenPath(state, show);
  const submit = (): void => {
    setIsTried(true);
    if (chosen !== null) close(chosen);
  };
  const open = (path: string): void => {
    const entry = state.entries.find((one) => one.path === path);
    if (entry?.kind === 'file') close(path);
    else void browser.go(path);
  };
  const newFolder = (
    <Button
      type="button"
      icon={<FolderAdd20Regular />}
      disabled={isNaming || state.path === computerPath}
      onClick={() => setIsNaming(true)}
    >
      {text('file-browser:newFolder')}
    </Button>
  );
  return (
    <FormDialog
      title={request.title}
      action={actionLabel(shell, show, chosen)}
      width={700}
      onSubmit={submit}
      onClose={() => close()}
      extraActions={newFolder}
    >
      <div className="ws-files-page">
        <PathRow browser={browser} state={state} />
        <div className="ws-files">
          <Places browser={browser} state={state} />
          <FileList browser={browser} state={state} show={show} extensions={extensions} onOpen={open} />
        </div>
        {isNaming ? <NewFolder browser={browser} onEnd={() => setIsNaming(false)} /> : null}
        <FileNotes state={state} show={show} needsFile={isTried && chosen === null} />
        {state.problem === null ? null : <ErrorText problem={state.problem} />}
      </div>
    </FormDialog>
  );
}

interface BrowserProps {
  readonly browser: FileBrowser;
  readonly state: FileBrowserState;
}

/** The path to be read and typed: Enter goes there and does not choose yet. */
function PathRow({ browser, state }: BrowserProps) {
  const { text } = useShell();
  const [typed, setTyped] = useState<string | null>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || typed === null || typed.trim() === state.path) return;
    event.preventDefault();
    // What cannot be shown stays to be corrected.
    void browser.go(typed.trim()).then(() => {
      if (browser.store.getState().problem === null) setTyped(null);
    });
  };
  return (
    <>
      <div className="ws-row">
        <Tooltip content={`${text('file-browser:up')} (Backspace)`} relationship="label">
          <Button
            type="button"
            appearance="subtle"
            icon={<ArrowUp20Regular />}
            disabledFocusable={state.parent === null}
            onClick={() => void browser.up()}
          />
        </Tooltip>
        <Field className="ws-fill">
          <Input
            size="small"
            className="ws-mono"
            aria-label={text('file-browser:path')}
            spellCheck={false}
            value={typed ?? (state.path === computerPath ? text('file-browser:computer') : state.path)}
            onChange={(_event, data) => setTyped(data.value)}
            onKeyDown={onKeyDown}
            onBlur={() => setTyped(null)}
          />
        </Field>
      </div>
      <nav className="ws-files-crumbs" aria-label={text('file-browser:where')}>
        {pathParts(state.path, text('file-browser:computer')).map((part) => (
          <button
            key={part.path}
            type="button"
            aria-current={part.path === state.path ? 'location' : undefined}
            onClick={() => void browser.go(part.path)}
          >
            <CutText>{part.name}</CutText>
          </button>
        ))}
      </nav>
    </>
  );
}

function Places({ browser, state }: BrowserProps) {
  const { text } = useShell();
  return (
    <nav className="ws-files-places" aria-label={text('file-browser:places')}>
      {state.roots.map((root) => (
        <button
          key={root.path}
          type="button"
          title={`${text(`file-browser:place.${root.kind}`)}: ${root.path}`}
          aria-current={root.path === state.path ? 'location' : undefined}
          onClick={() => void browser.go(root.path)}
        >
          <PlaceIcon kind={root.kind} />
          <CutText className="ws-files-place">{placeName(text, root)}</CutText>
        </button>
      ))}
    </nav>
  );
}

interface FileNotesProps {
  readonly state: FileBrowserState;
  readonly show: 'folders' | 'files';
  readonly needsFile: boolean;
}

/** What is not in the list, and what is missing to go on. */
function FileNotes({ state, show, needsFile }: FileNotesProps) {
  const { text } = useShell();
  return (
    <>
      {needsFile ? (
        <p className="ws-files-missing" role="alert">
          {text(show === 'files' ? 'file-browser:noFile' : 'file-browser:noFolder')}
        </p>
      ) : null}
      {state.isTruncated ? (
        <p className="ws-muted ws-small">{text('file-browser:truncated', { count: state.entries.length })}</p>
      ) : null}
      {state.hiddenCount > 0 ? (
        <p className="ws-muted ws-small">{text('file-browser:hidden', { count: state.hiddenCount })}</p>
      ) : null}
    </>
  );
}
