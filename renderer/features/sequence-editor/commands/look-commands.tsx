import { Edit20Regular, ErrorCircle20Regular } from '@fluentui/react-icons';
import { showPanesOf } from '../../../a11y/show-pane.ts';
import type { CommandDefinition, Shell } from '../../../app/types.ts';
import { problemText } from '../problem-words.ts';
import type { EditorController } from '../store/editor-controller.ts';
import { openEditor } from '../store/editors-model.ts';
import { discardDraft } from '../store/save-flow.ts';
import { editorText } from '../use-words.ts';
import { command, isEditable } from './command-parts.ts';

function focusFindBox(editor: EditorController): void {
  const box = document.getElementById(editor.view.getState().findBoxId ?? '');
  if (box === null) return;
  showPanesOf(box);
  box.focus();
  if (box instanceof HTMLInputElement) box.select();
}

function isInFindBox(editor: EditorController): boolean {
  return document.activeElement !== null && document.activeElement.id === editor.view.getState().findBoxId;
}

/** The panel is opened with it: what is wrong has to be read, or that nothing is. */
async function visitProblem(editor: EditorController, shell: Shell, step: 1 | -1): Promise<void> {
  const words = editorText(shell);
  editor.sayMissing();
  editor.view.setState({ isProblemsOpen: true });
  const visited = await editor.nextProblem(step);
  if (visited === null) shell.announcer.say(words('problems.noneShort'));
  else {
    const { problem, number, count } = visited;
    shell.announcer.say(words('problems.visited', { number, count, text: problemText(words, problem, shell.format) }));
  }
}

export const lookCommands: readonly CommandDefinition[] = [
  command({
    id: 'edit',
    group: 'look',
    label: 'sequence-editor:command.edit',
    icon: <Edit20Regular />,
    keys: 'Ctrl+E',
    when: (editor) => editor.document.getState().mode === 'view',
    run: (editor, shell) => {
      const { packageId, session } = editor.document.getState();
      openEditor(shell, { packageId, name: session?.name ?? packageId, mode: 'edit' });
    },
  }),
  command({
    id: 'find',
    group: 'look',
    label: 'sequence-editor:command.find',
    keys: 'Ctrl+F',
    places: ['palette'],
    run: focusFindBox,
  }),
  command({
    id: 'find-next',
    group: 'look',
    label: 'sequence-editor:command.findNext',
    keys: 'F3',
    places: ['palette'],
    run: (editor) => editor.findNext(1, isInFindBox(editor)),
  }),
  command({
    id: 'find-previous',
    group: 'look',
    label: 'sequence-editor:command.findPrevious',
    keys: 'Shift+F3',
    places: ['palette'],
    run: (editor) => editor.findNext(-1, isInFindBox(editor)),
  }),
  command({
    id: 'expand-all',
    group: 'look',
    isOfPage: true,
    label: 'sequence-editor:command.expandAll',
    places: ['menu', 'palette'],
    run: (editor) => editor.setAllOpen(true),
  }),
  command({
    id: 'collapse-all',
    group: 'look',
    isOfPage: true,
    label: 'sequence-editor:command.collapseAll',
    places: ['menu', 'palette'],
    run: (editor) => editor.setAllOpen(false),
  }),
  command({
    id: 'problems',
    group: 'look',
    label: 'sequence-editor:command.problems',
    icon: <ErrorCircle20Regular />,
    places: ['bar', 'palette'],
    run: (editor) => {
      editor.sayMissing();
      editor.view.setState((state) => ({ isProblemsOpen: !state.isProblemsOpen }));
    },
  }),
  command({
    id: 'next-problem',
    group: 'look',
    label: 'sequence-editor:command.nextProblem',
    keys: 'F8',
    places: ['palette'],
    run: (editor, shell) => visitProblem(editor, shell, 1),
  }),
  command({
    id: 'previous-problem',
    group: 'look',
    label: 'sequence-editor:command.previousProblem',
    keys: 'Shift+F8',
    places: ['palette'],
    run: (editor, shell) => visitProblem(editor, shell, -1),
  }),
  command({
    id: 'discard',
    group: 'look',
    label: 'sequence-editor:command.discard',
    places: ['palette'],
    when: (editor, shell) => isEditable(editor, shell) && editor.document.getState().isDirty,
    run: (editor, shell) => discardDraft(shell, editor),
  }),
];
