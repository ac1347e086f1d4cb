import { useMemo } from 'react';
import { useModel, useShell, useSlice } from '../../app/shell-context.tsx';
import { countSteps } from './model/view-rows.ts';
import type { EditorController } from './store/editor-controller.ts';
import { editorsModel } from './store/editors-model.ts';
import { useWords } from './use-words.ts';

/** Of the field: the site database takes no larger sequence. */
const largestBytes = 2 * 1024 * 1024;

function Counts({ editor }: { readonly editor: EditorController }) {
  const words = useWords();
  const shell = useShell();
  const document = useSlice(editor.document, (state) => state);
  const selected = useSlice(editor.view, (state) => state.selection.ids.length);
  const { steps, disabled } = useMemo(() => countSteps(document.rows), [document.rows]);
  if (document.phase !== 'open') return null;
  const all = words('status.steps', { count: steps });
  const state = document.isSaving ? 'status.saving' : document.isDirty ? 'status.unsaved' : 'status.saved';
  return (
    <>
      <span>{words('status.revision', { id: document.packageId, revision: document.revision })}</span>
      {document.mode === 'view' ? null : <span>{words(state)}</span>}
      <span>{words('status.selected', { count: selected })}</span>
      <span>{disabled === 0 ? all : words('status.notRun', { steps: all, disabled })}</span>
      <span>
        {words('status.size', {
          size: shell.format.bytes(document.sizeBytes),
          limit: shell.format.bytes(largestBytes),
        })}
      </span>
    </>
  );
}

/** What the status bar says about the editor on the screen. */
export function EditorStatusCounts() {
  const editors = useModel(editorsModel);
  const shell = useShell();
  const activeId = useSlice(shell.tabs.store, (state) => state.activeId);
  const editor = activeId === '' ? null : editors.active();
  return editor === null ? null : <Counts editor={editor} />;
}
