import { ArrowRedo20Regular, ArrowUndo20Regular, PlayCircle20Regular, Save20Regular } from '@fluentui/react-icons';
import type { CommandDefinition, Shell } from '../../../app/types.ts';
import { runSequence, saveEditor } from '../store/save-flow.ts';
import { editorText, labelText } from '../use-words.ts';
import { command, current, isEditable } from './command-parts.ts';

const documentOf = (shell: Shell) => current(shell)?.document.getState();

function undoMenu(shell: Shell): CommandDefinition[] {
  const text = editorText(shell);
  const state = documentOf(shell);
  if (state === undefined) return [];
  const { undo, savedDistance } = state.history;
  const entries = undo.map((label, index) =>
    command({
      id: `undo-${index + 1}`,
      group: 'history',
      label: () => text('command.undoTo', { label: labelText(shell, label) }),
      run: (editor) => editor.undo(index + 1),
    }),
  );
  if (savedDistance === null || savedDistance < 0) return entries;
  const saved = command({
    id: 'undo-saved',
    group: 'history',
    label: () =>
      savedDistance <= undo.length
        ? text('command.savedHere', { revision: state.revision })
        : text('command.savedBelow', { revision: state.revision, count: savedDistance - undo.length }),
    icon: <Save20Regular />,
    isEnabled: () => false,
    run: () => undefined,
  });
  const at = Math.min(savedDistance, entries.length);
  return [...entries.slice(0, at), saved, ...entries.slice(at)];
}

export const historyCommands: readonly CommandDefinition[] = [
  command({
    id: 'save',
    group: 'save',
    isOfPage: true,
    label: 'sequence-editor:command.save',
    icon: <Save20Regular />,
    keys: 'Ctrl+S',
    isPrimary: true,
    when: isEditable,
    isEnabled: (editor) => {
      const { isDirty, drafts, underWay, isSaving, removed } = editor.document.getState();
      return removed === null && (isDirty || drafts.size > 0 || underWay.length > 0) && !isSaving;
    },
    run: (editor, shell) => saveEditor(shell, editor),
  }),
  command({
    id: 'run',
    group: 'run',
    isOfPage: true,
    label: 'sequence-editor:command.run',
    icon: <PlayCircle20Regular />,
    keys: 'Ctrl+Enter',
    when: (editor) => editor.document.getState().phase === 'open',
    isEnabled: (editor) => editor.document.getState().removed === null,
    run: (editor, shell) => runSequence(shell, editor),
  }),
  command({
    id: 'undo',
    group: 'save',
    isOfPage: true,
    label: (shell) => {
      const label = documentOf(shell)?.history.undo[0];
      const text = editorText(shell);
      return label === undefined ? text('command.undo') : text('command.undoNamed', { label: labelText(shell, label) });
    },
    icon: <ArrowUndo20Regular />,
    keys: 'Ctrl+Z',
    isIconOnly: true,
    when: isEditable,
    isEnabled: (editor) => {
      // A move that is seen can be taken back, though it has no name yet: undoing waits for its answer.
      const { history, underWay } = editor.document.getState();
      return history.undoCount > 0 || underWay.length > 0;
    },
    run: (editor) => editor.undo(1),
  }),
  command({
    id: 'undo-list',
    group: 'save',
    label: 'sequence-editor:command.undoList',
    isIconOnly: true,
    places: ['bar'],
    when: (editor, shell) => isEditable(editor, shell) && editor.document.getState().history.undoCount > 0,
    menu: undoMenu,
    run: () => undefined,
  }),
  command({
    id: 'redo',
    group: 'save',
    isOfPage: true,
    label: (shell) => {
      const label = documentOf(shell)?.history.redo[0];
      const text = editorText(shell);
      return label === undefined ? text('command.redo') : text('command.redoNamed', { label: labelText(shell, label) });
    },
    icon: <ArrowRedo20Regular />,
    keys: 'Ctrl+Y',
    isIconOnly: true,
    when: isEditable,
    isEnabled: (editor) => {
      const { history, underWay } = editor.document.getState();
      return history.redoCount > 0 && underWay.length === 0;
    },
    run: (editor) => editor.redo(1),
  }),
];
