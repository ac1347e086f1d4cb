import { useMemo, useSyncExternalStore } from 'react';
import { useModel, useShell, useSlice } from '../../app/shell-context.tsx';
import { countSteps } from './model/view-rows.ts';
import type { EditorController } from './store/editor-controller.ts';
import { editorsModel } from './store/editors-model.ts';
import { useWords } from './use-words.ts';

/** Of the field: the site database takes no larger sequence. */
const largestBytes = 2 * 1024 * 1024;

/** What is counted of a document: nothing that changes while somebody types. */
function useCounted({ document }: EditorController) {
  return {
    phase: useSlice(document, (state) => state.phase),
    mode: useSlice(document, (state) => state.mode),
    rows: useSlice(document, (state) => state.rows),
    packageId: useSlice(document, (state) => state.packageId),
    revision: useSlice(document, (state) => state.revision),
    sizeBytes: useSlice(document, (state) => state.sizeBytes),
    standing: useSlice(document, ({ isSaving, isDirty }) =>
      isSaving ? ('status.saving' as const) : isDirty ? ('status.unsaved' as const) : ('status.saved' as const),
    ),
  };
}

function Counts({ editor }: { readonly editor: EditorController }) {
  const words = useWords();
  const shell = useShell();
  const { phase, mode, rows, packageId, revision, sizeBytes, standing } = useCounted(editor);
  const selected = useSlice(editor.view, (state) => state.selection.ids.length);
  const { steps, disabled } = useMemo(() => countSteps(rows), [rows]);
  if (phase !== 'open') return null;
  const all = words('status.steps', { count: steps });
  const size = { size: shell.format.bytes(sizeBytes), limit: shell.format.bytes(largestBytes) };
  // One line whatever the window: what does not fit is cut, the less of use first, and all of it is in the title.
  const counts = [
    { key: 'revision', text: words('status.revision', { id: packageId, revision }) },
    ...(mode === 'view' ? [] : [{ key: 'standing', text: words(standing) }]),
    { key: 'selected', text: words('status.selected', { count: selected }) },
    { key: 'steps', text: disabled === 0 ? all : words('status.notRun', { steps: all, disabled }) },
    { key: 'size', text: words('status.size', size) },
  ];
  const whole = counts.map(({ text }) => text).join(' · ');
  return counts.map(({ key, text }) => (
    <span key={key} className="ws-count" data-count={key} title={whole}>
      {text}
    </span>
  ));
}

/** What the status bar says about the editor on the screen. */
export function EditorStatusCounts() {
  const editors = useModel(editorsModel);
  const shell = useShell();
  // Which tab is in front decides, and whether its editor has been made.
  useSlice(shell.tabs.store, (state) => state.activeId);
  const editor = useSyncExternalStore(editors.subscribe, editors.active);
  return editor === null ? null : <Counts editor={editor} />;
}
