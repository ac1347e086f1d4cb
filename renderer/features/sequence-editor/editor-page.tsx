import { Button } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { TaskListSquareLtr24Regular } from '@fluentui/react-icons';
import { useModel, usePaneSize, useShell, useSlice } from '../../app/shell-context.tsx';
import { CommandBar } from '../../commands/command-bar.tsx';
import { ErrorPage, ErrorText } from '../../components/error-text.tsx';
import { Callout, EmptyState } from '../../components/parts.tsx';
import { Splitter } from '../../components/splitter.tsx';
import type { TabOf } from '../../stores/tabs.ts';
import { AddMenu } from './add-menu.tsx';
import { ProblemsPanel } from './panels/problems-panel.tsx';
import { StepPane } from './panels/step-pane.tsx';
import { RemovedBar, RemovedPage } from './removed.tsx';
import { BehindBar, RenewalBar, SavedSinceBar } from './standing-bars.tsx';
import { editorsModel, editorTab, openEditor, rememberedRow } from './store/editors-model.ts';
import { discardDraft } from './store/save-flow.ts';
import { FindBox } from './tree/find-box.tsx';
import { StepTree } from './tree/step-tree.tsx';
import { EditorProvider, useEditor } from './use-editor.tsx';
import { usePaste } from './use-paste.ts';
import { useWords } from './use-words.ts';
import { IntentBar } from '../../components/intent-bar.tsx';

function DraftBar() {
  const words = useWords();
  const shell = useShell();
  const editor = useEditor();
  const [isHidden, setHidden] = useState(false);
  const draftFrom = useSlice(editor.document, (state) => state.draftFrom);
  const count = useSlice(editor.document, (state) => state.draftChanges);
  const isBehind = useSlice(editor.document, (state) => state.isDraftBehind);
  const isSuperseded = useSlice(editor.document, (state) => state.isBehind || state.removed !== null);
  if (draftFrom === null || isHidden || isSuperseded) return null;
  const date = shell.format.date(draftFrom);
  const taken = count === 0 ? words('draft.takenUnknown', { date }) : words('draft.taken', { count, date });
  return (
    <Callout
      tone={isBehind ? 'warning' : 'info'}
      actions={
        <>
          <Button size="small" onClick={() => void shell.attempt(() => discardDraft(shell, editor))}>
            {words('draft.discard')}
          </Button>
          <Button size="small" appearance="subtle" onClick={() => setHidden(true)}>
            {words('draft.hide')}
          </Button>
        </>
      }
    >
      {isBehind ? `${taken} ${words('draft.behind')}` : taken}
    </Callout>
  );
}

function ViewBar() {
  const words = useWords();
  const shell = useShell();
  const editor = useEditor();
  const mode = useSlice(editor.document, (state) => state.mode);
  const packageId = useSlice(editor.document, (state) => state.packageId);
  const name = useSlice(editor.document, (state) => state.session?.name ?? '');
  const isRemoved = useSlice(editor.document, (state) => state.removed !== null);
  if (mode === 'edit' || isRemoved) return null;
  const edit = () => openEditor(shell, { packageId, name, mode: 'edit' });
  return (
    <Callout
      tone="info"
      actions={
        <Button size="small" onClick={edit}>
          {words('page.edit')}
        </Button>
      }
    >
      {words('page.readOnly')}
    </Callout>
  );
}

function Refusal() {
  const words = useWords();
  const editor = useEditor();
  const error = useSlice(editor.document, (state) => state.error);
  if (error === null) return null;
  return (
    <div className="se-refusal">
      <ErrorText problem={error} />
      <Button size="small" appearance="subtle" onClick={() => editor.document.setState({ error: null })}>
        {words('page.dismiss')}
      </Button>
    </div>
  );
}

function TreeSide() {
  const words = useWords();
  const shell = useShell();
  const editor = useEditor();
  const isEmpty = useSlice(editor.document, (state) => state.rows.length === 0);
  const isEditable = useSlice(editor.document, (state) => state.mode === 'edit');
  return (
    <section className="se-tree" aria-label={words('page.treeRegion')} data-region="list">
      <FindBox />
      {isEmpty ? (
        <EmptyState
          icon={<TaskListSquareLtr24Regular fontSize={40} />}
          title={words('page.emptyTitle')}
          text={words('page.emptyText')}
          actions={
            isEditable ? (
              <Button appearance="primary" onClick={() => void shell.commands.run('editor.add')}>
                {words('command.add')}
              </Button>
            ) : null
          }
        />
      ) : (
        <StepTree editor={editor} />
      )}
    </section>
  );
}

function Work() {
  const words = useWords();
  const editor = useEditor();
  const tree = usePaneSize('editor.tree', 476);
  const problems = usePaneSize('editor.problems', 152);
  const isProblemsOpen = useSlice(editor.view, (state) => state.isProblemsOpen);
  return (
    <Splitter
      side="end"
      direction="column"
      size={problems.size}
      minimum={90}
      maximum={420}
      name={words('problems.title')}
      restName={words('tree.label')}
      onSize={problems.setSize}
      start={
        <Splitter
          side="start"
          direction="row"
          size={tree.size}
          minimum={260}
          maximum={760}
          name={words('tree.label')}
          restName={words('page.paneRegion')}
          onSize={tree.setSize}
          start={<TreeSide />}
          end={<StepPane />}
        />
      }
      end={isProblemsOpen ? <ProblemsPanel /> : null}
    />
  );
}

/** The row of before a restart, else the first one, is selected when the document has come, so that the keys have a place to start from. */
function useFirstSelection(tabId: string) {
  const shell = useShell();
  const editor = useEditor();
  const phase = useSlice(editor.document, (state) => state.phase);
  useEffect(() => {
    if (phase !== 'open') return;
    const { rows } = editor.document.getState();
    const first = rows[rememberedRow(shell, tabId)] ?? rows[0];
    const { selection } = editor.view.getState();
    if (first !== undefined && selection.active === null) {
      editor.select({ ids: [first.id], active: first.id, anchor: first.id }, true);
    }
  }, [shell, editor, phase, tabId]);
  return phase;
}

/** Ctrl+V means steps wherever the focus is, except among conditions. */
function PasteSteps() {
  const editor = useEditor();
  const editors = useModel(editorsModel);
  usePaste(
    (focus) => editors.active() === editor && (focus?.closest('.se-conditions') ?? null) === null,
    (text) => void editor.paste(text),
  );
  return null;
}

function EditorBody({ tabId }: { readonly tabId: string }) {
  const words = useWords();
  const editor = useEditor();
  const phase = useFirstSelection(tabId);
  const error = useSlice(editor.document, (state) => state.error);
  const isRemoved = useSlice(editor.document, (state) => state.removed !== null);
  if (phase === 'failed' && isRemoved) return <RemovedPage tabId={tabId} />;
  if (phase === 'failed' && error !== null) {
    return <ErrorPage problem={error} onRetry={() => void editor.session.open('keep')} />;
  }
  if (phase !== 'open') {
    return (
      <div className="se-opening" role="status">
        <span>{words('page.opening')}</span>
        <IntentBar state="running" />
      </div>
    );
  }
  return (
    <>
      <CommandBar scope={editorTab} />
      <RemovedBar tabId={tabId} />
      <ViewBar />
      <DraftBar />
      <BehindBar />
      <SavedSinceBar />
      <RenewalBar />
      <Refusal />
      <div className="se-work">
        <PasteSteps />
        <Work />
      </div>
      <AddMenu />
    </>
  );
}

/** The page of one editor tab. */
export function EditorPage({ tab }: { readonly tab: TabOf<'editor'> }) {
  const editors = useModel(editorsModel);
  const editor = editors.of(tab);
  return (
    <EditorProvider key={editor.document.getState().mode} editor={editor}>
      <div className="se-page">
        <EditorBody tabId={tab.id} />
      </div>
    </EditorProvider>
  );
}
